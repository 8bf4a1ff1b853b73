"""Sheets on the roll: who was given one, but never which."""

from workshop.models import RollEntry


def on_paper_entry(round_id: int, participant_id: int, card_id: int | None) -> RollEntry:
    """Return the entry of a participant who was given a sheet, and of the card whose seat they have, if any.

    It is no changed ballot for which figures would move.
    """
    own = {"round_id": round_id, "participant_id": participant_id, "card_id": card_id}
    return RollEntry(**own, version=1, counted=1, empty=False, on_paper=True)
