"""The attacker: has all that a database remembers and tries in every known way to join voters and ballots."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field

from tests.secrecy.election import Vote
from workshop.engine.request import Request, fingerprint_of

# Of people who are paired by luck one is right in the mean, and nine or more are once in a million times.
LUCK = 9
# Two orders that know nothing of each other agree so far once in a million times.
CHANCE_AGREEMENT = 0.75


@dataclass(frozen=True)
class Trace:
    """One place where a voter or a ballot was found.

    `who` is the participant's id or the ballot's number among the votes; `marks` are what was found beside it,
    such as the transaction or the place, `page` the part of a file within which places can be compared.
    """

    source: str
    who: int
    marks: dict[str, int]
    page: int = 0


@dataclass
class Remembered:
    """All that was found in one database about one round."""

    voters: list[Trace] = field(default_factory=list)
    ballots: list[Trace] = field(default_factory=list)
    raw: bytes = b""
    fingerprints: dict[int, str | None] = field(default_factory=dict)


def caught(remembered: Remembered, votes: list[Vote], round_id: int) -> set[str]:
    """Return the attacks that tell better than chance who cast what, each by a name that says how."""
    truth = {vote.participant_id: number for number, vote in enumerate(votes)}
    found = set()
    for how, guess in _guesses(remembered, votes, round_id):
        if sum(truth.get(voter) == ballot for voter, ballot in guess.items()) >= LUCK:
            found.add(how)
    for how, agreement in _agreements(remembered, truth):
        if abs(agreement) > CHANCE_AGREEMENT:
            found.add(how)
    return found


def _guesses(remembered, votes, round_id) -> Iterator[tuple[str, dict[int, int]]]:
    hashes = [fingerprint(vote, round_id) for vote in votes]
    yield "fingerprint", {who: hashes.index(one) for who, one in remembered.fingerprints.items() if one in hashes}
    if any(one.encode() in remembered.raw for one in hashes):
        yield "fingerprint somewhere", {vote.participant_id: number for number, vote in enumerate(votes)}
    for voters, ballots, v, b in _sources(remembered):
        where = f"{voters[0].source}/{v} and {ballots[0].source}/{b}"
        if v == b:
            yield f"equal: {where}", _by_equality(voters, ballots, v)
            for after in (True, False):
                yield f"next: {where}", _by_nearness(voters, ballots, v, after=after)
        for first in (True, False):
            in_order = _order(voters, v, first=True), _order(ballots, b, first=first)
            yield f"order: {where}", dict(zip(*in_order, strict=False))
            yield f"order: {where}", dict(zip(in_order[0], reversed(in_order[1]), strict=False))


def _agreements(remembered, truth):
    """How far the order of the voters agrees with that of their ballots (Kendall's tau, within pages)."""
    for voters, ballots, v, b in _sources(remembered):
        for pick in (min, max):
            place = {who: pick(t.marks[v] for t in own) for who, own in _by_who(voters).items()}
            known = {who: pick(own, key=lambda t: t.marks[b]) for who, own in _by_who(ballots).items()}
            found = [(voter, number) for voter, number in truth.items() if voter in place and number in known]
            pairs = [(place[voter], known[number]) for voter, number in found]
            signs = [
                _sign(one[0] - other[0]) * _sign(one[1].marks[b] - other[1].marks[b])
                for one, other in itertools.combinations(pairs, 2)
                if one[1].page == other[1].page
            ]
            if len(pairs) > len(truth) / 2 and len(signs) > len(truth):
                how = f"order: {voters[0].source}/{v} and {ballots[0].source}/{b}"
                yield how, sum(signs) / len(signs)


def _sources(remembered):
    for voters, ballots in itertools.product(_by_source(remembered.voters), _by_source(remembered.ballots)):
        for v, b in itertools.product(voters[0].marks, ballots[0].marks):
            yield voters, ballots, v, b


def _by_equality(voters, ballots, mark):
    alone = {value: own[0].who for value, own in _grouped(ballots, mark).items() if len({t.who for t in own}) == 1}
    return {t.who: alone[t.marks[mark]] for t in voters if t.marks[mark] in alone}


def _by_nearness(voters, ballots, mark, *, after):
    """Pair each voter with the ballot whose mark is the next one after theirs, or before it."""
    way = 1 if after else -1
    guess = {}
    for trace in voters:
        further = [each for each in ballots if way * (each.marks[mark] - trace.marks[mark]) > 0]
        if further:
            guess[trace.who] = min(further, key=lambda each: way * each.marks[mark]).who
    return guess


def _order(traces, mark, *, first):
    pick = min if first else max
    places = {who: pick(t.marks[mark] for t in own) for who, own in _by_who(traces).items()}
    return sorted(places, key=places.get)


def _by_source(traces):
    return [list(own) for _, own in itertools.groupby(sorted(traces, key=lambda t: t.source), lambda t: t.source)]


def _by_who(traces):
    grouped: dict[int, list[Trace]] = {}
    for trace in traces:
        grouped.setdefault(trace.who, []).append(trace)
    return grouped


def _grouped(traces, mark):
    grouped: dict[int, list[Trace]] = {}
    for trace in traces:
        grouped.setdefault(trace.marks[mark], []).append(trace)
    return grouped


def _sign(number):
    return (number > 0) - (number < 0)


def fingerprint(vote: Vote, round_id: int) -> str:
    """Return the hash of the arguments that a vote was sent with: whoever guesses the ballot can make it too."""
    return fingerprint_of(Request("", "cast_ballot", vote.key, {"round_id": round_id, "choices": vote.choices}))
