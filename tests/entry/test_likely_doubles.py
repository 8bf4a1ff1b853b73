"""A facilitator sees who may be one person, and removes several in one step by a plain form that asks first."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from tests.commands.conftest import database, hall
from tests.commands.hall import found
from tests.entry.inside import Browser, app_on
from tests.entry.visitor import forms_of
from workshop.db import database_now
from workshop.models import Account, Consultation, Device, Job
from workshop.operations.people.accounts import make_link
from workshop.operations.people.devices import KEPT, purge_devices

__all__ = ["database", "hall"]
PART = re.compile(r'<div id="doubles">.*?</div>', re.DOTALL)


@pytest.fixture(scope="module")
def app(database, tmp_path_factory):
    return app_on(database, tmp_path_factory.mktemp("pages"))


@pytest.fixture
def lead(app, hall, database):
    """The facilitator's browser."""
    browser = Browser(app)
    with database.read() as session:
        email = session.get(Account, hall.lead).email
    path = "/sign-in/" + database.write(lambda session: make_link(session, email))
    assert browser.submit(browser.get(path), "link").status_code == 303
    browser.post("/language", [("lang", "en"), ("page", "/")])
    return browser


def leave(browser: Browser) -> None:
    """Leave the browser, as on another's computer."""
    browser.submit(browser.get("/me"), "sign-out")
    assert browser.me() == {}


def on_desk(lead: Browser, hall) -> str:
    """What the desk says of likely doubles."""
    return PART.search(lead.get(f"/w/{hall.code}/lead").text)[0]


def numbers(hall, *names: str) -> list[str]:
    """The ids of participants of these names, as a form has them."""
    people = [one for one in hall.seen()["participants"] if not one.get("removed")]
    return [str(one["id"]) for name in names for one in people if one["name"] == name]


def noted(database, hall) -> int:
    """How many browsers are noted in a consultation."""
    with database.read() as session:
        here = Device.consultation_id == consultation_of(session, hall)
        return session.scalar(select(func.count()).select_from(Device).where(here))


def consultation_of(session, hall) -> int:
    """The id of the hall's consultation."""
    return session.scalar(select(Consultation.id).where(Consultation.slug == hall.slug))


def test_the_desk_shows_who_joined_twice_in_one_browser_and_who_has_the_same_name(app, hall, lead):
    assert "Likely doubles" not in on_desk(lead, hall)
    twice, other = Browser(app), Browser(app)
    twice.join(hall.code, "Liisa")
    leave(twice)
    assert "Likely doubles" not in on_desk(lead, hall)
    twice.join(hall.code, "Maija")
    assert "Liisa, Maija" in on_desk(lead, hall) and "2 from the same browser" in on_desk(lead, hall)
    assert on_desk(lead, hall) in lead.get(f"/w/{hall.code}/lead?part=people").text
    # The capital I is a small L to a reader.
    other.join(hall.code, "LIISA")
    said = on_desk(lead, hall)
    assert "Liisa, LIISA" in said and "2 with the same name" in said
    leave(twice)
    twice.join(hall.code, "Maija")
    said = on_desk(lead, hall)
    assert "Liisa, Maija" in said and "3 from the same browser" in said


def test_the_same_device_in_two_consultations_is_not_told_by_the_database(app, database, hall):
    both, browser = [hall, found(database)], Browser(app)
    for each in both:
        browser.join(each.code, "Kaksi")
        leave(browser)
    with database.read() as session:
        marks = session.scalars(select(Device.mark).order_by(Device.noted_at.desc()).limit(2)).all()
    assert len(set(marks)) == 2


def test_a_cookie_that_we_did_not_sign_is_taken_for_none(app, hall, lead):
    for name in ("Yksi", "Toinen"):
        browser = Browser(app)
        browser.client.set_cookie("workshop-device", "IjAwMDAi.forged")
        browser.join(hall.code, name)
    assert "Likely doubles" not in on_desk(lead, hall)


def test_several_are_ticked_asked_about_and_removed_in_one_step(app, hall, lead):
    twice = Browser(app)
    for name in ("Tupla", "Tupla"):
        twice.join(hall.code, name)
        leave(twice)
    ids = numbers(hall, "Tupla")
    page = lead.get(f"/w/{hall.code}/lead/people")
    assert "2 with the same name, from the same browser" in page.text
    ticked = re.findall(r'name="participant_ids\[\]" value="(\d+)"', page.text)
    assert set(ids) <= set(ticked)
    assert str(hall.participant(hall.lead)) not in ticked, "nobody ticks themselves"
    nothing = lead.submit(page, "remove_participants")
    assert nothing.status_code == 422 and "Tick at least one participant." in nothing.text
    question = lead.submit(page, "remove_participants", participant_ids__=ids)
    assert question.status_code == 200 and "Tupla (joined" in question.text
    assert "Secret ballots that were sent stay" in question.text
    assert numbers(hall, "Tupla") == ids, "nothing is done before it is answered"
    assert lead.submit(question, "ask").status_code == 303
    assert numbers(hall, "Tupla") == []
    assert "Tupla" not in lead.get(f"/w/{hall.code}/lead/people").text


def test_all_who_are_not_confirmed_are_ticked_by_one_link_and_confirmed_in_one_step(app, hall, lead):
    for name in ("Yksi Uusi", "Toinen Uusi"):
        Browser(app).join(hall.code, name)
    page = lead.get(f"/w/{hall.code}/lead/people?tick=1")
    form = forms_of(page.text)["remove_participants"]
    ticked = [number for name, number in form["fields"] if name == "participant_ids[]" and number]
    assert {*numbers(hall, "Yksi Uusi"), *numbers(hall, "Toinen Uusi")} <= set(ticked)
    [where] = re.findall(r'formaction="([^"]*confirm_participants)"', page.text)
    nothing = lead.post(
        where, [(name, value) for name, value in form["fields"] if name != "participant_ids[]" or not value]
    )
    assert nothing.status_code == 422 and "Tick at least one participant." in nothing.text
    assert lead.post(where, form["fields"]).status_code == 303
    confirmed = {str(one["id"]) for one in hall.seen(hall.lead)["participants"] if one["confirmed"]}
    assert set(ticked) == confirmed
    assert "Tick all who are not confirmed" not in lead.get(f"/w/{hall.code}/lead/people").text


def test_doubles_are_joined_into_the_one_who_stays_after_a_question(app, hall, lead):
    twice = Browser(app)
    for name in ("Kahdesti", "Kahdesti"):
        twice.join(hall.code, name)
        leave(twice)
    first, second = numbers(hall, "Kahdesti")
    page = lead.get(f"/w/{hall.code}/lead/people")
    form = f"join_participants-{first}-{second}"
    nothing = lead.submit(page, form, participant_id=second, double_ids__=[second])
    assert lead.submit(nothing, "ask").status_code == 422
    question = lead.submit(page, form, participant_id=second, double_ids__=[first, second])
    assert question.status_code == 200 and "Join them into one person?" in question.text
    assert numbers(hall, "Kahdesti") == [first, second], "nothing is done before it is answered"
    assert lead.submit(question, "ask").status_code == 303
    assert numbers(hall, "Kahdesti") == [second]
    assert form not in lead.get(f"/w/{hall.code}/lead/people").text


def test_removing_one_asks_too_and_says_what_becomes_of_a_secret_ballot(hall, lead):
    number = hall.participant(hall.ville)
    page = lead.get(f"/w/{hall.code}/lead?change=participant-{number}")
    question = lead.submit(page, f"remove_participant-{number}")
    assert "Ville" in question.text and "A secret ballot that was sent stays" in question.text
    assert lead.submit(question, "ask").status_code == 303
    assert numbers(hall, "Ville") == []


@pytest.mark.parametrize("path", ["/people", "?part=people"])
def test_members_and_strangers_see_no_doubles(app, hall, path):
    member, stranger = Browser(app), Browser(app)
    member.join(hall.code, "Jäsen")
    assert member.get(f"/w/{hall.code}/lead{path}").status_code == 403
    assert "Jäsen" not in stranger.get(f"/w/{hall.code}/lead{path}").text


def test_devices_are_forgotten_after_thirty_days_and_with_whoever_goes(app, database, hall):
    browsers = {name: Browser(app) for name in ("Vanha", "Uusi", "Lähtee", "Poistetaan")}
    for name, browser in browsers.items():
        browser.join(hall.code, name)
    assert noted(database, hall) == 4
    browsers["Lähtee"].submit(browsers["Lähtee"].get("/me"), f"leave-{hall.slug}")
    hall.do(hall.lead, "remove_participant", participant_id=int(numbers(hall, "Poistetaan")[0]))
    assert noted(database, hall) == 2
    with database.read() as session:
        here = consultation_of(session, hall)
    for left, age in ((2, KEPT - timedelta(minutes=1)), (1, KEPT)):
        database.write(lambda session, age=age: grow_old(session, numbers(hall, "Vanha"), age))
        purge_devices(database, here)
        assert noted(database, hall) == left
    with database.read() as session:
        # The first that was noted ordered it, and each turn the next one as long as any is left.
        jobs = session.scalars(select(Job).where(Job.name == "forget_devices").order_by(Job.id))
        due = [job.due_at for job in jobs if job.arguments == {"consultation_id": here}]
        now = database_now(session)
    assert len(due) == 3 and timedelta(days=29) < due[-1] - now <= KEPT


def grow_old(session, ids: list[str], age: timedelta) -> None:
    """Let the browsers of participants have been noted so long ago."""
    old = database_now(session) - age
    session.execute(
        update(Device).where(Device.participant_id.in_([int(number) for number in ids])).values(noted_at=old)
    )
