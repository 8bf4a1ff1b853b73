"""A command is declared whole, or the app is not made; its declaration says what its answer says."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from workshop import events, policy
from workshop.commands import COMMANDS
from workshop.engine.command import CONSULTATION, BadDeclaration, Command, check
from workshop.models import Event


def made(name: str, **otherwise: Any) -> dict[str, Command]:
    """All commands, one of them declared otherwise."""
    return {**COMMANDS, name: replace(COMMANDS[name], **otherwise)}


def test_the_commands_of_the_app_are_declared_whole():
    check(COMMANDS, policy.RULES)


@pytest.mark.parametrize(
    ("name", "otherwise", "fault"),
    [
        ("hide_goal", {"target": None}, "acts on one thing, or makes one"),
        ("hide_goal", {"makes": events.goal_hidden}, "acts on one thing, or makes one"),
        ("hide_goal", {"target": "reason"}, "reason is no argument that names a thing"),
        ("hide_goal", {"target": "measure_id"}, "measure_id is no argument that names a thing"),
        ("hide_goal", {"target": None, "makes": events.goal_proposed}, "whose revision could be expected"),
        ("withdraw_goal", {"target": CONSULTATION}, "nobody is the author"),
        ("remove_participants", {"answers": ()}, "does not say what it answers"),
        ("propose_goal", {"during": None}, "during None here, propose in the policy"),
        ("propose_goal", {"during": policy.VOTE}, "during vote here, propose in the policy"),
        ("hide_goal", {"during": policy.VOTE}, "during vote here, None in the policy"),
        ("propose_goal", {"themed_by": ()}, "nothing says which theme"),
        ("propose_goal", {"themed_by": ("title",)}, "no arguments that name things"),
        ("hide_goal", {"themed_by": ("goal_id",)}, "needs no open round"),
        ("cast_ballot", {"answers": ()}, "does not answer with the round"),
    ],
)
def test_a_command_that_does_not_fit_its_arguments_or_its_permission_is_found(name, otherwise, fault):
    with pytest.raises(BadDeclaration, match=rf"^{name}: .*{fault}"):
        check(made(name, **otherwise), policy.RULES)


def test_no_command_is_without_a_rule_and_no_rule_without_a_command():
    rest = {name: what for name, what in COMMANDS.items() if name != "hide_goal"}
    with pytest.raises(BadDeclaration, match="hide_goal"):
        check(rest, policy.RULES)
    with pytest.raises(BadDeclaration, match="share_goal"):
        check({**COMMANDS, "share_goal": COMMANDS["hide_goal"]}, policy.RULES)


def test_what_was_made_is_told_from_everything_else_that_happened(result: Callable[..., dict]):
    made, other = (Event(name="goal_proposed", data={"id": 1}), Event(name="goal_edited", data={"id": 2}))
    assert result("propose_goal", [other, made]) == {"goal_id": 1}
    with pytest.raises(ValueError, match="unpack"):
        result("propose_goal", [other])
    with pytest.raises(ValueError, match="unpack"):
        result("propose_goal", [made, made])


@pytest.fixture
def result() -> Callable[..., dict]:
    """What a command that has made something answers with, whoever gave it."""
    return lambda name, logged: COMMANDS[name].result(None, logged)
