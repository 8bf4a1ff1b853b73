"""A real consultation goes in through the commands, and comes out with the figures that it had."""

from collections import Counter

import pytest

from tests.biodiversity import source
from tests.biodiversity.load import load, name_of
from workshop.db import Database
from workshop.engine.request_state import place_of
from workshop.migrating import migrate
from workshop.operations.installing import install
from workshop.queries.snapshot import snapshot

OPINIONS = ("agree", "pass", "disagree")


@pytest.fixture(scope="module")
def loaded(tmp_path_factory):
    """What was loaded into a database of its own, and the facilitator's snapshot of it."""
    url = f"sqlite:///{tmp_path_factory.mktemp('biodiversity') / 'workshop.sqlite'}"
    migrate(url)
    database = Database(url)
    try:
        database.write(install)
        made = load(database)
        print(f"\n{made.ballots} ballots in {made.seconds:.0f} s: {made.ballots / made.seconds:.0f} per second")
        with database.read() as session:
            yield made, snapshot(session, *place_of(session, made.slug, made.facilitator_id))
    finally:
        database.dispose()


# One load is enough for all of them.
pytestmark = pytest.mark.xdist_group("biodiversity")


def test_every_voter_and_every_goal_is_there(loaded):
    made, seen = loaded
    voters = {vote.voter for vote in source.votes()}
    members = {person["name"] for person in seen["participants"] if person["role"] == "member"}
    assert members == {name_of(voter) for voter in voters}
    assert len(members) == 536
    assert made.votes == 29_802
    # One ballot each, and one for each vote that was changed later.
    assert made.ballots == 536 + 83
    assert len(seen["goals"]) == len(made.goals) == 316
    assert list(made.goals.values()) == sorted(made.goals.values())


def test_each_goal_says_what_its_author_proposed(loaded):
    made, seen = loaded
    titles = {goal["id"]: goal["title"]["en"] for goal in seen["goals"]}
    people = {person["id"]: person["name"] for person in seen["participants"]}
    authors = {a["thing_id"]: people[a["participant_id"]] for a in seen["authorships"] if a["kind"] == "goal"}
    proposals = source.proposals()
    assert {each.number: titles[made.goals[each.number]] for each in proposals} == {
        each.number: " ".join(each.text.split()) for each in proposals
    }
    assert {each.number: authors[made.goals[each.number]] for each in proposals} == {
        each.number: name_of(each.author) for each in proposals
    }
    assert len(set(authors.values())) == 97


def test_the_ballots_equal_the_final_matrix_cell_by_cell(loaded):
    made, seen = loaded
    ballots = {b["name"]: b["choices"] for b in seen["tallies"][str(made.round_id)]["ballots"]}
    matrix = source.final_matrix()
    assert len(ballots) == len(matrix) == 536
    cells = 0
    for voter, row in matrix.items():
        ballot = ballots[name_of(voter)]
        assert set(ballot) <= {str(goal) for goal in made.goals.values()}
        for proposal, goal in made.goals.items():
            assert ballot.get(str(goal)) == row.get(proposal), (voter, proposal)
            cells += str(goal) in ballot
    assert cells == 29_719


def test_the_tally_equals_the_final_matrix_and_a_recount_of_the_newest_votes(loaded):
    made, seen = loaded
    tally = seen["tallies"][str(made.round_id)]
    newest = {(vote.voter, vote.proposal): vote.opinion for vote in source.votes()}
    assert len(newest) == 29_719
    recount = Counter((proposal, opinion) for (_, proposal), opinion in newest.items())
    matrix = Counter((proposal, opinion) for row in source.final_matrix().values() for proposal, opinion in row.items())
    counted = {
        (proposal, opinion): tally["goals"][str(goal)][opinion]
        for proposal, goal in made.goals.items()
        for opinion in OPINIONS
    }
    every = {cell: recount[cell] for cell in counted}
    assert counted == every == {cell: matrix[cell] for cell in counted}
    assert sum(counted.values()) == 29_719
    assert tally["voters"] == 536
