"""The states: what leaves the server of each kind of thing, as the wire shows it."""

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
    """The state of one thing; a field that is not declared here never leaves the server."""

    # Without the last setting the JSON schema would call fields with a default optional.
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
    """What the short lists have in common."""

    key: str
    title: Texts
    position: int


class ThemeState(ListedState):
    """A theme; its number never changes, whatever its position in the list. `colour` and `icon` are keys."""

    number: int
    colour: str
    icon: str


class PhenomenonState(ListedState):
    """A cross-cutting phenomenon; `icon` is a key."""

    icon: str


class BodyState(ListedState):
    """A body; its key is what `join` takes."""

    kind: str


class WorkshopState(State):
    """A workshop with its join code (eight digits); a `locked` one admits nobody new."""

    key: str
    title: Texts
    code: str
    starts_at: Time | None
    locked: bool


class WallLinkState(State):
    """A link that opens a workshop's wall, without its secret."""

    key: str
    workshop_id: int
    created_at: Time


class RoundState(State):
    """A round. `state` is planned, open, closed or revealed; whether it is open now follows from it, times and clock.

    `goal_ids` are the goals on the ballot, fixed when the round opens. `commitment` is SHA-256 over `salt`, which is
    published with the results, and the canonical figures. `called_at` is when titles and numbers of the goals voted on
    were recorded. `totals`: whether figures of fewer than `threshold` voters are kept back; `withheld`: they are, for
    good.
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
    """A participant, as they see themselves; `invited`: they were invited and have not come yet."""

    name: str
    role: str
    body_id: int | None
    municipality_code: str | None
    joined_at: Time
    invited: bool


class ParticipantState(PlaceState):
    """A participant, as facilitators see them.

    `workshop_ids` are the workshops that they joined; where there are none, they count in each.
    """

    workshop_ids: list[int]


class ContributionState(State):
    """What goals, measures and comments have in common; their author is an authorship."""

    key: str
    lang: str
    body_id: int | None
    created_at: Time


class GoalState(ContributionState):
    """A goal; `number` is such as "1.2", `workshop_id` the workshop in which it was proposed, if any."""

    number: str
    theme_id: int
    workshop_id: int | None
    title: Texts
    rationale: Texts
    phenomenon_ids: list[int]


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


class MeasureState(ContributionState):
    """A measure; `number` is its number within the goal, as in "1.2.1"."""

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


class Kind(Generic[Model]):
    """A kind of thing: its table, its state, and the collection of the snapshot that holds it.

    `told` is an SQL condition that rows must meet to be shown at all; None for all rows.
    """

    all: ClassVar[dict[str, "Kind[Any]"]] = {}

    def __init__(self, name: str, model: type[Model], state: type[State], told: Any = None):
        self.name, self.model, self.state, self.told = name, model, state, told
        Kind.all[name] = self

    @property
    def noun(self) -> str:
        """The noun of the thing, which is its table's name."""
        noun: str = self.model.__tablename__
        return noun

    def of(self, thing: Any) -> dict[str, Any]:
        """Return the state of `thing`, or a Removed where it is gone, also together with what it stands under."""
        if getattr(thing, "gone", False):
            return Removed(id=thing.id, revision=thing.revision).model_dump()
        return self.state.model_validate(thing).model_dump()


CONSULTATION = Kind("consultation", models.Consultation, ConsultationState)
THEMES = Kind("themes", models.Theme, ThemeState)
PHENOMENA = Kind("phenomena", models.Phenomenon, PhenomenonState)
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
