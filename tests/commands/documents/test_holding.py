"""A paragraph is taken by whoever writes in it, until a minute after their last key; what was proposed stays."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.commands.documents.reading import proses
from tests.commands.hall import Hall
from workshop.errors import Conflict, Invalid
from workshop.models import AuditEntry, Consultation
from workshop.models.document import DocumentParagraph


@pytest.fixture
def paragraph(hall: Hall) -> int:
    """A paragraph of a draft, in a hall that Ville leads too."""
    hall.do(hall.lead, "change_participant", participant_id=hall.participant(hall.ville), role="facilitator")
    hall.do(hall.lead, "create_document", languages=["fi", "sv"])
    return hall.do(hall.lead, "add_paragraph", section="introduction", text="Aluksi", lang="fi")["paragraph_id"]


def _after_a_minute(hall: Hall, paragraph: int) -> None:
    def pass_by(session):
        held = session.get_one(DocumentParagraph, paragraph)
        held.held_until -= timedelta(seconds=60)

    hall.database.write(pass_by)


def _noted(hall: Hall) -> list[str]:
    with hall.database.read() as session:
        query = select(AuditEntry.name).join(Consultation, Consultation.id == AuditEntry.consultation_id)
        names = session.scalars(query.where(Consultation.slug == hall.slug).order_by(AuditEntry.id))
        return [name for name in names if name.startswith(("document_", "paragraph_", "draft_comment_"))]


def test_what_is_saved_where_somebody_else_is_writing_stands_beside_it_as_a_suggestion(hall: Hall, paragraph: int):
    for _ in range(2):
        hall.do(hall.ville, "hold_paragraph", paragraph_id=paragraph)
    for refused in ("hold_paragraph", "remove_paragraph"):
        with pytest.raises(Conflict, match="paragraph_held") as told:
            hall.do(hall.lead, refused, paragraph_id=paragraph)
        assert "Ville" in str(told.value.titles)
    # Without a version too, as a program may send it.
    answer = hall.do(hall.lead, "edit_paragraph", paragraph_id=paragraph, text="Omani", lang="fi")
    assert (proses(hall, "introduction"), len(answer["draft_comment_ids"])) == (["Aluksi"], 1)
    saved = hall.do(hall.ville, "edit_paragraph", paragraph_id=paragraph, text="Villen", lang="fi", version=1)
    assert (saved["draft_comment_ids"], saved["version"], proses(hall, "introduction")) == ([], 2, ["Villen"])
    # Saving lets go of it.
    hall.do(hall.lead, "edit_paragraph", paragraph_id=paragraph, text="Sitten", lang="fi", version=2)
    assert proses(hall, "introduction") == ["Sitten"]


def test_it_is_free_again_a_minute_after_the_last_key_and_nothing_of_the_one_who_was_away_is_lost(
    hall: Hall, paragraph: int
):
    hall.do(hall.ville, "hold_paragraph", paragraph_id=paragraph)
    _after_a_minute(hall, paragraph)
    hall.do(hall.lead, "hold_paragraph", paragraph_id=paragraph)
    hall.do(hall.lead, "edit_paragraph", paragraph_id=paragraph, text="Vetäjän", lang="fi", version=1)
    late = hall.do(hall.ville, "edit_paragraph", paragraph_id=paragraph, text="Villen", lang="fi", version=1)
    assert (proses(hall, "introduction"), len(late["draft_comment_ids"])) == (["Vetäjän"], 1)


def test_one_that_was_written_anew_since_it_was_read_is_not_removed(hall: Hall, paragraph: int):
    hall.do(hall.ville, "edit_paragraph", paragraph_id=paragraph, text="Uusi", lang="fi", version=1)
    with pytest.raises(Conflict, match="paragraph_changed"):
        hall.do(hall.lead, "remove_paragraph", paragraph_id=paragraph, version=1)
    hall.do(hall.lead, "remove_paragraph", paragraph_id=paragraph, version=2)
    assert (proses(hall, "introduction"), _noted(hall)) == ([], ["paragraph_removed"])


def test_what_a_board_has_before_it_stays_as_it_was_proposed_until_it_is_brought_back(hall: Hall, paragraph: int):
    [goal] = hall.goals(1)
    hall.do(hall.lead, "advance_document", state="for_comment")
    about = {"paragraph_id": paragraph}
    made = hall.do(hall.aino, "add_draft_comment", **about, suggestion="Ensin", lang="fi")["draft_comment_id"]
    hall.do(hall.lead, "advance_document", state="proposed")
    for refused, arguments in (
        ("edit_paragraph", {**about, "text": "Toisin"}),
        ("hold_paragraph", about),
        ("move_paragraph", about),
        ("remove_paragraph", about),
        ("add_paragraph", {"section": "appendix", "text": "Vielä"}),
        ("include_goal", {"goal_id": goal}),
        ("exclude_goal", {"goal_id": goal}),
        ("edit_document", {"title": "Toisin"}),
        ("decide_suggestion", {"draft_comment_id": made, "accept": True}),
    ):
        with pytest.raises(Conflict, match="document_proposed"):
            hall.do(hall.lead, refused, **arguments)
    hall.do(hall.lead, "advance_document", state="for_comment")
    hall.do(hall.lead, "decide_suggestion", draft_comment_id=made, accept=True)
    hall.do(hall.lead, "advance_document", state="proposed")
    hall.do(hall.lead, "adopt_document", body="Hallitus", date="2026-11-27", unfinished="Kiire")
    hall.do(hall.lead, "correct_document", reason="Kirjoitusvirhe")
    # A correction is written in what is proposed.
    hall.do(hall.lead, "edit_paragraph", **about, text="Korjattu", lang="fi", version=2)
    assert proses(hall, "introduction") == ["Korjattu"]
    assert _noted(hall) == [*["document_advanced"] * 4, "document_adopted", "document_corrected"]


def test_a_facilitator_says_why_somebody_elses_comment_is_removed(hall: Hall, paragraph: int):
    hall.do(hall.lead, "advance_document", state="for_comment")
    made = hall.do(hall.aino, "add_draft_comment", paragraph_id=paragraph, text="Asiaton")["draft_comment_id"]
    with pytest.raises(Invalid) as refused:
        hall.do(hall.lead, "withdraw_draft_comment", draft_comment_id=made)
    assert set(refused.value.errors) == {"reason"}
    hall.do(hall.lead, "withdraw_draft_comment", draft_comment_id=made, reason="Nimeää ihmisen.")
    own = hall.do(hall.lead, "add_draft_comment", paragraph_id=paragraph, text="Oma")["draft_comment_id"]
    hall.do(hall.lead, "withdraw_draft_comment", draft_comment_id=own)
    assert _noted(hall) == ["document_advanced", "draft_comment_removed"]
