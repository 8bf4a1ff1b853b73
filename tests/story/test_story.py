"""After any sequence of commands, earlier snapshot + changes = what was heard = fresh snapshot, for every role."""

import os

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.story.arguments import COMMANDS as WRITTEN
from tests.story.machine import StoryMachine
from workshop.commands import COMMANDS

# The same stories each time, few of them in the daily round and on PostgreSQL, unless somebody asks for more of them:
# STORY_EXAMPLES=500 looks for new ones.
FEW, USUALLY = 3, 6
EXAMPLES, STEPS = os.environ.get("STORY_EXAMPLES"), int(os.environ.get("STORY_STEPS", "40"))


def test_every_command_is_given_by_a_rule():
    rules = {rule.function.__name__ for rule in StoryMachine().rules}
    assert set(WRITTEN) == set(COMMANDS)
    assert {f"gives_{name}" for name in COMMANDS} <= rules


@pytest.mark.timeout(0 if EXAMPLES else 900)
def test_everyone_converges_whatever_happens(stage, browser, stories, pytestconfig):
    class Told(StoryMachine):
        pass

    Told.stage, Told.browser, Told.failures = stage, browser, []
    usually = FEW if pytestconfig.getoption("--fast") else USUALLY
    try:
        run_state_machine_as_test(
            Told,
            settings=settings(
                max_examples=int(EXAMPLES or stories(usually)),
                stateful_step_count=STEPS,
                derandomize=not EXAMPLES,
                suppress_health_check=list(HealthCheck),
                # To shrink a story takes longer than to read it.
                phases=[Phase.generate],
            ),
        )
    except Exception:
        if Told.failures:
            raise Told.failures[0] from None
        raise
