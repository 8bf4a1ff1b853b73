"""The states of contributions: goals, measures, comments, and what is recorded of them."""

from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Discriminator, Field, Tag

from workshop.states.state import Part, State, Texts, Time


class TableState(Part):
    """A table that wrote something, as it was then: its name, and how many people sat there."""

    name: str
    people: int


class ToldByState(Part):
    """Whom a facilitator heard something from: a body, or somebody by name."""

    body_id: int | None
    name: str | None


class ContributionState(State):
    """What goals, measures and comments have in common; their author is an authorship.

    A `sealed` one is seen by nobody but its author, until the round ends in which it was written, or (`waits`) until a
    facilitator publishes it, who finds it in the `queue` meanwhile. `from_goal_id` is the goal that it was written for,
    where a merge or split carried it to another; of a goal, what it was split from. `told_by`: a facilitator wrote what
    others told.
    """

    key: str
    lang: str
    body_id: int | None
    created_at: Time
    sealed: bool
    waits: bool
    from_goal_id: int | None
    table: TableState | None = Field(validation_alias="from_table")
    told_by: ToldByState | None


class AsOne(BaseModel):
    """How many voted for any of several goals (`goal_ids`) of a round, each voter once."""

    model_config = ConfigDict(extra="forbid")

    goal_ids: list[int]
    voters: int


def _shown(as_one: dict[str, Any] | None) -> dict[str, Any]:
    return {round_id: counted for round_id, counted in (as_one or {}).items() if counted}


Listed = Annotated[list[int], BeforeValidator(lambda ids: ids or [])]


class GoalState(ContributionState):
    """A goal; `number` is such as "1.2", `workshop_id` the workshop in which it was proposed, if any.

    What waits to be published has no number yet: it is empty, and that of a measure 0.

    `on_wall`: a facilitator has let it on the walls of a round that waits for that. `mark` is `shortlist`, `aside` or
    null.

    `origin` is `merged` (of `member_ids`) or `split` (from `from_goal_id`) where it came of other goals. `superseded`
    is why it does not stand for itself, in lists and on ballots: `merged` (`family_id` stands for it), `split`
    (`part_ids` do), or `undone` (the merge or split that made it was taken back); null: it stands. `as_one` has, by
    round id, how many voted for any of a family's goals, each voter once.
    """

    number: str
    theme_id: int
    workshop_id: int | None
    title: Texts
    rationale: Texts
    phenomenon_ids: list[int]
    on_wall: bool
    mark: str | None
    mark_reason: Annotated[str, BeforeValidator(lambda reason: reason or "")]
    origin: str | None
    superseded: str | None
    family_id: int | None
    member_ids: Listed
    part_ids: Listed
    as_one: Annotated[dict[str, AsOne], BeforeValidator(_shown)]


class CalledGoalState(State):
    """A goal's name when a round was closed, where the goal is called otherwise now, or has been since.

    `since` says what happened to the goal later, and when; the title of a hidden goal is empty.
    """

    round_id: int
    goal_id: int
    position: int
    number: str
    title: Texts = Field(validation_alias="told_title")
    theme_id: int
    theme_title: Texts
    since: dict[str, str]


class CalledMeasureState(CalledGoalState):
    """A measure's name when a round was closed: as a goal's, with its text as `title`; it was for goal `goal_id`."""

    measure_id: int


class MeasureState(ContributionState):
    """A measure; `number` is its number within the goal, as in "1.2.1".

    `type` is advocacy, development, information or network; `responsible_body_id` a body of the list. `on_wall` is as a
    goal's.
    """

    number: int
    goal_id: int
    text: Texts
    responsible: Texts
    time_frame: Texts
    status: str
    type: str | None
    responsible_body_id: int | None
    on_wall: bool


class CommentState(ContributionState):
    """A comment on a goal or a measure."""

    goal_id: int | None
    measure_id: int | None
    reply_to: int | None
    text: Texts
    stance: str


class AuthorshipState(State):
    """Who wrote a contribution."""

    kind: str
    thing_id: int
    participant_id: int


class HidingState(State):
    """A contribution that was hidden, or withdrawn where others had a part in it: by whom, why, and its texts.

    `called` has, by round id, the titles under which a goal was counted before. Its author may `answer` once; before,
    the answer is empty.

    `kind` is `reason` for the reason of an objection: `thing_id` is its round then, and `about` says what it was
    given `on`, and its `place` among the reasons on that, from 1. Its words are in no state.
    """

    kind: str
    thing_id: int
    reason: str
    texts: dict[str, str]
    hidden_at: Time
    taken_by: str
    answer: Annotated[str, BeforeValidator(lambda answer: answer or "")]
    answered_at: Time | None
    about: dict[str, int] | None
    called: Annotated[dict[str, dict[str, str]], BeforeValidator(lambda called: called or {})]


class NoticeState(State):
    """A notice to a participant about their contribution; they may restore what they withdrew until `until`.

    `answer` is what they answered to its being hidden. A notice of a report of theirs (`reported`, and once it is
    settled `report_acted` or `report_kept`) has their own reason, and no texts of what they reported.
    """

    name: str
    kind: str
    thing_id: int
    reason: str
    texts: dict[str, str]
    until: Time | None
    answer: Annotated[str, BeforeValidator(lambda answer: answer or "")]


_STATES: dict[type[ContributionState], str] = {GoalState: "goal", MeasureState: "measure", CommentState: "comment"}


def _noun_of(thing: Any) -> str | None:
    """Return the noun of a contribution, or of its state."""
    noun: str | None = getattr(thing, "__tablename__", None)
    return noun or _STATES.get(type(thing))


_Goal = Annotated[GoalState, Tag("goal")]
_Measure = Annotated[MeasureState, Tag("measure")]
_Comment = Annotated[CommentState, Tag("comment")]
Whole = Annotated[_Goal | _Measure | _Comment, Discriminator(_noun_of)]


class QueuedState(State):
    """A contribution that waits until a facilitator publishes it: whole, as its author has it, with its revision."""

    kind: str
    thing_id: int
    thing: Whole


class ReportState(State):
    """A report by a member, who is named to nobody; `outcome` is null until it is settled.

    Then it is `hidden` or `withdrawn`, by what became of the contribution, or `kept`: there was nothing to mend.
    """

    kind: str
    thing_id: int
    reason: str
    reported_at: Time
    outcome: str | None
    settled_at: Time | None
