"""Sign-in links work once and not late; a guest who attaches an address keeps everything."""

from uuid import uuid4

import pytest

from tests.commands.hall import Hall
from workshop.commands.accounts import ask_for_link, look_at_link, make_link, make_token, sign_out_everywhere, use_link
from workshop.commands.jobs import claim
from workshop.db import Database, database_now
from workshop.errors import Conflict, Invalid, NotFound
from workshop.identity import by_token, sign_token
from workshop.models import Account

SECRET_KEY = "a key that only these tests have, long enough"


def address() -> str:
    """An address that nobody has yet."""
    return f"{uuid4()}@example.org"


def link(database: Database, email: str, **more) -> str:
    """Make a link's secret."""
    return database.write(lambda session: make_link(session, email, **more))


def use(database: Database, secret: str) -> int:
    """Use a link and return the account that it signs in."""
    return database.write(lambda session: use_link(session, secret).id)


def attach(database: Database, account: int, email: str) -> int:
    """Attach an address to an account, as the link in the mail does."""
    return use(database, link(database, email, account_id=account))


def test_a_link_signs_in_once(hall: Hall, database):
    email = address()
    attach(database, hall.aino, email)
    secret = link(database, email)
    for _ in range(2):
        # Mail scanners follow links, so looking does not use it up.
        assert database.write(lambda session: look_at_link(session, secret) is not None)
    assert use(database, secret) == hall.aino
    with pytest.raises(NotFound):
        use(database, secret)
    assert database.write(lambda session: look_at_link(session, secret)) is None


@pytest.mark.parametrize("minutes", [0, -1])
def test_a_late_link_signs_nobody_in(hall: Hall, database, minutes):
    email = address()
    attach(database, hall.aino, email)
    with pytest.raises(NotFound):
        use(database, link(database, email, minutes=minutes))


def test_an_unknown_link_and_a_link_of_an_unknown_address_sign_nobody_in(database):
    for secret in ("", "x" * 43, link(database, address())):
        with pytest.raises(NotFound):
            use(database, secret)


def test_a_guest_attaches_an_address_and_keeps_everything(hall: Hall, database):
    hall.opened("propose")
    goal = hall.do(hall.aino, "propose_goal", theme_id=hall.theme, title="Lähijuna")["goal_id"]
    voting = hall.opened("vote", secrecy="confidential")
    hall.cast(hall.aino, voting, **{f"g{goal}": 1})
    before, email = hall.seen(hall.aino), address()
    assert attach(database, hall.aino, email) == hall.aino
    after = hall.seen(hall.aino)
    assert after["me"] == before["me"]
    assert after["me"]["mine"]["goals"] == [goal]
    assert after["me"]["ballots"] == {str(voting): {str(goal): 1}}
    # On another device, the address alone finds the same person.
    assert use(database, link(database, email.upper())) == hall.aino
    assert hall.join("Aino", account=hall.aino) == hall.aino
    assert hall.seen(hall.aino)["me"]["participant"]["id"] == before["me"]["participant"]["id"]


def test_an_address_belongs_to_one_account(hall: Hall, database):
    email = address()
    attach(database, hall.aino, email)
    with pytest.raises(Conflict):
        attach(database, hall.ville, email)
    assert attach(database, hall.aino, email) == hall.aino
    assert use(database, link(database, email)) == hall.aino
    with database.read() as session:
        assert session.get(Account, hall.ville).email is None


def test_asking_for_a_link_does_the_same_for_a_known_and_an_unknown_address(hall: Hall, database):
    known, unknown = address(), address()
    attach(database, hall.aino, known)
    answers = [database.write(lambda session, to=to: ask_for_link(session, to)) for to in (known, unknown)]
    assert answers == [None, None]
    # The worker finds out which of the two there is, when nobody waits for the answer.
    orders = [job.arguments for job in database.write(claim) if job.name == "sign_in_link"]
    assert [order["email"] for order in orders] == [known, unknown]
    assert {**orders[0], "email": None} == {**orders[1], "email": None}
    with pytest.raises(Invalid):
        database.write(lambda session: ask_for_link(session, "not an address"))


def test_signing_out_ends_every_token_of_the_account_alone(hall: Hall, database):
    def token(account):
        row = database.write(lambda session: make_token(session, session.get(Account, account), database_now(session)))
        return sign_token(SECRET_KEY, row)

    def known(bearer):
        return by_token(database, SECRET_KEY, bearer) is not None

    ainos, villes = [token(hall.aino), token(hall.aino)], token(hall.ville)
    assert [known(bearer) for bearer in (*ainos, villes)] == [True] * 3
    database.write(lambda session: sign_out_everywhere(session, hall.aino))
    assert [known(bearer) for bearer in (*ainos, villes)] == [False, False, True]
    assert by_token(database, SECRET_KEY + "x", villes) is None
