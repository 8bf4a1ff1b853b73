"""Themes and phenomena have an introduction, links, and experts who can tell more"""

import secrets

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "2026_11_29_7"
down_revision = "2026_11_29_6"
branch_labels = None
depends_on = None

INSTALLATION = sa.table("installation", sa.column("epoch"))
TABLES = ("theme", "phenomenon")
NAMES = ("introduction", "links", "experts")


def upgrade() -> None:
    """Change the tables."""
    for table in TABLES:
        for name in NAMES:
            kind = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")
            op.add_column(table, sa.Column(name, kind, nullable=True))
    # What everybody holds has none of it: they start again.
    op.get_bind().execute(sa.update(INSTALLATION).values(epoch=secrets.token_hex(8)))


def downgrade() -> None:
    """Change them back."""
    for table in TABLES:
        for name in NAMES:
            op.drop_column(table, name)
