"""A letter of invitation says who invites, to what, when and by which code, and its link signs in once, by a button."""

import re
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from tests.entry.visitor import Visitor, database_of, link_to, mails_to, new_link, path_of
from tests.faults.room import Room
from tests.nodes.server import Server
from workshop.queries.sign_in_links import look_at_link

SECRET = re.compile(r"/sign-in/([^?\s]+)")
TITLE = {"fi": "Maaseudun kuuleminen", "sv": "Samråd om landsbygden", "en": "The rural consultation"}
WORKSHOP = {"fi": "Kevään työpaja", "sv": "Vårens workshop", "en": "The spring workshop"}
# By Finnish time half past nine: in March an hour earlier by UTC than in April.
TIMES = {"2031-03-28T07:30:00Z": 28, "2031-04-01T06:30:00Z": 1}


@pytest.fixture(scope="module")
def server(shared_in_process) -> Server:
    """A server that these tests share; each invites an address of its own to a consultation of its own."""
    return shared_in_process


@pytest.fixture
def room(server) -> Room:
    """A consultation with a workshop that begins in five years."""
    room = Room(server)
    room.do("edit_consultation", title=TITLE)
    room.do("edit_workshop", workshop_id=room.workshop_id, title=WORKSHOP, starts_at=next(iter(TIMES)))
    yield room
    room.close()


def invite(room: Room, lang: str = "en", **more) -> str:
    """Invite an address that nobody had before; gives it."""
    email = f"{uuid4().hex[:12]}@example.org"
    room.do("invite_participant", email=email, lang=lang, **more)
    link_to(room.server, email)
    return email


def test_the_letters_link_signs_in_once_and_leads_to_the_consultation(server, room):
    email = invite(room)
    visitor, scanner = Visitor(server), Visitor(server)
    path = path_of(server, link_to(server, email))
    assert [scanner.get(path).status_code for _ in range(3)] == [200] * 3
    page = visitor.get(path)
    assert visitor.me() == {}
    answer = visitor.submit(page, "link")
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/c/{room.slug}")
    assert visitor.me()["email"] == email
    assert visitor.get(answer.headers["Location"]).status_code == 200
    # One letter is enough: nothing more was sent to get in.
    assert len(mails_to(server, email)) == 1
    assert scanner.submit(page, "link").status_code == 404


@pytest.mark.parametrize(
    ("lang", "when"),
    [
        ("fi", ["perjantai 28.3.2031 klo\u00a09.30", "tiistai 1.4.2031 klo\u00a09.30"]),
        ("sv", ["fredag den 28 mars 2031 kl.\u00a009.30", "tisdag den 1 april 2031 kl.\u00a009.30"]),
        ("en", ["Friday 28 March 2031 at 09:30", "Tuesday 1 April 2031 at 09:30"]),
    ],
)
def test_it_says_in_ones_own_language_who_invites_to_what_and_when(server, room, lang, when):
    spaced = f"{room.code[:4]} {room.code[4:]}"
    for starts_at, words in zip(TIMES, when, strict=True):
        room.do("edit_workshop", workshop_id=room.workshop_id, starts_at=starts_at)
        [(subject, body)] = mails_to(server, invite(room, lang))
        assert TITLE[lang] in subject
        for told in (TITLE[lang], WORKSHOP[lang], words, spaced, "Kirsi Salmela", "facilitator@example.org", "14"):
            assert told in body, told
        assert f"{server.url}/sign-in?next=/c/{room.slug}" in body


def test_of_a_workshop_that_is_over_or_was_removed_nothing_is_said(server, room):
    room.do(
        "edit_workshop", workshop_id=room.workshop_id, starts_at=(datetime.now(UTC) - timedelta(days=2)).isoformat()
    )
    [(_, body)] = mails_to(server, invite(room))
    assert room.code[:4] not in body and WORKSHOP["en"] not in body
    later = room.do("create_workshop", title="Autumn", starts_at="2032-09-01T06:00:00Z")["workshop_id"]
    room.do("create_workshop", title="Summer", starts_at="2032-06-01T06:00:00Z")
    assert "Summer" in mails_to(server, invite(room))[0][1]
    room.do("remove_workshop", workshop_id=later)
    assert "Autumn" not in mails_to(server, invite(room))[0][1]


def test_it_works_for_fourteen_days(server, room):
    link = link_to(server, invite(room))
    with database_of(server) as database, database.read() as session:
        kept = look_at_link(session, SECRET.search(link)[1])
    assert kept.expires_at - kept.created_at == timedelta(days=14)


@pytest.mark.parametrize("dead", ["used", "late"])
def test_a_dead_invitation_says_so_and_sends_a_new_link_without_asking_for_the_address(server, room, dead):
    email, visitor = invite(room), Visitor(server)
    path = path_of(server, link_to(server, email))
    if dead == "used":
        Visitor(server).submit(visitor.get(path), "link")
        words = ("It has been used already.", "The link of an invitation works once, for 14 days.")
    else:
        path = f"{new_link(server, email, minutes=0)}?next=/c/{room.slug}"
        words = ("It has expired.",)
    page = visitor.get(path)
    assert page.status_code == 404 and all(each in page.text for each in words)
    assert email not in page.text
    answer = visitor.submit(page, "send-again")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/sign-in/sent")
    assert email not in visitor.get("/sign-in/sent").text
    again = visitor.submit(visitor.get(path_of(server, link_to(server, email, 2))), "link")
    assert (again.status_code, again.headers["Location"]) == (303, f"/c/{room.slug}")
    assert visitor.me()["email"] == email


def test_old_links_are_sent_anew_ten_times_an_hour_and_unknown_ones_answer_alike(server, room):
    visitor, email = Visitor(server), invite(room)
    secret = new_link(server, email, minutes=0).rsplit("/", 1)[1]
    answers = [visitor.post("/sign-in", {"link": made, "next": "/"}) for made in (secret, "never-made")]
    assert [(each.status_code, each.headers.get("Location")) for each in answers] == [(303, "/sign-in/sent")] * 2
    assert [visitor.post("/sign-in", {"link": secret}).status_code for _ in range(10)][-1] == 429


def test_who_was_removed_before_the_letter_was_written_gets_none_and_the_link_lets_nobody_back_in(server, room):
    email = invite(room)
    them = next(each for each in room.lead.snapshot(room.slug)["participants"] if each["name"] == email.split("@")[0])
    room.do("remove_participant", participant_id=them["id"])
    visitor = Visitor(server)
    visitor.submit(visitor.get(path_of(server, link_to(server, email))), "link")
    assert visitor.get(f"/c/{room.slug}").status_code == 404


def test_the_settings_say_to_whom_the_invitation_was_sent(server, room):
    lead, email = Visitor(server), f"{uuid4().hex[:12]}@example.org"
    lead.submit(lead.get(new_link(server, "facilitator@example.org")), "link")
    lead.post("/language", {"lang": "en", "page": "/"})
    page = lead.get(f"/c/{room.slug}/settings")
    assert lead.submit(page, "invite_participant", email=f" {email} ", lang="sv").status_code == 303
    assert f"Invitation sent: {email}" in lead.get(f"/c/{room.slug}/settings").text
    assert "Hej!" in mails_to(server, email)[0][1] if link_to(server, email) else False


def test_the_command_line_prints_a_link_of_the_same_kind(server, room):
    email, visitor = f"{uuid4().hex[:12]}@example.org", Visitor(server)
    printed = server.cli("invite", "--consultation", room.slug, "--email", email).strip()
    answer = visitor.submit(visitor.get(path_of(server, printed)), "link")
    assert answer.headers["Location"] == f"/c/{room.slug}"
    assert mails_to(server, email) == []
