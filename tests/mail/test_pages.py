"""What people see of the limits on mails: a guest's letters say nothing that a guest wrote; refusals say what helps."""

from uuid import uuid4

import pytest

from tests.entry.visitor import Visitor, link_to, mails_to
from tests.faults.room import Room
from tests.mail.conftest import address

# Letters and pages stand above the engines; the counts have tests on both.
pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True, scope="module")
LURE = "Win a prize at lure.example"
WAITS = {
    "en": ("Guests who lead can invite only a few", "or try again in "),
    "fi": ("Vieraana osallistuva vetäjä voi kutsua", "minuutin päästä."),
    "sv": ("En workshopledare som deltar som gäst", "försök igen om "),
}


@pytest.fixture
def room(shared_in_process):
    room = Room(shared_in_process)
    yield room
    room.close()


def promoted(room: Room, visitor: Visitor, name: str) -> None:
    """Let a browser join as a guest and be made a facilitator."""
    joined = visitor.submit(visitor.get(f"/join/{room.code}"), "join", name=name)
    assert joined.status_code == 303, joined.text
    people = room.lead.snapshot(room.slug)["participants"]
    number = next(each["id"] for each in people if each.get("name") == name)
    room.do("change_participant", participant_id=number, role="facilitator")


def test_a_promoted_guest_writes_to_few_strangers_and_in_no_words_of_their_own(shared_in_process, room):
    guest = Visitor(shared_in_process)
    promoted(room, guest, LURE)
    page = guest.get(f"/c/{room.slug}/settings")
    assert "A guest can invite only a few people" in page.text
    room.do("edit_consultation", title=LURE)
    room.do("edit_workshop", workshop_id=room.workshop_id, title=LURE, starts_at="2035-06-01T06:00:00Z")
    sent = [address() for _ in range(12)]
    answers = [guest.submit(page, "invite_participant", email=email, key=str(uuid4())) for email in sent]
    assert [answer.status_code for answer in answers] == [303] * 10 + [429] * 2
    for lang, words in WAITS.items():
        guest.post("/language", {"lang": lang, "page": "/"})
        refused = guest.submit(page, "invite_participant", email=sent[11], name="Liisa", key=str(uuid4()))
        assert refused.status_code == 429 and all(each in refused.text for each in words), refused.text
        typed = dict(guest.fill(refused, "invite_participant")[1])
        assert (typed["email"], typed["name"]) == (sent[11], "Liisa")
    link_to(shared_in_process, sent[9])
    for email in sent[:10]:
        [(subject, body)] = mails_to(shared_in_process, email)
        assert subject in ("Kutsu kuulemiseen", "Invitation to a consultation")
        assert "lure" not in subject + body and "prize" not in body
    assert mails_to(shared_in_process, sent[11]) == []


def test_a_guest_who_leads_is_not_offered_a_consultation_of_their_own(shared_in_process, room):
    guest = Visitor(shared_in_process)
    promoted(room, guest, "Vieras")
    lobby = guest.get("/")
    assert room.slug in lobby.text and "create_consultation" not in lobby.text
    headers = {"Sec-Fetch-Site": "same-origin", "Idempotency-Key": str(uuid4())}
    url = f"{shared_in_process.url}/api/v1/do/create_consultation"
    answer = guest.http.post(url, json={"title": "Mine"}, headers=headers, timeout=30)
    assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")


def test_a_program_is_told_how_long_to_wait(shared_in_process, room):
    email = address()
    for _ in range(10):
        assert Visitor(shared_in_process).post("/sign-in", {"email": email}).status_code == 303
    answer = room.lead.do(room.slug, "invite_participant", email=f"  {email.upper()}\u200b")
    assert (answer.status_code, answer.json()["code"]) == (429, "too_many")
    assert 0 < int(answer.headers["Retry-After"]) <= 3600
