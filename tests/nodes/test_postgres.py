"""The throwaway PostgreSQL is a real one: durable, empty for each test, and kept by a role without powers."""

import contextlib
import time


def test_each_database_is_fresh_and_quickly_made(postgres):
    origin = postgres.create()
    with contextlib.closing(postgres.connect(origin, user="workshop")) as connection:
        connection.execute("CREATE TABLE goal (id int)")
    began = time.monotonic()
    one, other = postgres.create(origin), postgres.create(origin)
    assert time.monotonic() - began < 10
    with contextlib.closing(postgres.connect(one, user="workshop")) as connection:
        connection.execute("INSERT INTO goal VALUES (1)")
    with contextlib.closing(postgres.connect(other, user="workshop")) as connection:
        assert connection.execute("SELECT count(*) FROM goal").fetchone() == (0,)
    for name in (one, other, origin):
        postgres.drop(name)


def test_it_waits_for_the_disk_and_its_owner_is_no_superuser(postgres):
    with contextlib.closing(postgres.connect(user="workshop")) as connection:
        assert connection.execute("SHOW fsync").fetchone() == ("on",)
        assert connection.execute("SHOW synchronous_commit").fetchone() == ("on",)
        powers = connection.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        assert powers.fetchone() == (False,)
