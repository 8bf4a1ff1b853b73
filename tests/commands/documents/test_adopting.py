"""Adopting: the document is stored whole with its hash, nothing changes it, and a correction stands beside it."""

import hashlib

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from tests.commands.documents.reading import content
from tests.commands.hall import Hall
from workshop.content import GoalEntry, as_data, content_from
from workshop.errors import Conflict, NotFound
from workshop.models.document import AdoptedDocument
from workshop.queries.documents.shown import Adopted, adopted_at

MEETING = {
    "body": {"fi": "Hallitus", "sv": "Styrelsen"},
    "date": "2026-04-25",
    "minutes": "§ 12",
    "unfinished": "Kiire",
}


def _proposed(hall: Hall) -> int:
    (goal,) = hall.goals(1)
    hall.do(hall.lead, "create_document", title={"fi": "Painopisteet"}, languages=["fi", "sv"])
    hall.do(hall.lead, "include_goal", goal_id=goal)
    hall.do(hall.lead, "add_paragraph", section="introduction", text="Aluksi", lang="fi")
    for state in ("for_comment", "proposed"):
        hall.do(hall.lead, "advance_document", state=state)
    return goal


def _at(hall: Hall, address: str) -> Adopted:
    with hall.database.read() as session:
        return adopted_at(session, address)


def test_what_is_adopted_is_stored_whole_with_its_hash_and_the_meeting(hall: Hall):
    _proposed(hall)
    before = content(hall)
    address = hall.do(hall.lead, "adopt_document", **MEETING)["address"]
    kept = _at(hall, address)
    assert kept.sha256 == hashlib.sha256(kept.written).hexdigest()
    assert kept.content.sections == before.sections
    assert (kept.content.body["sv"].text, str(kept.content.adopted_on), kept.content.minutes) == (
        "Styrelsen",
        "2026-04-25",
        "§ 12",
    )
    assert address.endswith("-2026") and kept.content.address == address
    assert content_from(as_data(kept.content)) == kept.content, "JSON says all of it"


@pytest.mark.parametrize(
    ("command", "arguments"),
    [
        ("edit_document", {"title": "Muu"}),
        ("advance_document", {"state": "proposed"}),
        ("add_paragraph", {"section": "appendix", "text": "Lisä"}),
        ("adopt_document", MEETING),
    ],
)
def test_nothing_is_changed_in_an_adopted_document(hall: Hall, command, arguments):
    goal = _proposed(hall)
    address = hall.do(hall.lead, "adopt_document", **MEETING)["address"]
    before = _at(hall, address)
    with pytest.raises(Conflict, match="document_adopted"):
        hall.do(hall.lead, command, **arguments)
    with pytest.raises(Conflict, match="document_adopted"):
        hall.do(hall.lead, "exclude_goal", goal_id=goal)
    hall.do(hall.lead, "edit_goal", goal_id=goal, title="Toisin", reason="Selkeämpi")
    assert _at(hall, address) == before, "what is said of a goal later does not reach it"


def test_the_database_refuses_to_change_it(hall: Hall):
    _proposed(hall)
    address = hall.do(hall.lead, "adopt_document", **MEETING)["address"]
    with pytest.raises(DBAPIError, match="what was adopted stays"):
        hall.database.write(
            lambda session: session.execute(
                text("UPDATE adopted_document SET content = 'x' WHERE address = :address"), {"address": address}
            )
        )
    assert _at(hall, address).content.title["fi"].text == "Painopisteet"


def test_a_correction_says_so_and_stands_beside_what_it_corrects(hall: Hall):
    goal = _proposed(hall)
    first = hall.do(hall.lead, "adopt_document", **MEETING)["address"]
    before = _at(hall, first)
    hall.do(hall.lead, "correct_document", reason="Otsikossa oli virhe")
    hall.do(hall.lead, "edit_goal", goal_id=goal, title="Oikein", reason="Virhe", lang="fi")
    second = hall.do(hall.lead, "adopt_document", **MEETING)["address"]
    assert (second, before.corrected_by) == (f"{first}-2", "")
    corrected = _at(hall, second)
    assert (corrected.content.correction, corrected.content.corrects) == ("Otsikossa oli virhe", first)
    assert _titles(corrected) == ["Oikein"] and _titles(_at(hall, first)) == _titles(before) == ["Tavoite 0"]
    assert (_at(hall, first).written, _at(hall, first).corrected_by) == (before.written, second)


def test_only_what_was_proposed_is_adopted_and_only_what_was_adopted_is_corrected(hall: Hall):
    hall.do(hall.lead, "create_document")
    with pytest.raises(Conflict, match="not_proposed"):
        hall.do(hall.lead, "adopt_document", **MEETING)
    with pytest.raises(Conflict, match="not_adopted"):
        hall.do(hall.lead, "correct_document", reason="Virhe")
    with pytest.raises(NotFound):
        _at(hall, f"{hall.slug}-2026")
    with hall.database.read() as session:
        of_ours = select(AdoptedDocument.id).where(AdoptedDocument.address.startswith(hall.slug))
        assert session.scalars(of_ours).all() == []


def _titles(kept: Adopted) -> list[str]:
    blocks = [block for section in kept.content.sections for block in section.blocks]
    return [block.title["fi"].text for block in blocks if isinstance(block, GoalEntry)]
