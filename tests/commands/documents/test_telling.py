"""Everybody is told that the document has changed, from the moment on at which they can read it."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.commands.documents.reading import proses
from tests.commands.hall import Hall
from workshop.errors import Conflict
from workshop.models import DraftComment


@pytest.fixture
def paragraphs(hall: Hall) -> list[int]:
    """Two paragraphs of a draft."""
    hall.do(hall.lead, "create_document", languages=["fi", "sv"])
    texts = ("Laaja kuuleminen", "Kaksi työpajaa")
    made = [hall.do(hall.lead, "add_paragraph", section="introduction", text=each, lang="fi") for each in texts]
    return [each["paragraph_id"] for each in made]


def _told(hall: Hall, account: int, name: str, **arguments) -> list[str]:
    """Give a command; return the events that everybody hears of it."""
    before = hall.seen(hall.aino)["documents"]
    names = [event.name for event in hall.ask(account, name, **arguments).events]
    after = hall.seen(hall.aino)["documents"]
    assert (before != after) == bool(names)
    return names


def _comments_on(session: Session, paragraph_id: int) -> list[DraftComment]:
    """Return the comments on a paragraph, the first ones first: other tests have theirs in the same table."""
    return list(
        session.scalars(
            select(DraftComment).filter_by(kind="paragraph", thing_id=paragraph_id).order_by(DraftComment.id)
        )
    )


def test_nothing_is_told_of_a_draft_and_then_each_change_is(hall: Hall, paragraphs: list[int]):
    first, second = paragraphs
    edit = {"paragraph_id": first, "text": "Avoin", "lang": "fi"}
    assert hall.seen(hall.aino)["documents"] == []
    assert _told(hall, hall.lead, "edit_paragraph", **edit) == []
    [goal] = hall.goals(1)
    changes = [
        ("advance_document", {"state": "for_comment"}),
        ("edit_paragraph", {**edit, "text": "Avoin kuuleminen"}),
        ("move_paragraph", {"paragraph_id": first}),
        ("remove_paragraph", {"paragraph_id": second}),
        ("include_goal", {"goal_id": goal}),
        ("set_wording", {"goal_id": goal, "field": "title", "lang": "sv", "text": "Fiber"}),
        ("edit_document", {"title": "Painopisteet"}),
        ("exclude_goal", {"goal_id": goal}),
    ]
    for name, arguments in changes:
        assert _told(hall, hall.lead, name, **arguments) == ["document_changed"], name
    [seen] = hall.seen(hall.aino)["documents"]
    assert (set(seen), seen["state"]) == ({"id", "revision", "state", "adopted_goal_ids"}, "for_comment")


def test_of_what_is_a_draft_again_it_is_told_that_it_is_gone_and_no_more(hall: Hall, paragraphs: list[int]):
    hall.do(hall.lead, "advance_document", state="for_comment")
    assert _told(hall, hall.lead, "advance_document", state="draft") == ["document_changed"]
    for account in (hall.aino, hall.lead):
        [seen] = hall.seen(account)["documents"]
        assert (set(seen), seen["removed"]) == ({"id", "revision", "removed"}, True)
    assert _told(hall, hall.lead, "move_paragraph", paragraph_id=paragraphs[0]) == []


def test_comments_decisions_who_answers_and_the_adoption_are_told(hall: Hall, paragraphs: list[int]):
    body = hall.do(hall.lead, "create_body", title="Nuorisoneuvosto")["body_id"]
    hall.do(hall.lead, "advance_document", state="for_comment")
    about = {"paragraph_id": paragraphs[0], "suggestion": "Laaja ja avoin", "lang": "fi"}
    assert _told(hall, hall.aino, "add_draft_comment", **about) == ["document_changed"]
    with hall.database.read() as session:
        [made] = [each.id for each in _comments_on(session, paragraphs[0])]
    steps = [
        ("decide_suggestion", {"draft_comment_id": made, "accept": True}),
        ("name_spokesperson", {"participant_id": hall.participant(hall.aino), "body_id": body}),
        ("withdraw_draft_comment", {"draft_comment_id": made, "reason": "Kahdesti"}),
        ("advance_document", {"state": "proposed"}),
        ("adopt_document", {"body": "Hallitus", "date": "2026-11-27", "unfinished": "Kiire"}),
        ("correct_document", {"reason": "Kirjoitusvirhe"}),
    ]
    for name, arguments in steps:
        assert _told(hall, hall.lead, name, **arguments) == ["document_changed"], name


def test_everybody_is_told_which_goals_were_adopted_last_and_a_correction_says_it_anew(hall: Hall):
    first, second = hall.goals(2)
    hall.do(hall.lead, "create_document", languages=["fi"])
    hall.do(hall.lead, "include_goal", goal_id=first)
    for state in ("for_comment", "proposed"):
        hall.do(hall.lead, "advance_document", state=state)
    meeting = {"body": "Hallitus", "date": "2026-11-27", "unfinished": "Kiire"}
    hall.do(hall.lead, "adopt_document", **meeting)
    assert _adopted(hall) == [first]
    hall.do(hall.lead, "correct_document", reason="Yksi puuttui")
    hall.do(hall.lead, "include_goal", goal_id=second)
    assert _adopted(hall) == [first], "not before it is adopted again"
    hall.do(hall.lead, "adopt_document", **meeting)
    assert _adopted(hall) == [first, second]


def _adopted(hall: Hall) -> list[int]:
    [seen] = hall.seen(hall.aino)["documents"]
    return seen["adopted_goal_ids"]


def test_whoever_comments_on_what_they_read_suggests_nothing_by_the_text_that_was_changed_meanwhile(
    hall: Hall, paragraphs: list[int]
):
    first, _ = paragraphs
    hall.do(hall.lead, "advance_document", state="for_comment")
    about = {"paragraph_id": first, "lang": "fi", "original": "Laaja kuuleminen"}
    hall.do(hall.lead, "edit_paragraph", paragraph_id=first, text="Avoin kuuleminen", lang="fi")
    hall.do(hall.aino, "add_draft_comment", **about, text="Hyvä", suggestion="Laaja kuuleminen")
    late = hall.do(hall.aino, "add_draft_comment", **about, suggestion="Laajat kuulemiset")["draft_comment_id"]
    with hall.database.read() as session:
        said = [(each.suggestion, each.original) for each in _comments_on(session, first)]
    assert said == [("", ""), ("Laajat kuulemiset", "Laaja kuuleminen")]
    with pytest.raises(Conflict, match="suggestion_outdated"):
        hall.do(hall.lead, "decide_suggestion", draft_comment_id=late, accept=True)
    assert proses(hall, "introduction")[0] == "Avoin kuuleminen"
