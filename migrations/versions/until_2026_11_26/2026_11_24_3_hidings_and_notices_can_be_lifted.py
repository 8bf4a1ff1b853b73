"""Hidings and notices can be lifted"""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_24_3"
down_revision = "2026_11_24_2"
branch_labels = None
depends_on = None

TABLES = ("hiding", "notice")


def upgrade() -> None:
    """Change the tables."""
    for table in TABLES:
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.add_column(sa.Column("state", sa.String(length=20), server_default="current", nullable=False))


def downgrade() -> None:
    """Change them back."""
    for table in reversed(TABLES):
        # Without the column, what was lifted would stand again.
        op.execute(sa.text(f"DELETE FROM {table} WHERE state <> 'current'"))
        with op.batch_alter_table(table, schema=None, table_kwargs={"sqlite_autoincrement": True}) as batch_op:
            batch_op.drop_column("state")
