"""Sign-in links work once and not late; a guest who attaches an address keeps everything."""

from datetime import timedelta
from uuid import uuid4

import pytest
from gevent.pool import Pool
from sqlalchemy import select, update

from tests.commands.hall import Hall
from workshop.db import Database, database_now
from workshop.errors import Conflict, Invalid, NotFound
from workshop.identity import by_token, sign_token
from workshop.models import MAIL_ISSUER, Account, Job, SignInLink
from workshop.operations.people.accounts import (
    ask_for_link,
    code_of,
    make_link,
    make_token,
    sign_out_everywhere,
    type_code,
    use_link,
)
from workshop.operations.people.sign_ins import account_of, may_sign_in
from workshop.queries.sign_in_links import look_at_link

SECRET_KEY = "a key that only these tests have, long enough"


def address() -> str:
    """An address that nobody has yet."""
    return f"{uuid4()}@example.org"


def link(database: Database, email: str, **more) -> str:
    """Make a link's secret."""
    return database.write(lambda session: make_link(session, email, **more))


def use(database: Database, secret: str, here: int | None = None) -> int | None:
    """Use a link, perhaps as an account, and return the account that it signs in, if it signs one in."""

    def work(session):
        account = use_link(session, secret, here)
        return account and account.id

    return database.write(work)


def attach(database: Database, account: int, email: str) -> int:
    """Attach an address to an account, as the link in the mail does in the browser that asked."""
    return use(database, link(database, email, account_id=account), account)


def typed(database: Database, account: int, code: str) -> bool:
    """Type a code as an account, and tell whether it was the right one."""
    return database.write(lambda session: type_code(session, account, code) is not None)


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


@pytest.mark.parametrize("where", ["nobody", "another"])
def test_what_is_confirmed_elsewhere_attaches_nothing_and_its_code_does_so_where_it_was_asked(hall, database, where):
    email, here = address(), {"nobody": None, "another": hall.ville}[where]
    secret = link(database, email, account_id=hall.aino)
    assert use(database, secret, here) is None
    with pytest.raises(NotFound):
        use(database, secret, hall.aino)
    assert emails(database, hall.aino, hall.ville) == [None, None]
    assert not typed(database, hall.ville, code_of(secret)), "nobody else can type it"
    assert typed(database, hall.aino, code_of(secret))
    assert emails(database, hall.aino, hall.ville) == [email, None]
    assert not typed(database, hall.aino, code_of(secret)), "nor anybody twice"


def test_a_code_has_five_tries_however_many_come_at_once(hall, database):
    secret = link(database, address(), account_id=hall.aino)
    use(database, secret)
    wrong = f"{(int(code_of(secret)) + 1) % 1_000_000:06}"
    assert not any(Pool(20).map(lambda _: typed(database, hall.aino, wrong), range(20)))
    assert not typed(database, hall.aino, code_of(secret))
    with database.read() as session:
        tries = session.scalars(select(SignInLink.code_tries).where(SignInLink.account_id == hall.aino)).all()
    assert tries == [5]


def test_a_code_is_short_lived(hall, database):
    secret = link(database, address(), account_id=hall.aino)
    use(database, secret)
    past = database.write(database_now) - timedelta(seconds=1)
    own = SignInLink.account_id == hall.aino
    database.write(lambda session: session.execute(update(SignInLink).where(own).values(code_ends_at=past)) and None)
    assert not typed(database, hall.aino, code_of(secret))


def test_older_links_of_an_account_end_when_a_newer_one_is_used_and_so_do_their_codes(hall, database):
    email = address()
    asked = [link(database, address(), account_id=hall.aino) for _ in range(2)]
    for secret in asked:
        use(database, secret)
    assert not typed(database, hall.aino, code_of(asked[0]))
    attach(database, hall.aino, email)
    assert not typed(database, hall.aino, code_of(asked[1]))
    # A day of an invitation and two of signing in: what is older than the one that is used works no more.
    older, used, newer = (link(database, email, minutes=minutes) for minutes in (20_160, 20, 20))
    other = link(database, attached(database, hall.ville))
    assert use(database, used) == hall.aino
    with pytest.raises(NotFound):
        use(database, older)
    assert use(database, other) == hall.ville, "links of others are as they were"
    assert use(database, newer) == hall.aino


def test_a_link_that_was_asked_for_before_the_account_had_an_address_gives_it_no_other(hall, database):
    first, second = (link(database, address(), account_id=hall.aino) for _ in range(2))
    use(database, first, hall.aino)
    had = emails(database, hall.aino)
    with pytest.raises(Conflict):
        use(database, second, hall.aino)
    assert emails(database, hall.aino) == had


def test_asking_for_a_link_does_the_same_for_a_known_and_an_unknown_address(hall: Hall, database):
    known, unknown = address(), address()
    attach(database, hall.aino, known)
    answers = [database.write(lambda session, to=to: ask_for_link(session, to)) for to in (known, unknown)]
    assert answers == [None, None]
    # The worker finds out which of the two there is, when nobody waits for the answer.
    with database.read() as session:
        orders = list(session.scalars(select(Job.arguments).where(Job.name == "sign_in_link").order_by(Job.id)))[-2:]
    assert [order["email"] for order in orders] == [known, unknown]
    assert {**orders[0], "email": None} == {**orders[1], "email": None}
    with pytest.raises(Invalid):
        database.write(lambda session: ask_for_link(session, "not an address"))


def emails(database: Database, *accounts: int) -> list[str | None]:
    """Return the addresses of accounts."""
    with database.read() as session:
        return [session.get(Account, account).email for account in accounts]


def attached(database: Database, account: int) -> str:
    """Give an account an address of its own."""
    email = address()
    attach(database, account, email)
    return email


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


def test_an_attached_address_is_one_of_the_ways_in_which_the_account_is_signed_in_to(hall: Hall, database):
    email, provider = address(), "https://id.kunta.example"
    attach(database, hall.aino, email)

    def allow(session):
        account, now = session.get(Account, hall.aino), database_now(session)
        for subject in ("aino-1", "Aino-1"):
            may_sign_in(session, account, provider, subject, now)
        # Who has a sign-in keeps it.
        may_sign_in(session, session.get(Account, hall.ville), provider, "aino-1", now)

    database.write(allow)
    with database.read() as session:
        for issuer, subject in ((MAIL_ISSUER, email), (provider, "aino-1"), (provider, "Aino-1")):
            assert account_of(session, issuer, subject).id == hall.aino
        assert account_of(session, provider, email) is account_of(session, provider, "AINO-1") is None
