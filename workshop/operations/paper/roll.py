"""Sheets on the roll: who was given one, but never which."""

from workshop.models import RollEntry


def on_paper_entry(round_id: int, participant_id: int) -> RollEntry:
    """Return the entry of a participant who was given a sheet; it is no changed ballot for which figures would move."""
    return RollEntry(round_id=round_id, participant_id=participant_id, version=1, counted=1, empty=False, on_paper=True)
