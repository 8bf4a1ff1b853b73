"""The states of a consultation, its lists, its workshops and its people."""

from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from workshop.states.state import State, Texts, Time

Rows = Annotated[list[dict[str, Any]], BeforeValidator(lambda rows: rows or [])]


class ConsultationState(State):
    """A consultation's own texts and settings; `threshold` is the smallest group that breakdowns show."""

    revision: int = Field(validation_alias="changed_in")
    slug: str
    title: Texts
    description: Texts
    lang: str
    threshold: int
    asks_municipality: bool


class ListedState(State):
    """What the short lists have in common."""

    key: str
    title: Texts
    position: int


class BackedState(ListedState):
    """What an item has that tells more of itself: an introduction in Markdown, links and experts."""

    introduction: Texts
    links: Rows
    experts: Rows


class ThemeState(BackedState):
    """A theme; its number never changes, whatever its position in the list. `colour` and `icon` are keys."""

    number: int
    colour: str
    icon: str


class PhenomenonState(BackedState):
    """A cross-cutting phenomenon; `icon` is a key."""

    icon: str


class BodyState(ListedState):
    """A body; its key is what `join` takes."""

    kind: str


class WorkshopState(State):
    """A workshop with its join code (eight digits); a `locked` one admits nobody new.

    `showing` is what a facilitator has its walls and rooms show; null: what follows from its rounds.
    """

    key: str
    title: Texts
    code: str
    starts_at: Time | None
    locked: bool
    showing: dict[str, Any] | None


class CardState(State):
    """A card of a workshop, without its code; its holder is the participant who has its id as `card_id`.

    `number` is counted in the workshop, `batch` is the making that it comes from. `state` is free, taken, or given_back
    (free again). `printed`: its code can't be shown any more.
    """

    key: str
    workshop_id: int
    batch: int
    number: int
    state: str = Field(validation_alias="seat")
    printed: bool


class WallLinkState(State):
    """A link that opens a workshop's wall, without its secret."""

    key: str
    workshop_id: int
    created_at: Time


class SealedFileState(State):
    """Ballots without names that two facilitators hand to an auditor: of which rounds, why, and to which public key.

    It waits to be confirmed until `expires_at`; once it is, `confirmed_at` says when.
    """

    key: str
    round_ids: list[int]
    reason: str
    recipient: str
    asked_at: Time
    expires_at: Time
    confirmed_at: Time | None


class DocumentState(State):
    """That the document is another than before; it is removed while it is a draft. `state` is how far it has come.

    `adopted_goal_ids` are the goals that stood in it when it was adopted last.
    """

    state: str
    adopted_goal_ids: Annotated[list[int], BeforeValidator(lambda ids: ids or [])]


class PlaceState(State):
    """A participant, as they see themselves.

    `invited`: they were invited and have not come yet; `confirmed`: a facilitator confirmed who they are. `kind` is
    `person`, or `table` for so many `people` with one device, who have no vote. `card_id` is the card whose seat they
    have.
    """

    name: str
    kind: str
    people: int | None
    role: str
    body_id: int | None
    municipality_code: str | None
    joined_at: Time
    invited: bool
    confirmed: bool
    card_id: int | None


class ParticipantState(PlaceState):
    """A participant, as facilitators see them.

    `workshop_ids` are the workshops that they joined; where there are none, they count in each.
    """

    workshop_ids: list[int]
