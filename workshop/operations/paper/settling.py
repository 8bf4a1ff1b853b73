"""Settling paper: counted once, hashed, and put beside the figures that the close has stored."""

import secrets
from typing import Any

from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session

from workshop import policy, tally
from workshop.models import PaperBallot, PaperEntry, RollEntry, Round, Tally
from workshop.operations.counting import ballots_of, ballots_on_paper, method_of
from workshop.operations.extras import extras_with_paper


def take_in(session: Session, round_: Round) -> None:
    """Make confirmed entries ballots that count, in random order and without their numbers; delete all entries."""
    entered = PaperEntry.round_id == round_.id
    choices = list(session.scalars(select(PaperEntry.choices).where(entered, PaperEntry.confirmed)))
    rows = [{"id": secrets.token_hex(16), "round_id": round_.id, "choices": each} for each in choices]
    # Sorted by their random ids, so that the position in SQLite's pages tells nothing of the numbers either.
    rows.sort(key=lambda row: str(row["id"]))
    if rows:
        session.execute(insert(PaperBallot), rows)
    session.execute(delete(PaperEntry).where(entered))


def settle(session: Session, round_: Round, kept: Tally) -> None:
    """Count the paper of a closed round into its tally, and publish the commitments.

    The figures of devices and their commitment stay as the close has stored them.
    """
    how, goals = method_of(round_), [int(goal) for goal in kept.figures["goals"]]
    paper = ballots_on_paper(session, round_)
    figures = tally.count(how, paper, goals)
    total = tally.together(kept.figures, figures)
    salt, total_salt = secrets.token_hex(32), secrets.token_hex(32)
    shown = tally.shown_apart(how, ballots_of(session, round_), paper, goals, policy.smallest_change(round_))
    kept.extras = extras_with_paper(session, round_, kept.extras, total)
    kept.breakdowns = _with_turnout(session, round_, _without_followed(round_, kept, shown), figures["voters"])
    settled = {"figures": figures, "salt": salt, "total": total, "total_salt": total_salt, "shown": shown}
    kept.paper = settled | ({"ballots": paper} if round_.secrecy == policy.NAMED else {})
    round_.paper_proof = {
        "commitment": tally.commit(figures, salt),
        "salt": None,
        "total_commitment": tally.commit(total, total_salt),
        "total_salt": None,
    }
    kept.version += 1


def publish_salts(round_: Round, kept: Tally) -> None:
    """Publish the salts of a round with paper whose figures are shown now; or none, where they are withheld.

    Danger: where the channels are hidden, there are few figures that they could have, so that the salt of either would
    disclose them by trial. Then the sum alone is proven.
    """
    assert kept.paper is not None and round_.paper_proof is not None, "paper has been settled"
    apart = not round_.withheld and may_be_told(round_, kept) and len(kept.paper["shown"]) == len(kept.total["goals"])
    round_.salt = kept.salt if apart else None
    round_.paper_proof = {
        **round_.paper_proof,
        "salt": kept.paper["salt"] if apart else None,
        "total_salt": None if round_.withheld else kept.paper["total_salt"],
    }


def may_be_told(round_: Round, kept: Tally) -> bool:
    """Whether it may be told how many voted in each channel: nobody, or as many as any group must have."""
    assert kept.paper is not None, "paper has been settled"
    numbers = (kept.figures["voters"], kept.paper["figures"]["voters"])
    return min(numbers) == 0 or min(numbers) >= policy.smallest_change(round_)


def _without_followed(round_: Round, kept: Tally, shown: list[str]) -> dict[str, Any]:
    """Return the breakdowns without what paper would follow from, where they were made before there was any."""
    broken = dict(kept.breakdowns or {})
    if broken.get("beside_paper", True) or round_.secrecy == policy.NAMED:
        return broken
    told = set(shown)
    for name in policy.BREAKDOWNS:
        if name in broken:
            broken[name] = {
                goal: groups if goal in told else dict.fromkeys(groups) for goal, groups in broken[name].items()
            }
    if broken.get("municipalities"):
        means = broken["municipalities"]["goals"]
        hidden = {goal: mean if goal in told else None for goal, mean in means.items()}
        broken["municipalities"] = {**broken["municipalities"], "goals": hidden}
    return broken


def _with_turnout(session: Session, round_: Round, broken: dict[str, Any], voters: int) -> dict[str, Any]:
    """Return breakdowns whose turnout has those on paper too: each sheet that is no participant's may vote besides."""
    turnout = broken.get("turnout")
    if turnout is None:
        return broken
    on_roll = select(func.count()).select_from(RollEntry).where(RollEntry.round_id == round_.id, RollEntry.on_paper)
    others = max(round_.sheets, voters - session.scalars(on_roll).one())
    more = {"entitled": turnout["entitled"] + others, "voted": turnout["voted"] + voters}
    return {**broken, "turnout": {**turnout, **more}}
