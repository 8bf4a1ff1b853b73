"""What may leave the house: the state of each kind of thing, as the wire shows it."""

from datetime import datetime
from typing import Annotated, Any, ClassVar, Generic, Literal, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer, WithJsonSchema

from workshop import models
from workshop.fields import rfc3339, wordings

# The audiences that a state may be addressed to; `own` is completed by the participant's id.
EVERYONE, LEAD, OWN = "everyone", "lead", "own"

Texts = Annotated[dict[str, str], BeforeValidator(wordings)]
Time = Annotated[
    datetime,
    PlainSerializer(rfc3339, return_type=str),
    WithJsonSchema({"type": "string", "format": "date-time"}, mode="serialization"),
]


Model = TypeVar("Model", bound=models.Base)


class State(BaseModel):
    """The state of one thing; a field that is not declared does not leave."""

    # Without the last, a field with a default would be described as one that may be left out.
    model_config = ConfigDict(extra="forbid", from_attributes=True, json_schema_serialization_defaults_required=True)

    id: int
    revision: int


class Removed(State):
    """What is left of a thing that was withdrawn, hidden or removed."""

    removed: Literal[True] = True


class ConsultationState(State):
    """A consultation's own texts and settings; `threshold` is the smallest group that breakdowns show."""

    revision: int = Field(validation_alias="changed_in")
    slug: str
    title: Texts
    description: Texts
    lang: str
    threshold: int


class ListedState(State):
    """A theme or a phenomenon."""

    key: str
    title: Texts
    position: int


class ThemeState(ListedState):
    """A theme; its number is its own for good, wherever it stands in the list."""

    number: int


class BodyState(ListedState):
    """A body; its key is what `join` takes."""

    kind: str


class WorkshopState(State):
    """A workshop with its join code (eight digits); a `locked` one lets in nobody new."""

    key: str
    title: Texts
    code: str
    starts_at: Time | None
    locked: bool


class WallLinkState(State):
    """A link that opens a workshop's wall, without what is secret in it."""

    key: str
    workshop_id: int
    created_at: Time


class RoundState(State):
    """A round. `state` is planned, open, closed or revealed; whether it is open now follows from it, times and clock.

    `goal_ids` are the goals on the ballot, fixed at the opening. `commitment` is SHA-256 over `salt`, which is
    published with the results, and the canonical figures. `called_at` is when titles and numbers of what was voted on
    were kept. `totals`: whether figures of fewer than `threshold` voters are kept back; `withheld`: they are, for good.
    """

    key: str
    workshop_id: int | None
    kind: str
    title: Texts
    theme_ids: list[int]
    goal_ids: list[int]
    method: str | None
    points: int | None
    secrecy: str | None
    results: str | None
    minutes: int | None
    threshold: int
    totals: str | None
    withheld: bool
    state: str = Field(validation_alias="phase")
    opens_at: Time | None
    closes_at: Time | None
    opened_at: Time | None
    closed_at: Time | None
    revealed_at: Time | None
    called_at: Time | None
    position: int
    number: int
    commitment: str | None
    salt: str | None


class PlaceState(State):
    """A participant, as they see themselves; `invited`: who was invited and has not come yet."""

    name: str
    role: str
    body_id: int | None
    municipality_code: str | None
    joined_at: Time
    invited: bool


class ParticipantState(PlaceState):
    """A participant, as those who lead see them.

    `workshop_ids` are the workshops that they joined; none: they count in each.
    """

    workshop_ids: list[int]


class ContributionState(State):
    """What a goal, a measure and a comment have in common; who wrote it is an authorship."""

    key: str
    lang: str
    body_id: int | None
    created_at: Time


class GoalState(ContributionState):
    """A goal; `number` is such as "1.2", `workshop_id` the workshop that it was proposed in, if it was in one."""

    number: str
    theme_id: int
    workshop_id: int | None
    title: Texts
    rationale: Texts
    phenomenon_ids: list[int]


class CalledGoalState(State):
    """A goal as it was called when a round was closed, where that is not what it is called now, or was not once.

    `since` says what happened to it later, and when; of a goal that is hidden the title is empty.
    """

    round_id: int
    goal_id: int
    position: int
    number: str
    title: Texts = Field(validation_alias="told_title")
    theme_id: int
    theme_title: Texts
    since: dict[str, str]


class MeasureState(ContributionState):
    """A measure; `number` is its own within the goal, so that it is called such as "1.2.1"."""

    number: int
    goal_id: int
    text: Texts
    responsible: Texts
    time_frame: Texts
    status: str


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
    """That a contribution was hidden, or withdrawn where others had a part in it: by whom, why, and what it said.

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
    """What one participant is told about something of theirs; `until` then they may bring back what they withdrew."""

    name: str
    kind: str
    thing_id: int
    reason: str
    texts: dict[str, str]
    until: Time | None


class Kind(Generic[Model]):
    """A kind of thing: its table, its state, and the collection of the snapshot that it lives in.

    `told` is the condition under which one of them is told at all.
    """

    all: ClassVar[dict[str, "Kind[Any]"]] = {}

    def __init__(self, name: str, model: type[Model], state: type[State], told: Any = None):
        self.name, self.model, self.state, self.told = name, model, state, told
        Kind.all[name] = self

    @property
    def noun(self) -> str:
        """The one word for one of them, which is also the name of their table."""
        noun: str = self.model.__tablename__
        return noun

    def of(self, thing: Any) -> dict[str, Any]:
        """Give the state of `thing`, or what is left of it, also where it went with what it stands under."""
        if getattr(thing, "gone", False):
            return Removed(id=thing.id, revision=thing.revision).model_dump()
        return self.state.model_validate(thing).model_dump()


CONSULTATION = Kind("consultation", models.Consultation, ConsultationState)
THEMES = Kind("themes", models.Theme, ThemeState)
PHENOMENA = Kind("phenomena", models.Phenomenon, ListedState)
BODIES = Kind("bodies", models.Body, BodyState)
PARTICIPANTS = Kind("participants", models.Participant, ParticipantState)
WORKSHOPS = Kind("workshops", models.Workshop, WorkshopState)
WALL_LINKS = Kind("wall_links", models.WallLink, WallLinkState)
ROUNDS = Kind("rounds", models.Round, RoundState)
GOALS = Kind("goals", models.Goal, GoalState)
MEASURES = Kind("measures", models.Measure, MeasureState)
CALLED_GOALS = Kind("called_goals", models.CalledGoal, CalledGoalState, models.CalledGoal.revision > 0)
COMMENTS = Kind("comments", models.Comment, CommentState)
AUTHORSHIPS = Kind("authorships", models.Authorship, AuthorshipState)
HIDINGS = Kind("hidings", models.Hiding, HidingState)
NOTICES = Kind("notices", models.Notice, NoticeState)

FOR_EVERYONE = (THEMES, PHENOMENA, BODIES, WORKSHOPS, ROUNDS, GOALS, MEASURES, COMMENTS, CALLED_GOALS)
FOR_LEAD = (PARTICIPANTS, AUTHORSHIPS, HIDINGS, WALL_LINKS)
FOR_OWN = (NOTICES,)
