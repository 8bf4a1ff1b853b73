"""What the database engine remembers does not join a voter and a choice, once the forgetting has been done."""

import json

from sqlalchemy import select

from tests.secrecy.attacker import caught
from workshop.fields import canonical
from workshop.models import CommandKey, DetachedBallot, Event, Job, RollEntry, Tally


def test_after_the_forgetting_the_attacker_does_no_better_than_chance(election, remember):
    votes, round_id = election.votes, election.round_id
    assert caught(remember(votes, round_id), votes, round_id)
    election.purge()
    remains = remember(votes, round_id)
    assert caught(remains, votes, round_id) == set()
    # The attacker had something to try: both sides are there in full.
    assert {trace.who for trace in remains.voters} >= {vote.participant_id for vote in votes}
    assert {trace.who for trace in remains.ballots} == set(range(len(votes)))


def test_each_ballot_stands_once_and_nowhere_else(election, remember):
    election.purge()
    votes, round_id = election.votes, election.round_id
    with election.database.read() as session:
        kept = session.scalars(select(DetachedBallot.choices).where(DetachedBallot.round_id == round_id)).all()
        voted = session.scalars(select(RollEntry.participant_id).where(RollEntry.round_id == round_id)).all()
    assert sorted(map(canonical, kept)) == sorted(canonical(vote.choices) for vote in votes)
    assert sorted(voted) == sorted(vote.participant_id for vote in votes)
    remains = remember(votes, round_id)
    for source in {trace.source for trace in remains.ballots}:
        assert sorted(trace.who for trace in remains.ballots if trace.source == source) == list(range(len(votes)))


def test_keys_journal_and_jobs_hold_neither_choices_nor_fingerprints(election):
    with election.database.read() as session:
        before = session.scalars(select(Job)).all()
        assert {job.name for job in before} == {"forget"}
        assert {json.dumps(job.arguments) for job in before} == {json.dumps({"round_id": election.round_id})}
    election.purge()
    with election.database.read() as session:
        assert session.scalars(select(Job)).all() == []
        keys = session.scalars(select(CommandKey).where(CommandKey.round_id == election.round_id)).all()
        assert {key.key for key in keys} == {vote.key for vote in election.votes}
        for key in keys:
            assert key.fingerprint is None
            assert key.result == {"round_id": election.round_id, "version": 1}
        journal = "\n".join(json.dumps(event.data) for event in session.scalars(select(Event)))
        assert '"agree"' not in journal and '"disagree"' not in journal
        tally = session.get(Tally, election.round_id)
        assert tally is None or "choices" not in json.dumps([tally.figures, tally.breakdowns])
