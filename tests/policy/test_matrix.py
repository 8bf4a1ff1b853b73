"""Who may do what: every command, everybody, every kind of round, asked in this process."""

from uuid import uuid4

import pytest

from tests.policy.arguments import ARGUMENTS, AUTHORED
from tests.policy.marks import as_table, mark, written_table
from tests.policy.people import gather
from tests.policy.stage import KINDS, Stage
from workshop import policy
from workshop.commands import COMMANDS
from workshop.commands.founding import NAME

# Rules stand above the engines, so one engine is enough to ask them all.
pytestmark = [
    pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True, scope="module"),
    # All is asked before the first test, on a busy machine for longer than a test may take. Its alarm would then ring
    # within the app, which answers it as a fault of its own: a command that is refused to nobody was once a 500 by it.
    pytest.mark.timeout(1800),
]

EVERY = [NAME, *COMMANDS]
INSIDE = ("facilitator", "member", "guest", "observer")
# What round is open is nothing to those outside: `--all` asks them in every kind too.
ASKED_OUTSIDE = (None, "vote")
# The columns of the table in CONTRIBUTING.md, and who stands for each.
COLUMNS = {
    "administrator": "administrator",
    "facilitator": "facilitator",
    "member": "member",
    "guest": "guest",
    "observer": "observer",
    "stranger": "stranger",
    "facilitator elsewhere": "elsewhere",
    "nobody": "nobody",
}


@pytest.fixture(scope="module")
def marks(shared_in_process, pytestconfig):
    """The matrix as the app answers it: command → column → mark."""
    stage = Stage(gather(shared_in_process))
    asked_outside = KINDS if pytestconfig.getoption("--all") else ASKED_OUTSIDE
    codes = {}
    for kind in KINDS:
        stage.open(kind)
        for command in EVERY:
            for column, who in COLUMNS.items():
                if who not in INSIDE and kind not in asked_outside:
                    continue
                codes[command, column, False, kind] = _ask(stage, command, who, "other")
                if command in AUTHORED and who in INSIDE:
                    codes[command, column, True, kind] = _ask(stage, command, who, who)
    made = {command: {column: _summed_up(codes, command, column) for column in COLUMNS} for command in EVERY}
    print(as_table(made))
    return made


@pytest.mark.parametrize("command", EVERY)
def test_the_server_answers_as_the_table_in_contributing_says(marks, command):
    assert marks[command] == written_table()[command], as_table(marks)


def test_members_and_guests_may_do_the_same(marks):
    assert {command: row["guest"] for command, row in marks.items()} == {
        command: row["member"] for command, row in marks.items()
    }


@pytest.mark.parametrize("column", ["administrator", "stranger", "facilitator elsewhere"])
def test_who_is_not_in_the_consultation_finds_nothing(marks, column):
    assert {command: row[column] for command, row in marks.items() if command != NAME} == dict.fromkeys(COMMANDS, "404")


def test_nobody_may_do_nothing(marks):
    assert {command: row["nobody"] for command, row in marks.items()} == dict.fromkeys(EVERY, "401")


def test_each_command_has_a_rule_a_row_and_arguments(shared_in_process):
    assert set(policy.RULES) == set(COMMANDS)
    assert set(written_table()) == set(EVERY)
    assert set(ARGUMENTS) == set(EVERY)


def _ask(stage, command, who, author):
    """Send a command and return the code of its answer, `ok` when it was obeyed."""
    client, arguments = getattr(stage.people, who), ARGUMENTS[command](stage, author)
    if command == "give_back_my_card" and who in INSIDE:
        assert client.join(stage.code_of_card(), who).ok
    if command == NAME:
        answer = client.request("POST", f"/api/v1/do/{NAME}", json=arguments, key=str(uuid4()))
    else:
        answer = client.do(stage.slug, command, **arguments)
    if answer.status_code == 200:
        stage.obeyed(command, author)
        if command in ("leave", "give_back_my_card"):
            _come_back(stage, client, who)
        return "ok"
    assert answer.headers["Content-Type"] == "application/problem+json"
    refusal = answer.json()
    assert refusal["status"] == answer.status_code
    return refusal["code"]


def _come_back(stage, client, who):
    """Let someone who left in again, in the role that they had."""
    assert client.join(stage.people.code, who).status_code == 200
    if who in policy.ROLES:
        number = client.participant["id"]
        stage.lead.done(stage.slug, "change_participant", participant_id=number, role=who)


def _summed_up(codes, command, column):
    def by_kind(own):
        return {kind: codes[command, column, own, kind] for kind in KINDS if (command, column, own, kind) in codes}

    return mark(by_kind(False), by_kind(True) or None)
