"""What is published of a vote besides its figures: what its way of voting finds in whole ballots, and reasons in words.

Danger: a reason identifies its writer, by what it knows or how it is put. In confidential and secret rounds it is
published without name, body and ballot, in random order, and only where so many gave one on the same goal that none of
them is alone. From the close on it is stored nowhere else: reasons on several goals would be one writer's otherwise.
"""

import secrets
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from workshop import policy, tally
from workshop.methods import Choices, Method
from workshop.models import Ballot, DetachedBallot, PaperBallot, Round
from workshop.operations.counting import ballots_of, method_of

DETACHED = DetachedBallot.__table__


def extras_of(session: Session, round_: Round, figures: dict[str, Any]) -> dict[str, Any] | None:
    """Return what is published besides figures, by name, and take reasons out of ballots without a voter; or None.

    To be called at the close, before ballots are separated from their voters.
    """
    how = method_of(round_)
    if how.reason is None and type(how).extras is Method.extras:
        return None
    ballots = ballots_of(session, round_)
    found = tally.extras(how, ballots, figures)
    if how.reason is not None:
        found["reasons"] = _reasons(ballots, how.reason, figures["goals"], policy.least_reasons(round_))
        if round_.secrecy != policy.NAMED:
            _take_out(session, round_, how)
    return found


def extras_with_paper(
    session: Session, round_: Round, extras: dict[str, Any] | None, total: dict[str, Any]
) -> dict[str, Any] | None:
    """Return what is published besides the figures of devices and paper together; `extras` is that of devices alone.

    Reasons on paper are published only where so many gave one there, as if paper stood alone: those that were kept back
    at the close are gone.
    """
    how = method_of(round_)
    if extras is None:
        return None
    rows = session.scalars(select(PaperBallot).where(PaperBallot.round_id == round_.id)).all()
    paper = [row.choices for row in rows]
    found = {**extras, **tally.extras(how, [*ballots_of(session, round_), *paper], total)}
    if how.reason is not None:
        before, more = extras["reasons"], _reasons(paper, how.reason, total["goals"], policy.least_reasons(round_))
        found["reasons"] = {goal: before.get(goal, []) + more.get(goal, []) for goal in {**before, **more}}
        if round_.secrecy != policy.NAMED:
            for row in rows:
                row.choices = without_reasons(how, row.choices)
            session.flush()
    return found


def _reasons(ballots: Iterable[Choices], part: str, goals: Mapping[str, Any], least: int) -> dict[str, list[str]]:
    """Return by goal the reasons that may be published, in random order."""
    given: dict[str, list[str]] = {}
    for choices in ballots:
        for goal, choice in choices.items():
            if goal in goals and choice.get(part):
                given.setdefault(goal, []).append(choice[part])
    for reasons in given.values():
        secrets.SystemRandom().shuffle(reasons)
    return {goal: reasons for goal, reasons in given.items() if len(reasons) >= least}


def without_reasons(how: Method, choices: Choices) -> dict[str, Any]:
    """Return a ballot without the words in it."""
    return {
        goal: {part: what for part, what in choice.items() if part != how.reason} for goal, choice in choices.items()
    }


def _take_out(session, round_, how):
    for ballot in session.scalars(select(Ballot).where(Ballot.round_id == round_.id)):
        ballot.choices = without_reasons(how, ballot.choices)
    session.flush()
    rows = session.execute(select(DETACHED.c.id, DETACHED.c.choices).where(DETACHED.c.round_id == round_.id)).all()
    bare = [{"its_id": row.id, "bare": without_reasons(how, row.choices)} for row in rows]
    if bare:
        session.connection().execute(
            update(DETACHED).where(DETACHED.c.id == bindparam("its_id")).values(choices=bindparam("bare")), bare
        )
