"""Inviting tells neither whether an address is known nor whose it is."""

import pytest
from sqlalchemy import Engine, event, select

from tests.commands.hall import Hall, found
from tests.mail.conftest import address, attach
from workshop.errors import Conflict
from workshop.models import Account, Participant
from workshop.operations.people.accounts import make_link, use_link
from workshop.queries.invitations import invitation_of

# What is asked here is the same on each database; what is counted is asked of both.
pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True, scope="session")
KINDS = ("unknown", "guest elsewhere", "facilitator elsewhere", "here by the code", "left", "removed")


def someone(hall: Hall, kind: str) -> str:
    """Make a person of a kind, called Matti, and return their address."""
    email = address()
    if kind == "unknown":
        return email
    where = found(hall.database) if "elsewhere" in kind else hall
    if kind == "facilitator elsewhere":
        where.do(where.lead, "invite_participant", email=email, name="Matti", role="facilitator", lang="sv")
        return email
    account = where.join("Matti")
    attach(hall.database, account, email)
    if kind == "left":
        hall.do(account, "leave")
    if kind == "removed":
        hall.do(hall.lead, "remove_participant", participant_id=hall.participant(account))
    return email


def account_of(hall: Hall, email: str) -> Account:
    """The account of an address."""
    with hall.database.read() as session:
        return session.scalar(select(Account).where(Account.email == email))


def told(answer, email: str) -> list:
    """What an answer tells, without the numbers that each thing has of its own."""
    named = email.partition("@")[0]
    own = ("id", "key", "revision", "joined_at")
    return [
        (each.name, each.audience, {name: value for name, value in each.data.items() if name not in own})
        for each in answer.events
        if each.data["name"] == named
    ]


@pytest.fixture
def expected(hall) -> list:
    """What inviting an address that nobody has tells."""
    return invite(hall, address())


def invite(hall: Hall, email: str) -> list:
    """Invite an address and return all that this tells the facilitator: the answer, the list, a second invitation, and
    what a removal and another invitation give.
    """
    before = hall.seen()
    answer = hall.ask(hall.lead, "invite_participant", email=email)
    number = answer.result["participant_id"]
    assert number > max(each["id"] for each in before["participants"])
    with pytest.raises(Conflict) as again:
        hall.do(hall.lead, "invite_participant", email=f" {email.upper()}")
    hall.do(hall.lead, "remove_participant", participant_id=number)
    anew = hall.ask(hall.lead, "invite_participant", email=email)
    assert anew.result["participant_id"] == number
    after = hall.seen()
    untouched = [each for each in after["participants"] if each["id"] != number]
    new = next(each for each in after["participants"] if each["id"] == number)
    shown = {name: value for name, value in new.items() if name not in ("id", "key", "revision", "joined_at")}
    assert shown.pop("name") == email.partition("@")[0]
    return [
        [(name, audience, {**data, "name": ""}) for name, audience, data in (*told(answer, email), *told(anew, email))],
        sorted(answer.result),
        again.value.reason,
        shown,
        untouched == before["participants"],
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_inviting_an_address_tells_the_same_whosever_it_is(hall, expected, kind):
    assert invite(hall, someone(hall, kind)) == expected


@pytest.mark.parametrize("kind", ["unknown", "guest elsewhere", "facilitator elsewhere"])
def test_the_same_statements_are_run_whether_or_not_an_address_is_known(hall, kind):
    statements, email, plain = [], someone(hall, kind), address()

    def note(connection, cursor, statement, *more):
        statements[-1].append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    for each in (plain, email):
        statements.append([])
        hall.do(hall.lead, "invite_participant", email=each)
    event.remove(Engine, "before_cursor_execute", note)
    assert statements[0] == statements[1]


@pytest.mark.parametrize("kind", KINDS)
def test_the_letter_goes_out_in_each_case_and_its_link_leads_in_as_oneself(hall, kind):
    email = someone(hall, kind)
    number = hall.do(hall.lead, "invite_participant", email=email, role="observer")["participant_id"]
    with hall.database.read() as session:
        letter = invitation_of(session, number, hall.participant(hall.lead))
    assert letter.email == email
    assert letter.lang == account_of(hall, email).lang
    secret = hall.database.write(lambda session: make_link(session, email))
    account = hall.database.write(lambda session: use_link(session, secret).id)
    me = hall.seen(account)["me"]["participant"]
    by_code = kind == "here by the code"
    assert me["role"] == ("member" if by_code else "observer")
    assert me["name"] == ("Matti" if kind in ("here by the code", "left", "removed") else email.partition("@")[0])
    current = [each for each in hall.seen()["participants"] if not each.get("removed")]
    # Whoever takes part already does so under the same number, and the invitation beside them stays as it was.
    assert [each["id"] for each in current if each.get("invited")] == ([number] if by_code else [])
    assert me["id"] in [each["id"] for each in current]
    assert not me["invited"]


def test_who_came_back_by_an_invitation_is_invited_once(hall):
    email = someone(hall, "left")
    hall.do(hall.lead, "invite_participant", email=email)
    secret = hall.database.write(lambda session: make_link(session, email))
    hall.database.write(lambda session: use_link(session, secret).id)
    with pytest.raises(Conflict):
        hall.do(hall.lead, "invite_participant", email=email)
    with hall.database.read() as session:
        [found_] = session.scalars(select(Participant).where(Participant.invited_as == email)).all()
    assert found_.account_id == account_of(hall, email).id
