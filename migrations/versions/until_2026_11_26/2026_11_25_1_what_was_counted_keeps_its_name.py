"""What was counted keeps its numbers and titles, and can be brought back"""

import secrets
from collections import defaultdict
from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

from workshop.fields import Json, UtcTime, rfc3339

revision = "2026_11_25_1"
down_revision = "2026_11_24_4"
branch_labels = None
depends_on = None

NUMBERED = ("theme", "measure", "round")
# What the rows are read and filled by; only the columns that are needed for it.
_THING = ("id", "consultation_id", "state", "position")


def _table(name, *columns, **typed):
    return sa.table(name, *(sa.column(each) for each in columns), *(sa.column(*each) for each in typed.items()))


THEME = _table("theme", *_THING, "number", title=Json)
GOAL = _table("goal", "id", "consultation_id", "theme_id", "state", "revision", "number", title=Json)
GOAL_NUMBER = _table("goal_number", "theme_id", "goal_id", "number")
MEASURE = _table("measure", "id", "goal_id", "state", "number")
ROUND = _table("round", *_THING, "kind", "phase", "number", called_at=UtcTime())
TALLY = _table("tally", "round_id", figures=Json)
HIDING = _table("hiding", "id", "kind", "thing_id", "state", hidden_at=UtcTime())
EVENT = _table("event", "name", data=Json, at=UtcTime())
BALLOT = _table("ballot", "round_id", "participant_id", choices=Json)
ROLL = _table("roll", "round_id", "participant_id", "empty")
INSTALLATION = _table("installation", "epoch")
CALLED = _table(
    *("called_goal", "consultation_id", "key", "revision", "round_id", "goal_id", "position", "number", "theme_id"),
    **{"title": Json, "theme_title": Json, "since": Json},
)


def upgrade() -> None:
    """Change the tables."""
    for table in NUMBERED:
        op.add_column(table, sa.Column("number", sa.Integer(), server_default="0", nullable=False))
    op.add_column("goal", sa.Column("number", sa.String(length=20), server_default="0", nullable=False))
    op.add_column("round", sa.Column("called_at", UtcTime(), nullable=True))
    op.add_column("roll", sa.Column("empty", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("hiding", sa.Column("taken_by", sa.String(length=20), server_default="facilitator", nullable=False))
    op.add_column("hiding", sa.Column("called", Json, nullable=True))
    op.add_column("notice", sa.Column("until", UtcTime(), nullable=True))
    _make_tables()
    connection = op.get_bind()
    _number(connection)
    _call(connection, datetime.now(UTC))
    _find_the_empty(connection)
    # What everybody holds is older than it looks: they start again.
    connection.execute(sa.update(INSTALLATION).values(epoch=secrets.token_hex(8)))


def downgrade() -> None:
    """Change them back."""
    # The version before knows no such notices, and would take what authors withdrew for hidden by a facilitator.
    op.execute(sa.text("DELETE FROM notice WHERE name IN ('withdrawn', 'withdrawn_for')"))
    for table in ("goal", "measure", "comment"):
        withdrawn = f"SELECT id FROM {table} WHERE state = 'withdrawn'"
        op.execute(sa.text(f"DELETE FROM hiding WHERE kind = '{table}' AND thing_id IN ({withdrawn})"))
    op.drop_table("called_goal")
    op.drop_table("goal_number")
    for table, columns in (
        ("notice", ["until"]),
        ("hiding", ["called", "taken_by"]),
        ("roll", ["empty"]),
        ("round", ["called_at"]),
        *((table, ["number"]) for table in ("goal", *NUMBERED)),
    ):
        for column in columns:
            op.drop_column(table, column)


def _make_tables():
    op.create_table(
        "goal_number",
        sa.Column("theme_id", sa.Integer(), nullable=False),
        sa.Column("goal_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["goal_id"], ["goal.id"], name=op.f("fk_goal_number_goal_id_goal")),
        sa.ForeignKeyConstraint(["theme_id"], ["theme.id"], name=op.f("fk_goal_number_theme_id_theme")),
        sa.PrimaryKeyConstraint("theme_id", "goal_id", name=op.f("pk_goal_number")),
        sa.UniqueConstraint("theme_id", "number", name=op.f("uq_goal_number_theme_id_number")),
    )
    op.create_table(
        "called_goal",
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("goal_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("title", Json, nullable=False),
        sa.Column("theme_id", sa.Integer(), nullable=False),
        sa.Column("theme_title", Json, nullable=False),
        sa.Column("since", Json, nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["consultation.id"], name=op.f("fk_called_goal_consultation_id_consultation")
        ),
        sa.ForeignKeyConstraint(["goal_id"], ["goal.id"], name=op.f("fk_called_goal_goal_id_goal")),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_called_goal_round_id_round")),
        sa.ForeignKeyConstraint(["theme_id"], ["theme.id"], name=op.f("fk_called_goal_theme_id_theme")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_called_goal")),
        sa.UniqueConstraint("round_id", "goal_id", name=op.f("uq_called_goal_round_id_goal_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_called_goal_consultation_id"), "called_goal", ["consultation_id"])
    op.create_index(op.f("ix_called_goal_goal_id"), "called_goal", ["goal_id"])


def _number(connection):
    """Number everything as it is shown today; what is gone comes after what is there."""
    themes = _placed(connection, THEME, THEME.c.consultation_id, THEME.c.position)
    rounds = _placed(connection, ROUND, ROUND.c.consultation_id, ROUND.c.position)
    measures = _placed(connection, MEASURE, MEASURE.c.goal_id)
    goals = _placed(connection, GOAL, GOAL.c.theme_id)
    for table, numbers in ((THEME, themes), (ROUND, rounds), (MEASURE, measures)):
        _set(connection, table, {each: number for each, (_, number) in numbers.items()})
    _set(connection, GOAL, {each: f"{themes[theme][1]}.{number}" for each, (theme, number) in goals.items()})
    given = [{"theme_id": theme, "goal_id": each, "number": number} for each, (theme, number) in goals.items()]
    if given:
        connection.execute(sa.insert(GOAL_NUMBER), given)


def _placed(connection, table, within, *order):
    """Give, by id, what a thing stands in and its place there."""
    there = sa.case((table.c.state == "current", 0), else_=1)
    counts, placed = defaultdict(int), {}
    for each in connection.execute(sa.select(table.c.id, within).order_by(there, *order, table.c.id)).all():
        counts[each[1]] += 1
        placed[each[0]] = each[1], counts[each[1]]
    return placed


def _set(connection, table, numbers):
    if numbers:
        statement = sa.update(table).where(table.c.id == sa.bindparam("its_id")).values(number=sa.bindparam("given"))
        connection.execute(statement, [{"its_id": each, "given": number} for each, number in numbers.items()])


def _call(connection, now):
    """Keep what is voted on in each round that is over, as it is called now, and mark what is gone by now."""
    closed = (ROUND.c.kind == "vote", ROUND.c.phase.in_(["closed", "revealed"]))
    rounds = connection.execute(
        sa.select(ROUND.c.id, ROUND.c.consultation_id, TALLY.c.figures)
        .join_from(ROUND, TALLY, TALLY.c.round_id == ROUND.c.id)
        .where(*closed)
    ).all()
    goals = {
        each.id: (place, each)
        for place, each in enumerate(
            connection.execute(
                sa.select(GOAL, THEME.c.title.label("theme_title"))
                .join_from(GOAL, THEME, THEME.c.id == GOAL.c.theme_id)
                .order_by(THEME.c.position, THEME.c.id, GOAL.c.id)
            ).all()
        )
    }
    gone = _gone_at(connection)
    rows = []
    for round_ in rounds:
        counted = sorted((goals[int(number)] for number in round_.figures["goals"]), key=lambda one: one[0])
        for position, (_, goal) in enumerate(counted):
            at = rfc3339(gone.get((goal.state, goal.id), now))
            rows.append(
                {
                    "consultation_id": round_.consultation_id,
                    "key": f"{round_.id}/{goal.id}",
                    "revision": 0 if goal.state == "current" else goal.revision,
                    "round_id": round_.id,
                    "goal_id": goal.id,
                    "position": position,
                    "number": goal.number,
                    "title": goal.title,
                    "theme_id": goal.theme_id,
                    "theme_title": goal.theme_title,
                    "since": {} if goal.state == "current" else {goal.state: at},
                }
            )
    if rows:
        connection.execute(sa.insert(CALLED), rows)
    connection.execute(sa.update(ROUND).where(*closed).values(called_at=now))


def _gone_at(connection):
    """Give when goals were hidden or withdrawn, as far as it is known."""
    hidden = connection.execute(
        sa.select(HIDING.c.thing_id, HIDING.c.hidden_at)
        .where(HIDING.c.kind == "goal", HIDING.c.state == "current")
        .order_by(HIDING.c.id)
    )
    withdrawn = connection.execute(sa.select(EVENT.c.data, EVENT.c.at).where(EVENT.c.name == "goal_withdrawn"))
    return {("hidden", goal): at for goal, at in hidden} | {
        ("withdrawn", data["id"]): at for data, at in withdrawn if data
    }


def _find_the_empty(connection):
    """Whoever has taken everything back has not voted."""
    own = (ROLL.c.round_id == sa.bindparam("its_round"), ROLL.c.participant_id == sa.bindparam("voter"))
    for round_id, participant_id, choices in connection.execute(sa.select(BALLOT)).all():
        if not choices:
            values = {"its_round": round_id, "voter": participant_id}
            connection.execute(sa.update(ROLL).where(*own).values(empty=sa.true()), values)
