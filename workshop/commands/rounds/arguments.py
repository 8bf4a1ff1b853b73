"""The arguments of commands on rounds."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from workshop import policy
from workshop.engine.arguments import (
    LARGEST_ID,
    NOT_GIVEN,
    Arguments,
    Changes,
    Descriptions,
    OneOf,
    OptionalLine,
    RoundId,
    Slot,
    ThemeId,
    ThemeIds,
    Time,
    Titles,
    WorkshopId,
    WorkshopIds,
    many,
    text_of,
)
from workshop.engine.shapes import ByShape
from workshop.methods import METHODS

# What a voting round alone has.
VOTE_FIELDS: tuple[str, ...] = (
    *("method", "points", "cap", "criteria", "secrecy", "results", "totals"),
    *("electorate", "quorum", "pass_mark", "breakdowns", "practice"),
)
MethodName = Annotated[str, OneOf(METHODS)]
Secrecy = Annotated[str, OneOf(policy.SECRECIES)]
ResultsWhen = Annotated[str, OneOf(policy.RESULTS_WHEN)]
Totals = Annotated[str, OneOf(policy.TOTALS)]
Subject = Annotated[str, OneOf(policy.SUBJECTS)]
Contributions = Annotated[str, OneOf(policy.CONTRIBUTIONS)]
ReachesWall = Annotated[str, OneOf(policy.REACHES_WALL)]
Role = Annotated[str, OneOf(policy.ROLES)]
Breakdown = Annotated[str, OneOf(policy.BREAKDOWNS)]
Condition = Annotated[str, OneOf(policy.CONDITIONS)]
Id = Annotated[int, Field(ge=1, le=LARGEST_ID)]


class ChosenIds(Arguments):
    """A ballot of chosen things."""

    ids: Annotated[list[Id], *many(1000, 1)]


class FirstOf(Arguments):
    """A ballot of the first things of a round that was counted."""

    round_id: Id
    first: int = Field(ge=1, le=1000)


class Criterion(Arguments):
    """A criterion of a way of voting that has some: its key, by default one made from its title."""

    key: Annotated[str, *text_of(20, line=True)] | None = None
    title: OptionalLine | dict[Slot, OptionalLine | None] | None = None


class Electorate(Arguments):
    """Who may vote: participants who meet each condition that is given; without any, everybody in its workshops."""

    bodies: Annotated[list[Id], *many()] | None = None
    roles: Annotated[list[Role], *many()] | None = None
    workshops: Annotated[list[Id], *many()] | None = None
    confirmed: bool | None = None
    cards: bool | None = None


OnBallot = Annotated[Literal["all", "shortlist"] | ChosenIds | FirstOf, ByShape(ids=ChosenIds, round_id=FirstOf)]
# A criterion is named by its key alone, or with a title of its own.
CriterionOrKey = Annotated[Annotated[str, *text_of(20, line=True)] | Criterion, ByShape(key=Criterion)]
Criteria = Annotated[list[CriterionOrKey], Field(min_length=1, max_length=2)]
Breakdowns = Annotated[list[Breakdown], *many(3)]


class Timed(Arguments):
    """When a round opens and closes, by the clock or so many minutes after it was opened by hand."""

    opens_at: Time | None = None
    closes_at: Time | None = None
    minutes: int | None = Field(None, ge=1, le=24 * 60)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.opens_at and self.closes_at and self.closes_at <= self.opens_at:
            raise PydanticCustomError("closes_before_it_opens", "The round would close before it opens.")
        return self


class CreateRound(Timed):
    """A round to be planned; what `VOTE_FIELDS` lists is for voting rounds.

    It runs in one workshop, in several at once (`workshop_ids`), or between workshops.
    """

    workshop_id: WorkshopId | None = None
    workshop_ids: WorkshopIds = []
    kind: Annotated[str, OneOf(policy.ROUND_KINDS)]
    title: Titles
    instructions: Descriptions | None = None
    subject: Subject | None = None
    contributions: Contributions | None = None
    moderated: bool = False
    reaches_wall: ReachesWall | None = None
    theme_ids: ThemeIds = []
    method: MethodName | None = None
    points: int | None = Field(None, ge=1, le=1000)
    cap: int | None = Field(None, ge=1, le=1000)
    criteria: Criteria | None = None
    secrecy: Secrecy | None = None
    results: ResultsWhen | None = None
    totals: Totals | None = None
    on_ballot: OnBallot | None = None
    electorate: Electorate | None = None
    quorum: int | None = Field(None, ge=1, le=100_000)
    pass_mark: int | None = Field(None, ge=1, le=100)
    breakdowns: Breakdowns | None = None
    practice: bool = False
    question: OptionalLine | dict[Slot, OptionalLine | None] | None = None
    lang: Slot | None = None

    @model_validator(mode="after")
    def _only_votes_vote(self) -> Self:
        if self.kind != policy.VOTE and any(getattr(self, name) for name in (*VOTE_FIELDS, "question")):
            raise PydanticCustomError("only_for_votes", "Only a voting round has a method, points, secrecy, results.")
        return self


class EditRound(Timed, Changes):
    """Anything else for a round that has not been opened.

    `as_it_stands`: what a copy could not take over, and is right as the round has it after this.
    """

    round_id: RoundId
    workshop_ids: WorkshopIds = NOT_GIVEN
    kind: Annotated[str, OneOf(policy.ROUND_KINDS)] = NOT_GIVEN
    title: Titles = NOT_GIVEN
    instructions: Descriptions | None = None
    subject: Subject = NOT_GIVEN
    contributions: Contributions = NOT_GIVEN
    moderated: bool = NOT_GIVEN
    reaches_wall: ReachesWall = NOT_GIVEN
    theme_ids: ThemeIds | None = None
    method: MethodName = NOT_GIVEN
    points: int | None = Field(None, ge=1, le=1000)
    cap: int | None = Field(None, ge=1, le=1000)
    criteria: Criteria | None = None
    secrecy: Secrecy = NOT_GIVEN
    results: ResultsWhen = NOT_GIVEN
    totals: Totals = NOT_GIVEN
    on_ballot: OnBallot = NOT_GIVEN
    electorate: Electorate | None = None
    quorum: int | None = Field(None, ge=1, le=100_000)
    pass_mark: int | None = Field(None, ge=1, le=100)
    breakdowns: Breakdowns | None = None
    practice: bool = NOT_GIVEN
    question: OptionalLine | dict[Slot, OptionalLine | None] | None = None
    as_it_stands: Annotated[list[Condition], *many()] | None = None
    lang: Slot | None = None


class PostponeRound(Changes):
    """A planned round to open, and to close, so many minutes later; at most a week at once."""

    round_id: RoundId
    minutes: int = Field(ge=1, le=7 * 24 * 60)


class OpenRound(Changes):
    """A planned round to be opened now: for so many minutes, or (null) for no number of them.

    `need_goals` refuses a vote on nothing. Where another round's first places are on the ballot, and several share the
    last of them, `take` says whether `all` or `none` of those are on it.
    """

    round_id: RoundId
    minutes: int | None = Field(None, ge=1, le=24 * 60)
    need_goals: bool = False
    take: Literal["all", "none"] = "all"


class ExtendRound(Changes):
    """More time for an open round: so many minutes on top, or until a time."""

    round_id: RoundId
    minutes: int | None = Field(None, ge=1, le=24 * 60)
    closes_at: Time | None = None

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if (self.minutes is None) == (self.closes_at is None):
            raise PydanticCustomError("minutes_or_time", "Either minutes or a time.")
        return self


class CloseRound(Changes):
    """An open round to be closed now."""

    round_id: RoundId


class PauseRound(Changes):
    """An open round whose clock is to stand."""

    round_id: RoundId


class ResumeRound(Changes):
    """An open round whose clock stands, and is to run on."""

    round_id: RoundId


class RevealResults(Changes):
    """A closed voting round whose results are to be shown."""

    round_id: RoundId


class RevealNext(Changes):
    """A closed voting round of which the last place that is not shown yet is to be shown."""

    round_id: RoundId


class RemoveRound(Changes):
    """A planned round to be removed."""

    round_id: RoundId


class ShowContributions(Changes):
    """A closed round whose contributions are to be shown to everybody, under one theme or all that are left."""

    round_id: RoundId
    theme_id: ThemeId | None = None


class SayDone(Changes):
    """An open round in which the actor is done, or (`done` false) goes on after all."""

    round_id: RoundId
    done: bool = True
