"""The figures of groups at a round's close: by body, workshop, and what the municipalities are; and who voted what."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from workshop import policy, tally
from workshop.db import unhurried
from workshop.fields import LANGUAGES, wordings
from workshop.language import labels
from workshop.language.clocks import ZONE
from workshop.language.sorting import alphabetical
from workshop.language.words import Words
from workshop.methods import Choices
from workshop.models import (
    Ballot,
    Body,
    Consultation,
    Membership,
    MunicipalityEntry,
    Participant,
    Round,
    Tally,
    Workshop,
)
from workshop.operations.counting import count_by_workshop, counted_goals, method_of
from workshop.operations.groups.electorate import turnout
from workshop.operations.municipalities.lists import entries_on, size_of, successors_on
from workshop.thread_pool import run_in_thread

HALL = "workshop"
# Breakdowns by what a voter's municipality is.
BY_MUNICIPALITY = ("region", "group", "size")


class Voter(NamedTuple):
    """A ballot with what its voter is grouped by; the body by its key, workshops in the order of joining.

    The municipality is the one of which the voter's was a part when the round opened.
    """

    choices: Choices
    name: str
    body_id: int | None
    body: str
    workshops: Sequence[int]
    municipality: str | None


def breakdowns_of(round_: Round) -> list[str]:
    """Return the breakdowns that a round was announced with; by default by body, and by workshop where it has several.

    None of a secret round or of practice.
    """
    if round_.secrecy == policy.SECRET or round_.practice:
        return []
    if round_.breakdowns is None:
        return ["body", HALL] if len(round_.workshop_ids) > 1 else ["body"]
    return list(round_.breakdowns)


def counts_municipalities(round_: Round, *, asked: bool) -> bool:
    """Whether a voting round is counted by what municipalities its voters are from; `asked`: they are asked for it."""
    if round_.secrecy == policy.SECRET or round_.practice:
        return False
    return asked or not set(BY_MUNICIPALITY).isdisjoint(round_.breakdowns or ())


def store_groups(session: Session, round_: Round, kept: Tally) -> None:
    """Count a closed round by its groups, and store that with its tally; of very many named ballots the most apart."""
    broken = _broken_down(session, round_, counted_goals(session, round_))
    if "ballots" in broken:
        ballots = sorted(broken["ballots"], key=lambda ballot: alphabetical(ballot["name"]))
        broken["ballots"], kept.more_ballots = ballots[: policy.MOST_BALLOTS], ballots[policy.MOST_BALLOTS :] or None
        broken["more_ballots"] = len(ballots) - len(broken["ballots"])
    kept.breakdowns = broken


def _broken_down(session: Session, round_: Round, goals: Sequence[int]) -> dict[str, Any]:
    """Count a round by its groups.

    Returns, by breakdown, what `tally.break_down` does; `titles`: what groups are called that are not bodies;
    `municipalities`: the figures where each has one vote, if the consultation asks for municipalities; `turnout`;
    `beside_paper`: whether what was suppressed protects ballots on paper too; and `ballots` of a named round.
    """
    least = policy.smallest_change(round_)
    if round_.secrecy == policy.SECRET:
        return {"turnout": turnout(session, round_, least)}
    day = (round_.opened_at or round_.closed_at).astimezone(ZONE).date()  # type: ignore[union-attr]
    voters = _voters(session, round_, day)
    groups = _Groups(session, round_, voters, day)
    names = breakdowns_of(round_)
    voices, beside_paper = [groups.voice(one, names) for one in voters], round_.paper is not None
    asked, how = session.get_one(Consultation, round_.consultation_id).asks_municipality, method_of(round_)

    def counted():
        found = tally.break_down(how, voices, goals, least, beside_paper=beside_paper)
        return found.figures, found.one_vote_each if asked else None

    # Of very many ballots this takes seconds, in which this process must go on answering others.
    figures, means = run_in_thread(counted)
    told: dict[str, Any] = dict(zip(names, figures, strict=False))
    told["beside_paper"] = beside_paper
    told["titles"] = {name: groups.titles(name) for name in names if name != "body"}
    if asked:
        told["municipalities"] = {"voters": groups.municipalities, "goals": means}
    if round_.secrecy == policy.NAMED:
        # Names as of the close: a tally that followed later names would have to be broadcast again.
        told["ballots"] = [
            {"name": one.name, "body_id": one.body_id, "choices": one.choices, **groups.of_recount(one, names)}
            for one in voters
        ]
    return told | {"turnout": turnout(session, round_, least)}


def count_by_hall(session: Session, round_: Round) -> dict[str, Any] | None:
    """Count an open round by workshop, as a close stores it; None unless it has several and is named.

    In a named round nothing is suppressed, so these may move with each ballot.
    """
    if round_.secrecy != policy.NAMED or len(round_.workshop_ids) < 2 or HALL not in breakdowns_of(round_):
        return None
    by_hall = count_by_workshop(session, round_)
    goals = [str(goal) for goal in counted_goals(session, round_)]
    figures = {goal: {hall: cells[goal] for hall, cells in by_hall.items()} for goal in goals}
    return {HALL: figures, "titles": {HALL: _titles_of_halls(session, by_hall)}}


def _voters(session: Session, round_: Round, day: date) -> list[Voter]:
    into = successors_on(session, day)
    cast = (
        select(Ballot.choices, Participant.name, Participant.body_id, Body.key, Participant.municipality_code)
        .add_columns(Participant.id)
        .join(Participant, Participant.id == Ballot.participant_id)
        .outerjoin(Body, Body.id == Participant.body_id)
        .where(Ballot.round_id == round_.id)
        .order_by(Participant.name, Participant.id)
    )
    ballots = unhurried(session, lambda: session.connection().execute(cast).all())
    joined: dict[int, list[int]] = {}
    there = select(Membership.participant_id, Membership.workshop_id).join(
        Ballot, Ballot.participant_id == Membership.participant_id
    )
    for participant_id, workshop_id in session.connection().execute(
        there.where(Ballot.round_id == round_.id).order_by(Membership.joined_at, Membership.workshop_id)
    ):
        joined.setdefault(participant_id, []).append(workshop_id)
    return [
        Voter(row[0], row[1], row[2], row[3] or "", joined.get(row[5], []), into.get(row[4], row[4])) for row in ballots
    ]


class _Groups:
    """The groups of a round's voters."""

    def __init__(self, session: Session, round_: Round, voters: Sequence[Voter], day: date):
        self._session, self._own = session, set(round_.workshop_ids)
        codes = {one.municipality for one in voters if one.municipality}
        self.municipalities = len(codes)
        # Numbered by the names of their voters, as these stand in the list, and so without a hint at which is which.
        there = dict.fromkeys(one.municipality for one in voters if one.municipality)
        self._places = {code: number for number, code in enumerate(there, 1)}
        self._entries: Mapping[str, MunicipalityEntry] = entries_on(session, day, codes)
        self._voters = voters

    def voice(self, voter: Voter, names: Iterable[str]) -> tally.Voice:
        """Return a voter's ballot with their group in each of these breakdowns."""
        return tally.Voice(voter.choices, tuple(self._group(voter, name) for name in names), voter.municipality)

    def of_recount(self, voter: Voter, names: Iterable[str]) -> dict[str, Any]:
        """Return what whoever recounts a named round must know of a voter: their group in each of these breakdowns.

        Of the municipality no more is said than who is from the same one.
        """
        own = {name: self._group(voter, name) for name in names}
        return {"groups": own, "municipality": self._places.get(voter.municipality or "")}

    def titles(self, name: str) -> dict[str, dict[str, str]]:
        """Return the titles, by language, of the groups of a breakdown by their keys."""
        keys = {self._group(voter, name) for voter in self._voters}
        if name == HALL:
            return _titles_of_halls(self._session, keys)
        if name == "region":
            entries = self._entries.values()
            titles = {each.region_code: {"fi": each.region_fi, "sv": each.region_sv} for each in entries}
        else:
            table = {"group": labels.MUNICIPALITY_GROUPS, "size": labels.MUNICIPALITY_SIZES}[name]
            titles = {key: _said(table, key) for key in keys if key}
        return titles | ({"": _said(labels.WITHOUT, "municipality")} if "" in keys else {})

    def _group(self, voter: Voter, name: str) -> str:
        if name == "body":
            return voter.body
        if name == HALL:
            # Who joined several is counted in the last one.
            there = [each for each in voter.workshops if not self._own or each in self._own]
            return str(there[-1]) if there else ""
        entry = self._entries.get(voter.municipality or "")
        if entry is None:
            return ""
        return {"region": entry.region_code, "group": entry.grouping, "size": size_of(entry.population)}[name]


def _titles_of_halls(session: Session, halls: Collection[str]) -> dict[str, dict[str, str]]:
    found = session.scalars(select(Workshop).where(Workshop.id.in_([int(hall) for hall in halls if hall])))
    titles = {str(each.id): wordings(each.title) for each in found}
    return titles | ({"": _said(labels.WITHOUT, HALL)} if "" in halls else {})


def _said(table: Mapping[str, Any], key: str) -> dict[str, str]:
    return {lang: Words(lang).label(table, key) for lang in LANGUAGES}
