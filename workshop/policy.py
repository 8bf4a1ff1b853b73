"""The permissions: who may give which command, in which kind of round, and who hears and sees what."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any, TypedDict

from workshop.models import Participant, Workshop
from workshop.protocols import ParticipantLike, RoundLike, VotingRound
from workshop.states import EVERYONE, LEAD, OWN

FACILITATOR, MEMBER, OBSERVER = ROLES = ("facilitator", "member", "observer")
PROPOSE, COMMENT, VOTE, RESULTS, PAUSE = ROUND_KINDS = ("propose", "comment", "vote", "results", "pause")
PLANNED, OPEN, CLOSED, REVEALED = ("planned", "open", "closed", "revealed")
LIVE, AT_CLOSE, ON_REVEAL = RESULTS_WHEN = ("live", "at_close", "on_reveal")
THRESHOLD, ALWAYS = TOTALS = ("threshold", "always")
NAMED, CONFIDENTIAL, SECRET = SECRECIES = ("named", "confidential", "secret")
# How long authors may themselves restore what they withdrew.
TO_BRING_BACK = timedelta(minutes=10)
# The notices that an author keeps for as long as the contribution is gone.
TOLD_OF_GONE = ("hidden", "withdrawn", "withdrawn_for")


class Terms(TypedDict, total=False):
    """The conditions under which pages offer a command; an absent key is no condition.

    `on`: "own" or "others", by the author of the target; `during`: the kind of round that must be open; `off_ballot`:
    the goal must be on no open ballot.
    """

    on: str
    during: str
    off_ballot: bool


@dataclass(frozen=True)
class Rule:
    """Who may give a command.

    `roles` may give it to anything, `authors` only to what they wrote themselves. With `during`, members need an open
    round of that kind; with `always`, so do facilitators.

    The last three fields restrict only what pages offer, never what the wire obeys. Roles in `only_own` are offered the
    command on their own contributions alone (a measure: under their own goal); with `only_others` nobody is offered it
    on their own. `off_ballot`: it would be a conflict while a vote on the goal is open, so it is not offered then.
    """

    roles: frozenset[str]
    authors: frozenset[str] = frozenset()
    during: str | None = None
    always: bool = False
    only_own: frozenset[str] = frozenset()
    only_others: bool = False
    off_ballot: bool = False

    @cache  # noqa: B019 - there are as many rules as are written below
    def terms(self, role: str) -> Terms | None:
        """Return the conditions under which pages offer the command to a role; None: never."""
        if role not in self.roles | self.authors:
            return None
        terms: Terms = {}
        if role not in self.roles or role in self.only_own:
            terms["on"] = "own"
        elif self.only_others:
            terms["on"] = "others"
        if self.during and (self.always or role != FACILITATOR):
            terms["during"] = self.during
        if self.off_ballot:
            terms["off_ballot"] = True
        return terms


def _rule(*roles: str, authors: Iterable[str] = (), only_own: Iterable[str] = (), **more: Any) -> Rule:
    return Rule(frozenset(roles), frozenset(authors), only_own=frozenset(only_own), **more)


_LEADS = _rule(FACILITATOR)
_ANYONE = _rule(*ROLES)
_WITHDRAWS = _rule(FACILITATOR, authors=[MEMBER], only_own=[FACILITATOR])
_HIDES = _rule(FACILITATOR, only_others=True)

RULES: dict[str, Rule] = {
    "edit_consultation": _LEADS,
    "create_theme": _LEADS,
    "edit_theme": _LEADS,
    "remove_theme": _LEADS,
    "create_phenomenon": _LEADS,
    "edit_phenomenon": _LEADS,
    "remove_phenomenon": _LEADS,
    "create_body": _LEADS,
    "edit_body": _LEADS,
    "remove_body": _LEADS,
    "create_workshop": _LEADS,
    "edit_workshop": _LEADS,
    "remove_workshop": _LEADS,
    "lock_workshop": _LEADS,
    "create_wall_link": _LEADS,
    "revoke_wall_link": _LEADS,
    "invite_participant": _LEADS,
    "change_participant": _LEADS,
    "remove_participant": _LEADS,
    "remove_participants": _LEADS,
    "rename_me": _ANYONE,
    "dismiss_notice": _ANYONE,
    "change_me": _ANYONE,
    "leave": _ANYONE,
    "create_round": _LEADS,
    "edit_round": _LEADS,
    "remove_round": _LEADS,
    "postpone_round": _LEADS,
    "open_round": _LEADS,
    "extend_round": _LEADS,
    "close_round": _LEADS,
    "reveal_results": _LEADS,
    "propose_goal": _rule(FACILITATOR, MEMBER, during=PROPOSE),
    "edit_goal": _rule(FACILITATOR, authors=[MEMBER], during=PROPOSE, off_ballot=True),
    "move_goal": _rule(FACILITATOR, off_ballot=True),
    "withdraw_goal": _WITHDRAWS,
    "hide_goal": _HIDES,
    "restore_goal": _rule(FACILITATOR, authors=[MEMBER], off_ballot=True),
    "propose_measure": _rule(FACILITATOR, MEMBER, only_own=[MEMBER], during=PROPOSE, off_ballot=True),
    "edit_measure": _rule(FACILITATOR, authors=[MEMBER], during=PROPOSE, off_ballot=True),
    "withdraw_measure": _WITHDRAWS,
    "hide_measure": _HIDES,
    "restore_measure": _rule(FACILITATOR, authors=[MEMBER], off_ballot=True),
    "add_comment": _rule(FACILITATOR, MEMBER, during=COMMENT),
    "edit_comment": _rule(authors=[FACILITATOR, MEMBER], during=COMMENT),
    "withdraw_comment": _rule(authors=[FACILITATOR, MEMBER]),
    "hide_comment": _HIDES,
    "restore_comment": _rule(FACILITATOR, authors=[MEMBER]),
    "cast_ballot": _rule(FACILITATOR, MEMBER, during=VOTE, always=True),
}


def leads(participant: ParticipantLike | None) -> bool:
    """Whether this participant is a facilitator; None is the viewer of a wall, who is nobody."""
    return participant is not None and participant.role == FACILITATOR


def may(participant: ParticipantLike, command: str, *, author: bool = False) -> bool:
    """Whether this participant may ever give `command`; `author`: whether they wrote its target."""
    rule = RULES.get(command)
    if rule is None:
        return False
    return participant.role in rule.roles or (author and participant.role in rule.authors)


def kind_of_round_for(participant: ParticipantLike, command: str) -> str | None:
    """Return the kind of round that must be open for this participant to give `command`; None: no round is needed."""
    rule = RULES[command]
    return rule.during if rule.always or not leads(participant) else None


def offers(
    participant: ParticipantLike,
    command: str,
    rounds: Iterable[RoundLike],
    now: datetime,
    *,
    theme_id: int | None = None,
    own: bool = False,
    on_ballot: bool = False,
) -> bool:
    """Whether pages offer a command to this participant at `now`, under a theme or (None) anywhere.

    `own`: the participant wrote the target; `on_ballot`: the target is, or stands under, a goal on an open ballot.
    """
    rule = RULES.get(command)
    terms = rule.terms(participant.role) if rule else None
    if terms is None or terms.get("on") not in (None, "own" if own else "others"):
        return False
    if on_ballot and "off_ballot" in terms:
        return False
    return "during" not in terms or covers(rounds, terms["during"], theme_id, now)


@cache
def rules_for_pages() -> dict[str, dict[str, Terms]]:
    """Return the rules as data: the terms under which a command is offered, by command and role, for `rules.js`.

    Commands that facilitators alone may give, to anything and at any time, are left out to save bytes on phones: the
    server renders their forms, no script offers them, and the browser denies what it does not know.
    """
    found = {name: {role: rule.terms(role) for role in ROLES} for name, rule in RULES.items() if rule != _LEADS}
    return {name: {role: terms for role, terms in each.items() if terms is not None} for name, each in found.items()}


def state_at(round_: RoundLike, now: datetime) -> str:
    """Return the state of a round at `now` by the database's clock: planned, open, closed or revealed.

    It is derived from the stored phase and the times: a planned round is open from `opens_at`, an open one is closed
    from `closes_at`.
    """
    phase = round_.phase
    if phase == PLANNED and round_.opens_at and round_.opens_at <= now:
        phase = OPEN
    if phase == OPEN and round_.closes_at and round_.closes_at <= now:
        phase = CLOSED
    return phase


def minutes(number: int) -> timedelta:
    """Return how long a round of this many minutes stays open."""
    return timedelta(minutes=number)


def is_due(round_: RoundLike, now: datetime) -> bool:
    """Whether a time has come that the stored phase does not show yet, so that the round must be opened or closed."""
    return not round_.removed and state_at(round_, now) != round_.phase


def permits(round_: RoundLike, kind: str, theme_id: int | None, now: datetime) -> bool:
    """Whether the round is open at `now`, is of `kind`, and covers the theme (None: any)."""
    return (
        round_.kind == kind
        and not round_.removed
        and state_at(round_, now) == OPEN
        and (theme_id is None or not round_.theme_ids or theme_id in round_.theme_ids)
    )


def audiences(participant: ParticipantLike | None) -> frozenset[str]:
    """Return the audiences whose events this participant hears; None is the viewer of a wall."""
    own = frozenset() if participant is None else {own_audience(participant.id)}
    return common_audiences(leads(participant)) | own


def common_audiences(lead: bool) -> frozenset[str]:
    """Return the audiences that all facilitators hear (`lead`), or all other participants."""
    return frozenset({EVERYONE, LEAD} if lead else {EVERYONE})


def own_audience(participant_id: int) -> str:
    """Return the audience that is this participant alone."""
    return f"{OWN}:{participant_id}"


def results_visible(round_: VotingRound) -> bool:
    """The one gate of results: whether the tally of a voting round may be shown to anybody at all.

    It reads the stored phase: between the closing time and the counting nobody sees results. Facilitators see no
    more than members do, so that no figure can influence when a round is closed or revealed.
    """
    if round_.kind != VOTE or round_.removed or round_.withheld:
        return False
    if round_.results == LIVE and round_.phase == OPEN:
        return round_.secrecy != SECRET
    if round_.results in (LIVE, AT_CLOSE):
        return round_.phase in (CLOSED, REVEALED)
    return round_.phase == REVEALED


def too_few(round_: VotingRound, voters: int) -> bool:
    """Whether figures of this number of voters stay unpublished, since figures of a few tell what each of them chose.

    Never so in named rounds, which hide nothing, and with `totals` "always", which was announced before the first vote.
    """
    return round_.secrecy != NAMED and round_.totals == THRESHOLD and voters < round_.threshold


def needs_lock(round_: VotingRound) -> bool:
    """Whether a round may be opened only where nobody new can join.

    Danger: with live figures an attacker who joins repeatedly casts all but one of the ballots that a step waits for,
    and learns that one ballot from the difference.
    """
    return round_.kind == VOTE and round_.results == LIVE and round_.secrecy == CONFIDENTIAL


def may_join(workshop: Workshop, held: Participant | None) -> bool:
    """Whether a person may join a workshop; `held` is the participant that they already are in its consultation, if
    any.

    A locked workshop admits those who joined it before, facilitators, and those invited by name who joined no other.
    """
    if not workshop.locked:
        return True
    return held is not None and (leads(held) or not held.workshop_ids or workshop.id in held.workshop_ids)


def turnout(round_: VotingRound, voters: int) -> int | None:
    """Return how many have voted in an open round, as facilitators may know it; None: not before the close.

    The number moves in the same steps as live figures: a counter that moved with each vote would link, by its time, a
    ballot to its voter.
    """
    if round_.kind != VOTE or round_.removed or round_.phase != OPEN or round_.secrecy == SECRET:
        return None
    return voters - voters % smallest_change(round_)


def smallest_change(round_: VotingRound) -> int:
    """Return how many ballots must have changed before live figures move: 1 only where choices are public."""
    return 1 if round_.secrecy == NAMED else round_.threshold


def covers(rounds: Iterable[RoundLike], kind: str, theme_id: int | None, now: datetime) -> bool:
    """Whether any of the rounds is open at `now`, is of `kind` and covers the theme (None: any)."""
    return any(permits(round_, kind, theme_id, now) for round_ in rounds)
