"""What commands on goals, measures and comments share: authorship, notices, and what stands on an open ballot."""

from datetime import datetime

from workshop import events, policy
from workshop.engine.actor import Asker, touch
from workshop.engine.ceilings import refuse_beyond_ceilings
from workshop.errors import Conflict
from workshop.events import Happened
from workshop.models import Authorship, Goal, Notice


def contribute(asker: Asker, model, lang: str, **fields):
    """Make a contribution of the asker, for the body that they speak for; Conflict where there is no room for it."""
    refuse_beyond_ceilings(asker, model.__tablename__)
    return asker.make(model, lang=lang, body_id=asker.me.body_id, created_at=asker.now, **fields)


def sign(asker: Asker, noun: str, thing) -> Happened:
    """Record the asker as the author of a contribution."""
    touch(asker.me)
    authorship = asker.make(Authorship, kind=noun, thing_id=thing.id, participant_id=asker.me.id)
    return events.authorship_recorded(authorship)


def tell_author(
    asker: Asker, noun: str, thing, name: str, reason: str | None, until: datetime | None = None
) -> list[Happened]:
    """Tell the author of a contribution what was done to it and why; nothing where no reason was given.

    Nobody is told what they did themselves, but that it is gone. `until` then they may bring it back.
    """
    author = asker.author_of(noun, thing)
    # That it is gone is told also without a reason.
    if (
        author is None
        or not (reason or name in policy.TOLD_OF_GONE)
        or (author == asker.me.id and name not in policy.TOLD_OF_GONE)
    ):
        return []
    about = {"kind": noun, "thing_id": thing.id, "reason": reason, "texts": texts_of(noun, thing), "until": until}
    return [events.author_notified(asker.make(Notice, participant_id=author, name=name, **about))]


def texts_of(noun: str, thing) -> dict[str, str]:
    """Give what a contribution says, by language."""
    texts = thing.title if noun == "goal" else thing.text
    return {slot: wording["text"] for slot, wording in texts.items()}


def refuse_on_open_ballot(asker: Asker, *goals: Goal) -> None:
    """Raise Conflict when one of the goals is on the ballot of an open round."""
    meant = {goal.id for goal in goals}
    for round_ in asker.open_rounds(policy.VOTE):
        if meant & set(round_.goal_ids):
            raise Conflict("goal_on_ballot", round=round_.title)
