"""Limits are counted in the database, so that all processes count together"""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_26_2"
down_revision = "2026_11_26_1"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the tables."""
    op.create_table(
        "rate_counter",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("until", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_rate_counter")),
    )


def downgrade() -> None:
    """Change them back."""
    op.drop_table("rate_counter")
