"""Running sums move by one ballot, so there are none where a ballot is anybody's secret, also not for a moment."""

from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import select, text, update

from tests.secrecy.attacker import caught
from tests.secrecy.election import VOTERS, Election
from workshop.models import Counting, RollEntry

THRESHOLD = 5


def ever_written(election: Election) -> bool:
    """Whether anything ever stood among the running sums, as rows or in what the database engine still remembers."""
    with election.database.read() as session:
        rows = session.scalar(text("SELECT count(*) FROM running_sum"))
        if election.url.startswith("sqlite"):
            # Whoever writes a row and deletes it leaves a page of the log behind, if nothing else.
            log = Path(f"{election.url.removeprefix('sqlite:///')}-wal").read_bytes()
            return bool(rows) or b"changes" in log
        return bool(rows) or session.scalar(text("SELECT pg_relation_size('running_sum')")) > 0


@pytest.mark.parametrize("secrecy", ["confidential", "secret"])
def test_no_step_of_a_confidential_or_secret_round_is_stored(url, tmp_path, remember, secrecy):
    with closing(Election(url, tmp_path, secrecy, live=True)) as election:
        assert election.moves == (VOTERS // THRESHOLD if secrecy == "confidential" else 0)
        assert not ever_written(election)
        election.end()
        with election.database.read() as session:
            assert session.get(Counting, election.round_id) is None
        assert not ever_written(election)
        election.purge()
        assert caught(remember(election.votes, election.round_id), election.votes, election.round_id) == set()


def test_after_the_close_the_roll_does_not_tell_which_ballots_the_last_live_figures_lacked(url, tmp_path):
    with closing(Election(url, tmp_path, "confidential", live=True)) as election:
        last = [vote.participant_id for vote in election.votes[-3:]]
        own = RollEntry.round_id == election.round_id
        lacked = update(RollEntry).where(own, RollEntry.participant_id.in_(last)).values(counted=0)
        election.database.write(lambda session: session.execute(lacked))
        election.end()
        with election.database.read() as session:
            marks = session.execute(select(RollEntry.version, RollEntry.counted).where(own)).all()
        assert [tuple(mark) for mark in marks] == [(1, 1)] * VOTERS


def test_a_named_round_has_steps_and_the_attacker_finds_them(url, tmp_path):
    with closing(Election(url, tmp_path, "named", live=True)) as election:
        assert election.moves == VOTERS
        assert ever_written(election)
