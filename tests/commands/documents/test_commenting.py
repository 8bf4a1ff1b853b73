"""A document that is for comment: comments and suggested wordings on its parts, and positions of bodies."""

import pytest

from tests.commands.documents.reading import content, proses
from tests.commands.hall import Hall
from workshop.engine.request_state import place_of
from workshop.errors import Conflict, Forbidden, Invalid, NotFound
from workshop.fields import wordings
from workshop.models import DraftComment, Goal
from workshop.queries.documents.shown import document_of
from workshop.queries.documents.talk import Talk


@pytest.fixture
def paragraph(hall: Hall) -> int:
    """A paragraph of a document that is for comment."""
    hall.do(hall.lead, "create_document", languages=["fi", "sv"])
    made = hall.do(hall.lead, "add_paragraph", section="introduction", text="Laaja kuuleminen", lang="fi")
    hall.do(hall.lead, "advance_document", state="for_comment")
    return made["paragraph_id"]


def _said(hall: Hall, account, **arguments) -> int:
    return hall.do(account, "add_draft_comment", **arguments)["draft_comment_id"]


def _kept(hall: Hall, number: int) -> DraftComment:
    with hall.database.read() as session:
        found = session.get_one(DraftComment, number)
        session.expunge(found)
        return found


def _talk(hall: Hall, account: int | None = None) -> Talk:
    with hall.database.read() as session:
        shown = document_of(session, *place_of(session, hall.slug, account or hall.lead))
        assert shown is not None
        return shown.talk


def test_a_suggestion_that_is_accepted_stands_in_the_document_and_is_decided_once(hall: Hall, paragraph: int):
    made = _said(hall, hall.aino, paragraph_id=paragraph, suggestion="Laaja ja avoin kuuleminen", lang="fi")
    assert proses(hall, "introduction") == ["Laaja kuuleminen"]
    hall.do(hall.lead, "decide_suggestion", draft_comment_id=made, accept=True, reason="Näin se oli.")
    assert proses(hall, "introduction") == ["Laaja ja avoin kuuleminen"]
    assert (_kept(hall, made).state, _kept(hall, made).reason) == ("accepted", "Näin se oli.")
    with pytest.raises(Conflict, match="decided_already"):
        hall.do(hall.lead, "decide_suggestion", draft_comment_id=made, accept=False)


def test_one_that_is_declined_changes_nothing(hall: Hall, paragraph: int):
    made = _said(hall, hall.aino, paragraph_id=paragraph, suggestion="Suppea kuuleminen", lang="fi")
    hall.do(hall.lead, "decide_suggestion", draft_comment_id=made, accept=False, reason="Se ei ollut suppea.")
    assert (proses(hall, "introduction"), _kept(hall, made).state) == (["Laaja kuuleminen"], "declined")


def test_one_for_a_text_that_has_changed_meanwhile_is_refused_and_stays_open(hall: Hall, paragraph: int):
    made = _said(hall, hall.aino, paragraph_id=paragraph, suggestion="Avoin kuuleminen", lang="fi")
    # Somebody else was in the paragraph at the time, and keeps what they wrote.
    hall.do(hall.lead, "edit_paragraph", paragraph_id=paragraph, text="Laajat kuulemiset", lang="fi", version=1)
    with pytest.raises(Conflict, match="suggestion_outdated"):
        hall.do(hall.lead, "decide_suggestion", draft_comment_id=made, accept=True)
    assert (proses(hall, "introduction"), _kept(hall, made).state) == (["Laajat kuulemiset"], "open")


@pytest.mark.parametrize("kind", ["paragraph", "goal"])
def test_one_in_a_language_that_had_no_text_is_not_accepted_once_what_it_is_for_is_gone(hall, paragraph, kind):
    [goal] = hall.goals(1)
    about = {f"{kind}_id": {"paragraph": paragraph, "goal": goal}[kind]}
    made = _said(hall, hall.aino, **about, suggestion="Ett brett samråd", lang="sv")
    away = {"paragraph": ("remove_paragraph", {}), "goal": ("hide_goal", {"reason": "Toistoa"})}
    hall.do(hall.lead, away[kind][0], **about, **away[kind][1])
    with pytest.raises(Conflict, match="suggestion_outdated"):
        hall.do(hall.lead, "decide_suggestion", draft_comment_id=made, accept=True)


def test_what_an_editor_was_writing_while_a_suggestion_was_accepted_waits_beside_it(hall: Hall, paragraph: int):
    made = _said(hall, hall.aino, paragraph_id=paragraph, suggestion="Avoin kuuleminen", lang="fi")
    hall.do(hall.lead, "decide_suggestion", draft_comment_id=made, accept=True)
    about = {"paragraph_id": paragraph, "text": "Omani", "lang": "fi", "version": 1}
    [late] = hall.do(hall.lead, "edit_paragraph", **about)["draft_comment_ids"]
    assert proses(hall, "introduction") == ["Avoin kuuleminen"]
    assert (_kept(hall, late).suggestion, _kept(hall, late).original) == ("Omani", "Avoin kuuleminen")


def test_a_goal_is_reworded_officially_and_what_was_proposed_stays(hall: Hall):
    [goal] = hall.goals(1)
    hall.do(hall.lead, "create_document", languages=["fi", "sv"])
    hall.do(hall.lead, "include_goal", goal_id=goal)
    hall.do(hall.lead, "advance_document", state="for_comment")
    made = _said(hall, hall.aino, goal_id=goal, suggestion="Fiber till\n varje by", lang="sv")
    hall.do(hall.lead, "decide_suggestion", draft_comment_id=made, accept=True)
    [entry] = [block for section in content(hall).sections for block in section.blocks if block.type == "goal"]
    assert (entry.title["sv"].text, entry.title["sv"].language) == ("Fiber till varje by", "sv")
    with hall.database.read() as session:
        assert wordings(session.get_one(Goal, goal).title).get("sv") != "Fiber till varje by"


def test_only_the_one_who_was_named_answers_for_a_body(hall: Hall, paragraph: int):
    body = hall.do(hall.lead, "create_body", title="Nuorisoneuvosto")["body_id"]
    about = {"paragraph_id": paragraph, "text": "Kannatamme", "body_id": body}
    with pytest.raises(Conflict, match="not_spokesperson"):
        _said(hall, hall.aino, **about)
    place = hall.participant(hall.aino)
    for _ in range(2):
        hall.do(hall.lead, "name_spokesperson", participant_id=place, body_id=body)
    assert _kept(hall, _said(hall, hall.aino, **about)).body_id == body
    for _ in range(2):
        hall.do(hall.lead, "remove_spokesperson", participant_id=place, body_id=body)
    with pytest.raises(Conflict, match="not_spokesperson"):
        _said(hall, hall.aino, **about)


@pytest.mark.parametrize("goes", ["remove_participant", "leave"])
def test_nobody_answers_for_a_body_who_takes_part_no_more(hall: Hall, paragraph: int, goes: str):
    body = hall.do(hall.lead, "create_body", title="Nuorisoneuvosto")["body_id"]
    place = hall.participant(hall.aino)
    hall.do(hall.lead, "name_spokesperson", participant_id=place, body_id=body)
    assert [number for number, *_ in _talk(hall).spokespeople] == [place]
    who, about = (hall.aino, {}) if goes == "leave" else (hall.lead, {"participant_id": place})
    hall.do(who, goes, **about)
    assert _talk(hall).spokespeople == []


def test_nothing_is_said_of_a_document_that_is_not_for_comment(hall: Hall, paragraph: int):
    made = _said(hall, hall.aino, paragraph_id=paragraph, text="Hyvä", suggestion="Toisin", lang="fi")
    for step in ("draft", "for_comment", "proposed"):
        hall.do(hall.lead, "advance_document", state=step)
    about = {"paragraph_id": paragraph, "text": "Vielä yksi"}
    with pytest.raises(Conflict, match="not_for_comment"):
        _said(hall, hall.aino, **about)
    hall.do(hall.lead, "adopt_document", body="Hallitus", date="2026-11-27", unfinished="Kiire")
    for refused in ("add_draft_comment", "decide_suggestion"):
        arguments = about if refused == "add_draft_comment" else {"draft_comment_id": made, "accept": True}
        with pytest.raises(Conflict, match="document_adopted"):
            hall.do(hall.lead, refused, **arguments)
    assert proses(hall, "introduction") == ["Laaja kuuleminen"]


def test_a_comment_says_something_on_one_thing_and_is_taken_back_by_its_writer(hall: Hall, paragraph: int):
    with pytest.raises(Invalid) as refused:
        _said(hall, hall.aino, paragraph_id=paragraph, suggestion="Laaja kuuleminen", lang="fi")
    assert set(refused.value.errors) == {"text"}, "it suggests what is there"
    with pytest.raises(Invalid):
        _said(hall, hall.aino, text="Kaikesta")
    made = _said(hall, hall.aino, paragraph_id=paragraph, text="Hyvä")
    with pytest.raises(NotFound):
        hall.do(hall.ville, "withdraw_draft_comment", draft_comment_id=made)
    hall.do(hall.aino, "withdraw_draft_comment", draft_comment_id=made)
    with pytest.raises(NotFound):
        hall.do(hall.aino, "withdraw_draft_comment", draft_comment_id=made)
    with pytest.raises(Forbidden):
        hall.do(hall.aino, "decide_suggestion", draft_comment_id=made, accept=True)


@pytest.mark.parametrize("away", ["merge_goals", "exclude_goal", "hide_goal"])
def test_what_was_suggested_for_a_goal_that_left_the_document_stands_apart_and_is_declined_there(hall: Hall, away: str):
    goals = hall.goals(2)
    hall.do(hall.lead, "create_document", languages=["fi"])
    for goal in goals:
        hall.do(hall.lead, "include_goal", goal_id=goal)
    hall.do(hall.lead, "advance_document", state="for_comment")
    made = _said(hall, hall.aino, goal_id=goals[0], suggestion="Kuitu joka kylään", lang="fi")
    assert ([one.id for one in _talk(hall).on("goal", goals[0])], _talk(hall).apart) == ([made], [])
    more = {"goal_ids": goals, "title": "Yhdessä"} if away == "merge_goals" else {"goal_id": goals[0]}
    hall.do(hall.lead, away, **more, **({"reason": "Toistoa"} if away == "hide_goal" else {}))
    talk = _talk(hall)
    [apart] = talk.apart
    assert (talk.undecided, talk.on("goal", goals[0])) == (1, []), "it is counted where it is shown"
    assert (apart.kind, apart.thing_id, apart.title) == ("goal", goals[0], {"fi": "Tavoite 0"})
    assert [(one.id, one.original) for one in apart.remarks] == [(made, "Tavoite 0")]
    [own] = _talk(hall, hall.aino).apart
    hidden = away == "hide_goal"
    assert (own.title, own.remarks[0].original) == (({}, "") if hidden else ({"fi": "Tavoite 0"}, "Tavoite 0"))
    assert _talk(hall, hall.ville).apart == []
    hall.do(hall.lead, "decide_suggestion", draft_comment_id=made, accept=False, reason="Tavoite ei ole mukana.")
    assert (_talk(hall).undecided, _talk(hall, hall.aino).apart[0].remarks[0].reason) == (0, "Tavoite ei ole mukana.")


def test_what_was_said_of_a_paragraph_that_was_removed_stands_apart_too(hall: Hall, paragraph: int):
    _said(hall, hall.aino, paragraph_id=paragraph, suggestion="Avoin kuuleminen", lang="fi")
    hall.do(hall.lead, "remove_paragraph", paragraph_id=paragraph)
    [apart] = _talk(hall).apart
    assert (apart.kind, apart.title, _talk(hall).undecided) == ("paragraph", {"fi": "Laaja kuuleminen"}, 1)
    [own] = _talk(hall, hall.aino).apart
    assert (own.title, [one.original for one in own.remarks]) == ({}, [""]), "why it was removed is not known here"
