"""Puts the real consultation of 2019 into a data directory, through the commands: python -m tests.biodiversity.load."""

import argparse
import time
import uuid
from dataclasses import dataclass
from pathlib import Path

from tests.biodiversity import source
from workshop.commands import Request, carry_out
from workshop.commands.founding import create_consultation
from workshop.commands.joining import join
from workshop.config import read_settings
from workshop.db import Database
from workshop.migrating import migrate
from workshop.operations.installing import install, make_administrator

FACILITATOR = "facilitator@example.org"
TITLE = "Protecting and restoring biodiversity"


@dataclass(frozen=True)
class Loaded:
    """What was loaded: ids as on the wire; goals by the number of their proposal; and how long the ballots took (s)."""

    slug: str
    facilitator_id: int
    round_id: int
    goals: dict[int, int]
    votes: int
    ballots: int
    seconds: float


def load(
    database: Database, folder: Path = source.SOURCE, *, secrecy: str = "named", one_by_one: bool = False
) -> Loaded:
    """Make the consultation, let everyone join, propose every goal, cast all votes, and close.

    With `one_by_one` each vote is a ballot of its own, in the order of its time; else they are put together.
    """
    leader = database.write(lambda session: make_administrator(session, FACILITATOR, "Facilitator").id)
    slug = create_consultation(database, leader, _key(), {"title": TITLE, "lang": "en"}).result["slug"]

    def answer(account_id, name, **arguments):
        return carry_out(database, account_id, Request(slug, name, _key(), arguments))

    def do(account_id, name, **arguments):
        return answer(account_id, name, **arguments).result

    theme = do(leader, "create_theme", title=TITLE)["theme_id"]
    code = answer(leader, "create_workshop", title="All voters").events[0].data["code"]
    proposals, votes = source.proposals(folder), source.votes(folder)
    numbers = {vote.voter for vote in votes} | {proposal.author for proposal in proposals}
    people = {voter: _join(database, code, voter) for voter in sorted(numbers)}

    proposing = do(leader, "create_round", kind="propose", title="Proposals")["round_id"]
    do(leader, "open_round", round_id=proposing)
    goals = {
        each.number: do(people[each.author], "propose_goal", theme_id=theme, title=each.text, lang="en")["goal_id"]
        for each in proposals
    }
    do(leader, "close_round", round_id=proposing)

    vote = {"kind": "vote", "method": "opinion", "secrecy": secrecy, "results": "at_close"}
    voting = do(leader, "create_round", title="Votes", **vote)["round_id"]
    do(leader, "open_round", round_id=voting)
    began = time.perf_counter()
    cast = [(each.voter, {each.proposal: each.opinion}) for each in votes] if one_by_one else together(votes)
    for voter, opinions in cast:
        choices = {str(goals[proposal]): opinion for proposal, opinion in opinions.items()}
        do(people[voter], "cast_ballot", round_id=voting, choices=choices)
    seconds = time.perf_counter() - began
    do(leader, "close_round", round_id=voting)
    return Loaded(slug, leader, voting, goals, len(votes), len(cast), seconds)


def together(votes: list[source.Vote]) -> list[tuple[int, dict[int, str]]]:
    """Put what each voter said of a proposal first into one ballot; what they said of it later is a ballot of its own.

    Gives (voter, opinions by proposal), in the order of their time.
    """
    first: dict[int, dict[int, str]] = {}
    changed = []
    for vote in votes:
        if vote.proposal in first.setdefault(vote.voter, {}):
            changed.append((vote.voter, {vote.proposal: vote.opinion}))
        else:
            first[vote.voter][vote.proposal] = vote.opinion
    return [*first.items(), *changed]


def name_of(voter: int) -> str:
    """The name under which a voter takes part."""
    return f"Voter {voter}"


def _join(database, code, voter):
    return join(database, {"code": code, "name": name_of(voter)}, _key(), account_id=None, lang="en").account.id


def _key():
    return str(uuid.uuid4())


def main() -> None:
    """Load into `--data`, and say how fast the votes went in."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the data directory; made where it is missing")
    parser.add_argument("--source", type=Path, default=source.SOURCE, help="where the files of the consultation are")
    parser.add_argument("--secrecy", choices=["named", "confidential"], default="named")
    parser.add_argument("--one-by-one", action="store_true", help="each vote is a ballot of its own, as it was cast")
    given = parser.parse_args()
    settings = read_settings(data=str(given.data))
    migrate(settings.database_url)
    database = Database(settings.database_url)
    try:
        database.write(install)
        loaded = load(database, given.source, secrecy=given.secrecy, one_by_one=given.one_by_one)
    finally:
        database.dispose()
    rate = loaded.ballots / loaded.seconds
    print(f"/c/{loaded.slug}: {len(loaded.goals)} goals, {loaded.votes} votes at {rate:.0f} ballots per second")


if __name__ == "__main__":
    main()
