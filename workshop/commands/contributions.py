"""What commands on goals, measures and comments share: authorship, withdrawing, hiding and its undoing, notices."""

from workshop import policy
from workshop.commands.asker import Asker, touch
from workshop.errors import Conflict
from workshop.events import Happened
from workshop.models import Authorship, Goal, Hiding, Notice, Round


def contribute(asker: Asker, model, lang: str, **fields):
    """Make a contribution of the asker, for the body that they speak for."""
    return asker.make(model, lang=lang, body_id=asker.me.body_id, created_at=asker.now, **fields)


def sign(asker: Asker, noun: str, thing) -> Happened:
    """Record the asker as the author of a contribution."""
    touch(asker.me)
    authorship = asker.make(Authorship, kind=noun, thing_id=thing.id, participant_id=asker.me.id)
    return Happened("authorship_recorded", authorship)


def withdraw(asker: Asker, noun: str) -> list[Happened]:
    """Withdraw the contribution that the arguments name."""
    thing = asker.things[f"{noun}_id"]
    thing.state = "withdrawn"
    return [Happened(f"{noun}_withdrawn", thing)]


def hide(asker: Asker, noun: str, reason: str) -> list[Happened]:
    """Hide the contribution that the arguments name; who leads keeps its texts, its author is told why."""
    thing = asker.things[f"{noun}_id"]
    about = {"kind": noun, "thing_id": thing.id, "reason": reason, "texts": _texts(noun, thing)}
    hiding = asker.make(Hiding, hidden_at=asker.now, **about)
    thing.state = "hidden"
    return [
        Happened(f"{noun}_hidden", thing),
        Happened("hiding_recorded", hiding),
        *tell_author(asker, noun, thing, "hidden", reason),
    ]


def restore(asker: Asker, noun: str) -> list[Happened]:
    """Undo the hiding of the contribution that the arguments name, as if it had not been; Conflict where it is none."""
    thing = asker.things[f"{noun}_id"]
    if not thing.removed:
        raise Conflict(f"the {noun} is not hidden")
    thing.state = "current"
    happened = [Happened(f"{noun}_restored", thing)]
    for model, name, about in (
        (Hiding, "hiding_lifted", ()),
        (Notice, "notice_lifted", (Notice.name == "hidden",)),
    ):
        for record in asker.all(model, model.kind == noun, model.thing_id == thing.id, *about):
            record.state = "lifted"
            happened.append(Happened(name, record))
    return happened


def tell_author(asker: Asker, noun: str, thing, name: str, reason: str | None) -> list[Happened]:
    """Tell the author of a contribution what was done to it and why; nothing without a reason, nor to the asker."""
    author = asker.author_of(noun, thing)
    if author is None or not reason or (author == asker.me.id and name != "hidden"):
        return []
    about = {"kind": noun, "thing_id": thing.id, "reason": reason, "texts": _texts(noun, thing)}
    return [Happened("author_notified", asker.make(Notice, participant_id=author, name=name, **about))]


def refuse_on_open_ballot(asker: Asker, goal: Goal) -> None:
    """Raise Conflict when the goal is on the ballot of an open round."""
    for round_ in asker.all(Round, Round.kind == policy.VOTE):
        if policy.permits(round_, policy.VOTE, None, asker.now) and goal.id in round_.goal_ids:
            raise Conflict("the goal is on an open ballot")


def _texts(noun, thing):
    texts = thing.title if noun == "goal" else thing.text
    return {slot: wording["text"] for slot, wording in texts.items()}
