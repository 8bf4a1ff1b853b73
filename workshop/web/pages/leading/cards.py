"""The cards of a workshop: who has which, and the sheets to be printed while their codes can be shown."""

from dataclasses import dataclass

from flask import redirect, render_template, request

from workshop.fields import LANGUAGES
from workshop.language.speech import language
from workshop.language.words import Words
from workshop.models import Card
from workshop.web.app_context import app_context
from workshop.web.http.site import site_url
from workshop.web.pages.frame import blueprint
from workshop.web.pages.room import enter_as_lead
from workshop.web.render.cards import Printable, printable
from workshop.web.view.snapshot_view import SnapshotView

# As many as lie on a sheet of A4.
ON_SHEET = 10


@dataclass(frozen=True)
class CardLine:
    """What a card says in one language."""

    lang: str
    workshop: str
    name: str
    how: str
    afterwards: str


@dataclass(frozen=True)
class CardRow:
    """A card in the list, with the participant who has its seat; `gone`: they were removed, and have the card still."""

    card: dict
    holder: dict | None
    gone: bool


@blueprint.get("/w/<code>/cards")
def cards(code: str):
    """Show a workshop's cards to a facilitator, and the sheets of those that can still be printed.

    `?lang=fi&also=sv` chooses the languages of the sheets.
    """
    found = enter_as_lead(code)
    if found is None:
        return redirect(f"/join/{code}")
    view, workshop = found
    with app_context().database.read() as session:
        shown = printable(session, Card.workshop_id == workshop["id"])
    chosen = languages()
    page = render_template(
        "cards/cards.html",
        view=view,
        workshop=workshop,
        rows=rows(view, workshop),
        sheets=sheets(shown),
        lines=[line(lang, workshop) for lang in chosen],
        chosen=[*chosen, ""][:2],
        address=f"{site_url().partition('//')[2]}/join",
    )
    # Danger: what a browser keeps can be read later by whoever uses it.
    return page, {"Cache-Control": "no-store"}


def rows(view: SnapshotView, workshop: dict) -> list[CardRow]:
    """Return the cards of a workshop with their holders, in the order of their numbers."""
    holders = {one["card_id"]: one for one in view.participants if one["card_id"]}
    own = [card for card in view.cards if card["workshop_id"] == workshop["id"]]
    return [_row(card, holders.get(card["id"])) for card in sorted(own, key=lambda card: card["number"])]


def sheets(shown: list[Printable]) -> list[list[Printable]]:
    """Return cards by the sheets on which they are printed."""
    return [shown[start : start + ON_SHEET] for start in range(0, len(shown), ON_SHEET)]


def languages() -> list[str]:
    """Return the one or two languages of the sheets, as asked for: by default the reader's, and Finnish or Swedish."""
    first, also = request.args.get("lang"), request.args.get("also")
    first = first if first in LANGUAGES else language()
    also = ("sv" if first == "fi" else "fi") if also is None else also
    return [first, also] if also in LANGUAGES and also != first else [first]


def line(lang: str, workshop: dict) -> CardLine:
    """Return what is said on a card in a language."""
    words = Words(lang)
    _ = words.translate
    return CardLine(
        lang=lang,
        workshop=words.text(workshop["title"]),
        name=_("Participant card"),
        how=_("Scan the code with your phone, or type it at"),
        afterwards=_("One person's seat. Give the card back when you leave."),
    )


def _row(card, holder):
    return CardRow(card, holder, card["state"] == "taken" and holder is None)
