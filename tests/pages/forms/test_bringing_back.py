"""What one withdrew is brought back by a button where one is told of it: without script, and for ten minutes."""

from datetime import timedelta

from sqlalchemy import select

from tests.entry.visitor import Visitor, database_of, forms_of
from workshop import policy
from workshop.models import Hiding, Notice

QUESTION = "People are voting on it now"


def test_a_goal_that_others_commented_on_comes_back_by_a_button_and_after_ten_minutes_not(server, wire):
    slug = server.example["consultation"]
    member = Visitor(server)
    member.join("Aino")
    wire.done(slug, "open_round", round_id=server.example["rounds"][0]["id"])
    made = {"key": "00000000-0000-4000-8000-000000000001", "theme_id": 1, "title": "Fibre to every home"}
    assert member.post(f"/api/v1/consultations/{slug}/do/propose_goal", made).status_code == 303
    goal = member.snapshot()["goals"][-1]["id"]
    wire.done(slug, "add_comment", goal_id=goal, text="Yes", stance="for")

    def withdraw():
        form = f"withdraw_goal-{goal}"
        page = member.get(f"/c/{slug}/goals/{goal}?open={form}")
        assert "Keep the goal" in page.text and f'<p data-show="voting" hidden>{QUESTION}' in page.text
        assert member.submit(page, form).status_code == 303
        page = member.get(f"/c/{slug}")
        assert ">You withdrew this:<" in page.text
        return page, next((name for name in forms_of(page.text) if name.startswith("bring_back-")), None)

    page, back = withdraw()
    assert member.submit(page, back).status_code == 303
    page = member.get(f"/c/{slug}")
    assert "Fibre to every home" in page.text and ">You withdrew this:<" not in page.text

    page, back = withdraw()
    ago = policy.TO_BRING_BACK + timedelta(seconds=1)

    def later(session):
        for notice in session.scalars(select(Notice).where(Notice.state == "current")):
            notice.until -= ago
        for hiding in session.scalars(select(Hiding).where(Hiding.state == "current")):
            hiding.hidden_at -= ago

    with database_of(server) as database:
        database.write(later)
    assert member.submit(page, back).status_code == 409
    assert "Fibre to every home" not in member.get(f"/c/{slug}").text
    wire.done(slug, "restore_goal", goal_id=goal)
    assert "Fibre to every home" in member.get(f"/c/{slug}").text


def test_before_something_is_taken_off_an_open_ballot_the_question_says_that_it_stays_away(server, wire):
    slug = server.example["consultation"]
    goal = wire.done(slug, "propose_goal", theme_id=1, title="Roads")["goal_id"]
    wire.done(slug, "open_round", round_id=server.example["rounds"][2]["id"])
    page = wire.request("GET", f"/c/{slug}/goals/{goal}?open=withdraw_goal-{goal}", headers={"Accept-Language": "en"})
    assert '<p data-show="voting">' in page.text
