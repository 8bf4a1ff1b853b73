"""The shapes of what commands answer with: the ids of what they acted on or made, and what else is told only then."""

from functools import cache
from typing import Any

from pydantic import create_model

from workshop.wire.shape import Shape, required, title_of


@cache
def result_of(noun: str) -> type[Shape]:
    """Return the shape of a command's result: the id of the thing that it acted on or made."""
    return create_model(f"{title_of(noun)}Result", __base__=Shape, **required(**{f"{noun}_id": int}))


_ItsBallotResult: Any = result_of("round")


class BallotResult(_ItsBallotResult):
    """The round in which a ballot was cast, and how often the ballot has changed."""

    version: int


class SheetResult(_ItsBallotResult):
    """The round in which a sheet of paper was entered or confirmed, and the sheet's number."""

    number: int


_ItsNewWallLinkResult: Any = result_of("wall_link")


class NewWallLinkResult(_ItsNewWallLinkResult):
    """A new link to a wall, with its address."""

    url: str


_ItsNewConsultationResult: Any = result_of("consultation")


class NewConsultationResult(_ItsNewConsultationResult):
    """A new consultation, with its slug, its part of addresses."""

    slug: str


class ManyParticipantsResult(Shape):
    """The participants that were removed, or confirmed."""

    participant_ids: list[int]


class CardCode(Shape):
    """A card with its code and the address to join with it, until it is said to be printed."""

    card_id: int
    number: int
    code: str
    url: str


class CardsResult(Shape):
    """The cards that were made; `cards` has the codes of those that are not said to be printed."""

    card_ids: list[int]
    cards: list[CardCode]


class PatternResult(Shape):
    """The name of a saved agenda, by which workshops begin from it."""

    pattern: str


class DocumentResult(Shape):
    """The document that was begun, changed or brought on."""

    document_id: int


class AdoptedResult(DocumentResult):
    """The document that was adopted, and its part of the address at which it is published."""

    address: str


class ParagraphResult(Shape):
    """The paragraph of a document that was written, held, moved or removed."""

    paragraph_id: int


class EditedParagraphResult(ParagraphResult):
    """A paragraph that was written anew, or the suggestions made of what came beside somebody else's writing.

    `version` is the one that it has by now.
    """

    version: int
    draft_comment_ids: list[int]


class DraftCommentResult(Shape):
    """The comment on the document that was written, taken back or decided."""

    draft_comment_id: int


class ReplyResult(Shape):
    """The official reply that was published."""

    reply_id: int


class WordingResult(Shape):
    """The version of an official text that was written, or found right."""

    wording_id: int


class ManyGoalsResult(Shape):
    """The goals that were marked, or made of one."""

    goal_ids: list[int]


class ManyContributionsResult(Shape):
    """The contributions that were published, as they were named."""

    goal_ids: list[int]
    measure_ids: list[int]
    comment_ids: list[int]


class ManyReportsResult(Shape):
    """The reports that were settled."""

    report_ids: list[int]


class ShortlistResult(_ItsBallotResult):
    """The round by which goals were shortlisted, and which goals these are, best first."""

    goal_ids: list[int]
