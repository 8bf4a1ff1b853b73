"""Municipalities have their names by list"""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_30_99"
down_revision = "2026_11_30_981"
branch_labels = None
depends_on = None

MUNICIPALITY = sa.table("municipality", *map(sa.column, ("code", "name_fi", "name_sv")))
ENTRY = sa.table("municipality_entry", *map(sa.column, ("code", "name_fi", "name_sv")))


def upgrade() -> None:
    """Change the tables; the version of before stores no names in a list, where those of the municipality stand in."""
    for name in ("name_fi", "name_sv"):
        op.add_column("municipality_entry", sa.Column(name, sa.String(length=60), nullable=True))
        called = sa.select(MUNICIPALITY.c[name]).where(MUNICIPALITY.c.code == ENTRY.c.code).scalar_subquery()
        op.execute(sa.update(ENTRY).values({name: called}))


def downgrade() -> None:
    """Change them back."""
    for name in ("name_sv", "name_fi"):
        op.drop_column("municipality_entry", name)
