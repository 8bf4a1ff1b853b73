"""The gate of results: what may be known of a vote, and when."""

from workshop.policy.words import (
    AT_CLOSE,
    CLOSED,
    CONFIDENTIAL,
    LIVE,
    NAMED,
    ON_REVEAL,
    OPEN,
    PAPER_OPEN,
    REVEALED,
    SECRET,
    THRESHOLD,
    VOTE,
)
from workshop.protocols import VotingRound

# So many ballots of a named round are told with its figures, the first by the names of their voters; files have all.
# It is more than a hall holds: a snapshot of a country's ballots would be megabytes for each of those who fetch it.
MOST_BALLOTS = 2_000


def results_visible(round_: VotingRound) -> bool:
    """The one gate of results: whether the tally of a voting round may be shown to anybody at all.

    It reads the stored phase: between the closing time and the counting nobody sees results. Facilitators see no
    more than members do, so that no figure can influence when a round is closed or revealed.
    """
    if round_.kind != VOTE or round_.removed or round_.withheld or round_.practice or waits_for_paper(round_):
        return False
    if round_.results == LIVE and round_.phase == OPEN:
        return round_.secrecy != SECRET
    if round_.results in (LIVE, AT_CLOSE):
        return round_.phase in (CLOSED, REVEALED)
    return round_.phase == REVEALED


def places_visible(round_: VotingRound, shown: int | None) -> bool:
    """The gate of single places: whether the last `shown` goals of a round may be seen before its results are.

    A facilitator shows them one place after the other; of the others nobody knows more than before the first step.
    """
    if round_.kind != VOTE or round_.removed or round_.withheld or not shown or waits_for_paper(round_):
        return False
    return round_.results == ON_REVEAL and round_.phase == CLOSED


def waits_for_paper(round_: VotingRound) -> bool:
    """Whether nothing of a round may be shown yet, since some of its ballots are on paper.

    As long as it is open that is so in any case: figures of paper are settled once, at its close or after it.
    """
    return round_.paper == PAPER_OPEN or (round_.paper is not None and round_.phase == OPEN)


def too_few(round_: VotingRound, voters: int) -> bool:
    """Whether figures of this number of voters stay unpublished, since figures of a few tell what each of them chose.

    Never so in named rounds, which hide nothing, and with `totals` "always", which was announced before the first vote.
    """
    return round_.secrecy != NAMED and round_.totals == THRESHOLD and voters < round_.threshold


def least_reasons(round_: VotingRound) -> int:
    """Return how many must have given a reason on the same goal for reasons to be published; as `too_few`, a promise.

    A reason in words identifies its writer, who would be known to have objected.
    """
    return 1 if round_.secrecy == NAMED or round_.totals != THRESHOLD else round_.threshold


def needs_lock(round_: VotingRound) -> bool:
    """Whether a round may be opened only where nobody new can join.

    Danger: with live figures an attacker who joins repeatedly casts all but one of the ballots that a step waits for,
    and learns that one ballot from the difference.
    """
    return round_.kind == VOTE and round_.results == LIVE and round_.secrecy == CONFIDENTIAL


def turnout(round_: VotingRound, voters: int) -> int | None:
    """Return how many have voted in an open round, as facilitators may know it; None: not before the close.

    The number moves in the same steps as live figures: a counter that moved with each vote would link, by its time, a
    ballot to its voter.
    """
    if round_.kind != VOTE or round_.removed or round_.phase != OPEN or round_.secrecy == SECRET or round_.practice:
        return None
    return voters - voters % smallest_change(round_)


def done_told(round_: VotingRound, done: int) -> int:
    """Return how many are done in an open round, as facilitators may know it: in a vote in the steps of its turnout.

    People say so when they have voted, so a number that moved with each of them would tell when.
    """
    return done - done % smallest_change(round_) if round_.kind == VOTE else done


def smallest_change(round_: VotingRound) -> int:
    """Return how many ballots must have changed before live figures move: 1 only where choices are public."""
    return 1 if round_.secrecy == NAMED else round_.threshold
