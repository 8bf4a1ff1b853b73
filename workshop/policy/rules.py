"""The rules: who may give which command, in which kind of round, and what pages offer to whom."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, TypedDict

from workshop.policy.rounds import asks_for_measures, covers
from workshop.policy.words import COMMENT, FACILITATOR, MEMBER, PRACTICE, PROPOSE, PROPOSE_MEASURES, ROLES, VOTE
from workshop.protocols import ParticipantLike, RoundLike


class Terms(TypedDict, total=False):
    """The conditions under which pages offer a command; an absent key is no condition.

    `on`: "own" or "others", by the author of the target ("asked": one's own, or a goal for which a round asks everybody
    for measures); `during`: what an open round must be for; `off_ballot`: the goal must be on no open ballot.
    """

    on: str
    during: str
    off_ballot: bool


@dataclass(frozen=True)
class Rule:
    """Who may give a command.

    `roles` may give it to anything, `authors` only to what they wrote themselves. With `during`, members need an open
    round of that kind; with `always`, so do facilitators. With `practised`, others may give it where nothing of it is
    ever counted.

    The last four fields restrict only what pages offer, never what the wire obeys. Roles in `only_own` are offered the
    command on their own contributions alone (with `or_asked`, a measure: under their own goal, or where a round asks
    for measures); with `only_others` nobody is offered it on their own. `off_ballot`: it would be a conflict while a
    vote on the goal is open, so it is not offered then.
    """

    roles: frozenset[str]
    authors: frozenset[str] = frozenset()
    during: str | None = None
    always: bool = False
    practised: bool = False
    only_own: frozenset[str] = frozenset()
    or_asked: bool = False
    only_others: bool = False
    off_ballot: bool = False

    @cache  # noqa: B019 - there are as many rules as are written below
    def terms(self, role: str) -> Terms | None:
        """Return the conditions under which pages offer the command to a role; None: never."""
        if role not in self.roles | self.authors:
            return {"during": PRACTICE} if self.practised and role in ROLES else None
        terms: Terms = {}
        if role not in self.roles or role in self.only_own:
            terms["on"] = "asked" if self.or_asked else "own"
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
    "copy_consultation": _LEADS,
    "create_theme": _LEADS,
    "edit_theme": _LEADS,
    "remove_theme": _LEADS,
    "create_phenomenon": _LEADS,
    "edit_phenomenon": _LEADS,
    "describe_theme": _LEADS,
    "describe_phenomenon": _LEADS,
    "create_document": _LEADS,
    "edit_document": _LEADS,
    "advance_document": _LEADS,
    "include_goal": _LEADS,
    "exclude_goal": _LEADS,
    "add_paragraph": _LEADS,
    "hold_paragraph": _LEADS,
    "edit_paragraph": _LEADS,
    "move_paragraph": _LEADS,
    "remove_paragraph": _LEADS,
    "adopt_document": _LEADS,
    "correct_document": _LEADS,
    "add_draft_comment": _rule(FACILITATOR, MEMBER),
    "withdraw_draft_comment": _rule(FACILITATOR, MEMBER),
    "decide_suggestion": _LEADS,
    "name_spokesperson": _LEADS,
    "remove_spokesperson": _LEADS,
    "set_wording": _LEADS,
    "check_wording": _LEADS,
    "reply_to_goal": _LEADS,
    "remove_phenomenon": _LEADS,
    "create_body": _LEADS,
    "edit_body": _LEADS,
    "remove_body": _LEADS,
    "create_workshop": _LEADS,
    "edit_workshop": _LEADS,
    "remove_workshop": _LEADS,
    "copy_workshop": _LEADS,
    "save_pattern": _LEADS,
    "remove_pattern": _LEADS,
    "lock_workshop": _LEADS,
    "create_wall_link": _LEADS,
    "revoke_wall_link": _LEADS,
    "invite_participant": _LEADS,
    "change_participant": _LEADS,
    "remove_participant": _LEADS,
    "remove_participants": _LEADS,
    "confirm_participants": _LEADS,
    "join_participants": _LEADS,
    "make_cards": _LEADS,
    "finish_cards": _LEADS,
    "give_back_card": _LEADS,
    "remove_card": _LEADS,
    "give_back_my_card": _ANYONE,
    "rename_me": _ANYONE,
    "dismiss_notice": _ANYONE,
    "change_me": _ANYONE,
    "leave": _ANYONE,
    "create_round": _LEADS,
    "edit_round": _LEADS,
    "remove_round": _LEADS,
    "postpone_round": _LEADS,
    "move_round": _LEADS,
    "copy_round": _LEADS,
    "open_round": _LEADS,
    "unopen_round": _LEADS,
    "extend_round": _LEADS,
    "close_round": _LEADS,
    "pause_round": _LEADS,
    "resume_round": _LEADS,
    "reveal_results": _LEADS,
    "reveal_next": _LEADS,
    "show": _LEADS,
    "show_contributions": _LEADS,
    "explain_hiding": _LEADS,
    "answer_hiding": _ANYONE,
    "publish_goal": _LEADS,
    "publish_measure": _LEADS,
    "publish_comment": _LEADS,
    "publish_contributions": _LEADS,
    "report": _rule(MEMBER, only_others=True),
    "settle_reports": _LEADS,
    "hide_reason": _LEADS,
    "show_reason": _LEADS,
    "put_on_wall": _LEADS,
    "put_measure_on_wall": _LEADS,
    "ask_for_sealed_file": _LEADS,
    "confirm_sealed_file": _LEADS,
    "withdraw_sealed_file": _LEADS,
    "say_done": _rule(FACILITATOR, MEMBER),
    "mark_goal": _LEADS,
    "mark_goals": _LEADS,
    "shortlist_first": _LEADS,
    "merge_goals": _LEADS,
    "unmerge_goal": _LEADS,
    "split_goal": _LEADS,
    "propose_goal": _rule(FACILITATOR, MEMBER, during=PROPOSE),
    "edit_goal": _rule(FACILITATOR, authors=[MEMBER], during=PROPOSE, off_ballot=True),
    "move_goal": _rule(FACILITATOR, off_ballot=True),
    "withdraw_goal": _WITHDRAWS,
    "hide_goal": _HIDES,
    "restore_goal": _rule(FACILITATOR, authors=[MEMBER], off_ballot=True),
    "propose_measure": _rule(
        FACILITATOR, MEMBER, only_own=[MEMBER], or_asked=True, during=PROPOSE_MEASURES, off_ballot=True
    ),
    "edit_measure": _rule(FACILITATOR, authors=[MEMBER], during=PROPOSE_MEASURES, off_ballot=True),
    "withdraw_measure": _WITHDRAWS,
    "hide_measure": _HIDES,
    "restore_measure": _rule(FACILITATOR, authors=[MEMBER], off_ballot=True),
    "add_comment": _rule(FACILITATOR, MEMBER, during=COMMENT),
    "edit_comment": _rule(authors=[FACILITATOR, MEMBER], during=COMMENT),
    "withdraw_comment": _rule(authors=[FACILITATOR, MEMBER]),
    "hide_comment": _HIDES,
    "restore_comment": _rule(FACILITATOR, authors=[MEMBER]),
    "cast_ballot": _rule(FACILITATOR, MEMBER, during=VOTE, always=True, practised=True),
    "record_hands": _LEADS,
    "give_sheet": _LEADS,
    "take_back_sheet": _LEADS,
    "enter_paper_ballot": _LEADS,
    "confirm_paper_ballot": _LEADS,
    "remove_paper_ballot": _LEADS,
    "complete_paper": _LEADS,
}


def leads(participant: ParticipantLike | None) -> bool:
    """Whether this participant is a facilitator; None is the viewer of a wall, who is nobody."""
    return participant is not None and participant.role == FACILITATOR


def may(participant: ParticipantLike, command: str, *, author: bool = False, practice: bool = False) -> bool:
    """Whether this participant may ever give `command`.

    `author`: whether they wrote its target; `practice`: whether that is a round in which people only practise.
    """
    rule = RULES.get(command)
    if rule is None:
        return False
    role = participant.role
    return role in rule.roles or (author and role in rule.authors) or (practice and rule.practised and role in ROLES)


def kind_of_round_for(participant: ParticipantLike, command: str) -> str | None:
    """Return what an open round must be for, so that this participant may give `command`; None: no round is needed."""
    rule = RULES[command]
    return rule.during if rule.always or not leads(participant) else None


def offers(
    participant: ParticipantLike,
    command: str,
    rounds: Iterable[RoundLike],
    now: datetime,
    *,
    theme_id: int | None = None,
    goal_id: int | None = None,
    own: bool = False,
    on_ballot: bool = False,
) -> bool:
    """Whether pages offer a command to this participant at `now`, under a theme and a goal or (None) anywhere.

    `own`: the participant wrote the target; `on_ballot`: the target is, or stands under, a goal on an open ballot.
    """
    rule = RULES.get(command)
    terms = rule.terms(participant.role) if rule else None
    if terms is None or (on_ballot and "off_ballot" in terms):
        return False
    if not own and terms.get("on") == "asked":
        own = covers(filter(asks_for_measures, rounds), PROPOSE_MEASURES, theme_id, now, goal_id)
    if "on" in terms and own == (terms["on"] == "others"):
        return False
    return "during" not in terms or covers(rounds, terms["during"], theme_id, now, goal_id)


@cache
def rules_for_pages() -> dict[str, dict[str, Terms]]:
    """Return the rules as data: the terms under which a command is offered, by command and role, for `rules.js`.

    Commands that facilitators alone may give, to anything and at any time, are left out to save bytes on phones: the
    server renders their forms, no script offers them, and the browser denies what it does not know.
    """
    found = {name: {role: rule.terms(role) for role in ROLES} for name, rule in RULES.items() if rule != _LEADS}
    return {name: {role: terms for role, terms in each.items() if terms is not None} for name, each in found.items()}
