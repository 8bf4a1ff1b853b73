"""Themes have a colour and an icon, phenomena an icon"""

import secrets
from collections import defaultdict

import sqlalchemy as sa
from alembic import op

revision = "2026_11_27_5"
down_revision = "2026_11_27_4"
branch_labels = None
depends_on = None

# As workshop/badges.py gave them in this version.
COLOURS = ["fjord", "rowan", "moss", "heather", "amber", "lagoon"]
COLOURS += ["berry", "spruce", "bark", "night", "lichen", "slate"]
ICONS = ["sprout", "mountain", "sun", "waves", "tree", "snowflake"]
ICONS += ["feather", "flame", "anchor", "bird", "fish", "compass"]
GIVEN = {"theme": {"colour": COLOURS, "icon": ICONS}, "phenomenon": {"icon": ICONS[::-1]}}
INSTALLATION = sa.table("installation", sa.column("epoch"))


def upgrade() -> None:
    """Change the tables; what is there gets its colour and icon by its place in the list."""
    connection = op.get_bind()
    for name, columns in GIVEN.items():
        for column, (first, *_) in columns.items():
            op.add_column(name, sa.Column(column, sa.String(length=20), server_default=first, nullable=False))
        _give(connection, sa.table(name, *map(sa.column, ("id", "consultation_id", "state", "position", *columns))))
    # What everybody holds has neither: they start again.
    connection.execute(sa.update(INSTALLATION).values(epoch=secrets.token_hex(8)))


def downgrade() -> None:
    """Change them back."""
    for name, columns in GIVEN.items():
        for column in columns:
            op.drop_column(name, column)


def _give(connection, table):
    """What is gone comes after what is there."""
    there = sa.case((table.c.state == "current", 0), else_=1)
    query = sa.select(table.c.id, table.c.consultation_id).order_by(there, table.c.position, table.c.id)
    places = defaultdict(int)
    for number, consultation_id in connection.execute(query).all():
        place = places[consultation_id]
        places[consultation_id] += 1
        values = {column: keys[place % len(keys)] for column, keys in GIVEN[table.name].items()}
        connection.execute(sa.update(table).where(table.c.id == number).values(**values))
