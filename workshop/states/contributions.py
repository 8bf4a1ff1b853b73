"""The states of contributions: goals, measures, comments, and what is recorded of them."""

from typing import Annotated

from pydantic import BeforeValidator, Field

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

    A `sealed` one is seen by nobody but its author, until the round ends in which it was written. `told_by`: a
    facilitator wrote what others told.
    """

    key: str
    lang: str
    body_id: int | None
    created_at: Time
    sealed: bool
    table: TableState | None = Field(validation_alias="from_table")
    told_by: ToldByState | None


class GoalState(ContributionState):
    """A goal; `number` is such as "1.2", `workshop_id` the workshop in which it was proposed, if any.

    `on_wall`: a facilitator has let it on the walls of a round that waits for that. `mark` is `shortlist`, `aside` or
    null.
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

    `type` is advocacy, development, information or network; `responsible_body_id` a body of the list.
    """

    number: int
    goal_id: int
    text: Texts
    responsible: Texts
    time_frame: Texts
    status: str
    type: str | None
    responsible_body_id: int | None


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

    `called` has, by round id, the titles under which a goal was counted before.
    """

    kind: str
    thing_id: int
    reason: str
    texts: dict[str, str]
    hidden_at: Time
    taken_by: str
    called: Annotated[dict[str, dict[str, str]], BeforeValidator(lambda called: called or {})]


class NoticeState(State):
    """A notice to a participant about their contribution; they may restore what they withdrew until `until`."""

    name: str
    kind: str
    thing_id: int
    reason: str
    texts: dict[str, str]
    until: Time | None
