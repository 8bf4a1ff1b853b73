"""What pages offer is never more than the wire obeys, and where it is less, a table in CONTRIBUTING.md says so."""

from types import SimpleNamespace

import pytest

from tests.policy.marks import CONTRIBUTING
from workshop import policy

BEGIN, END = "<!-- offers -->", "<!-- /offers -->"
OPEN = {"removed": False, "phase": "open", "opens_at": None, "closes_at": None, "theme_ids": [], "goal_ids": [7]}
OPEN |= {"practice": False}
ROUNDS = [SimpleNamespace(kind=kind, subject="goals", **OPEN) for kind in policy.ROUND_KINDS]
ASKING = SimpleNamespace(kind="propose", subject="measures", **OPEN)
PRACTICE = SimpleNamespace(kind="vote", subject="goals", **{**OPEN, "practice": True})


def as_table() -> str:
    """Write the table from the rules."""
    lines = ["| command | pages offer it only |", "|---|---|"]
    for name, rule in policy.RULES.items():
        said = []
        if rule.only_own:
            own = (
                "under a goal of one's own or where a round asks for measures"
                if name == "propose_measure"
                else "on what is one's own"
            )
            said.append(f"to a {' and a '.join(sorted(rule.only_own))} {own}")
        if rule.only_others:
            said.append("on what others wrote")
        if rule.off_ballot:
            said.append("while nobody votes on the goal (else `conflict`)")
        if said:
            lines.append(f"| `{name}` | {', '.join(said)} |")
    return "\n".join(lines)


def test_the_table_in_contributing_says_where_pages_offer_less():
    assert CONTRIBUTING.read_text().split(BEGIN)[1].split(END)[0].strip() == as_table()


@pytest.mark.parametrize("command", [*policy.RULES, "no_such_command"])
@pytest.mark.parametrize("role", [*policy.ROLES, "stranger"])
@pytest.mark.parametrize("own", [True, False])
def test_nothing_is_offered_that_the_wire_forbids(command, role, own):
    someone = SimpleNamespace(role=role)
    if policy.offers(someone, command, ROUNDS, None, own=own):
        assert policy.may(someone, command, author=own)
    if policy.offers(someone, command, [PRACTICE], None, own=own):
        assert policy.may(someone, command, author=own, practice=True)


@pytest.mark.parametrize("command", policy.RULES)
@pytest.mark.parametrize("role", policy.ROLES)
def test_what_needs_a_round_on_the_wire_needs_it_on_pages(command, role):
    someone = SimpleNamespace(role=role)
    kind = policy.kind_of_round_for(someone, command)
    offered = [policy.offers(someone, command, [], None, own=own) for own in (True, False)]
    assert not (kind and any(offered))


@pytest.mark.parametrize("role", policy.ROLES)
def test_everybody_is_offered_a_ballot_to_practise_with_and_observers_no_other(role):
    someone = SimpleNamespace(role=role)
    assert policy.offers(someone, "cast_ballot", [PRACTICE], None)
    assert policy.offers(someone, "cast_ballot", ROUNDS, None) == (role != policy.OBSERVER)
    assert policy.may(someone, "cast_ballot") == (role != policy.OBSERVER)


def test_a_member_adds_measures_to_their_own_goal_and_a_facilitator_to_any():
    member, lead = SimpleNamespace(role="member"), SimpleNamespace(role="facilitator")
    assert policy.offers(member, "propose_measure", ROUNDS, None, own=True)
    assert not policy.offers(member, "propose_measure", ROUNDS, None, own=False)
    assert policy.offers(lead, "propose_measure", ROUNDS, None, own=False)


def test_a_round_that_asks_for_measures_offers_everybody_to_add_some_to_its_goals_and_nothing_else():
    member = SimpleNamespace(role="member")

    def offered(command, **about):
        return policy.offers(member, command, [ASKING], None, **about)

    assert offered("propose_measure") and offered("propose_measure", goal_id=7)
    assert not offered("propose_measure", goal_id=8) and not offered("propose_measure", goal_id=8, own=True)
    assert not offered("propose_measure", goal_id=7, on_ballot=True)
    assert offered("edit_measure", goal_id=7, own=True) and not offered("edit_measure", goal_id=7)
    assert not offered("propose_goal") and not offered("edit_goal", own=True)


def test_nobody_is_offered_to_hide_or_to_withdraw_what_is_not_meant_for_it():
    lead = SimpleNamespace(role="facilitator")
    for noun in ("goal", "measure", "comment"):
        for verb, own in (("hide", False), ("withdraw", True)):
            assert policy.offers(lead, f"{verb}_{noun}", ROUNDS, None, own=own)
            assert not policy.offers(lead, f"{verb}_{noun}", ROUNDS, None, own=not own)


def test_only_what_facilitators_give_without_any_terms_is_kept_from_scripts():
    left_out = set(policy.RULES) - set(policy.rules_for_pages())
    assert {"create_theme", "open_round"} <= left_out
    for name in left_out:
        assert {role: policy.RULES[name].terms(role) for role in policy.ROLES} == {
            "facilitator": {},
            "member": None,
            "observer": None,
        }
