"""What is hidden has left with what stood under it, and with its title where a facilitator withdrew it"""

import secrets

import sqlalchemy as sa
from alembic import op

from workshop.fields import Json

revision = "2026_11_26_1"
down_revision = "2026_11_25_2"
branch_labels = None
depends_on = None


def _table(name, *columns, **typed):
    return sa.table(name, *(sa.column(each) for each in columns), *(sa.column(*each) for each in typed.items()))


GOAL, MEASURE = _table("goal", "id", "state"), _table("measure", "id", "goal_id", "state")
COMMENT = _table("comment", "id", "goal_id", "measure_id", "state")
HIDING = _table("hiding", "kind", "thing_id", "state", "taken_by")
CALLED = _table("called_goal", "id", "goal_id", since=Json)
INSTALLATION = _table("installation", "epoch")


def upgrade() -> None:
    """Mark the titles that have left, and let everybody start again who may hold what has."""
    connection = op.get_bind()
    taken = sa.select(HIDING.c.thing_id).where(
        HIDING.c.kind == "goal", HIDING.c.state == "current", HIDING.c.taken_by == "facilitator"
    )
    withdrawn = sa.select(GOAL.c.id).where(GOAL.c.state == "withdrawn", GOAL.c.id.in_(taken))
    marked = _mark(connection, withdrawn, lambda since: {**since, "hidden": since["withdrawn"]})
    if marked or any(connection.scalar(sa.select(sa.exists(under))) for under in _under_what_is_gone()):
        connection.execute(sa.update(INSTALLATION).values(epoch=secrets.token_hex(8)))


def downgrade() -> None:
    """Show the titles again that the version before shows."""
    withdrawn = sa.select(GOAL.c.id).where(GOAL.c.state == "withdrawn")
    _mark(op.get_bind(), withdrawn, lambda since: {name: at for name, at in since.items() if name != "hidden"})


def _mark(connection, goals, marked):
    rows = connection.execute(sa.select(CALLED).where(CALLED.c.goal_id.in_(goals))).all()
    for each in rows:
        if "withdrawn" in each.since:
            statement = sa.update(CALLED).where(CALLED.c.id == each.id)
            connection.execute(statement.values(since=marked(each.since)))
    return bool(rows)


def _under_what_is_gone():
    """Give the queries that find what was told to everybody although what it stands under is gone."""
    for thing, above, link in (
        (MEASURE, GOAL, MEASURE.c.goal_id),
        (COMMENT, GOAL, COMMENT.c.goal_id),
        (COMMENT, MEASURE, COMMENT.c.measure_id),
    ):
        there, gone = thing.c.state == "current", above.c.state != "current"
        yield sa.select(thing.c.id).join_from(thing, above, above.c.id == link).where(there, gone)
