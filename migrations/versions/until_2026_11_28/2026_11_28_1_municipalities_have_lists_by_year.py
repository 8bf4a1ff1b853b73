"""Municipalities have lists by year, and ballots the time at which they were sent"""

import sqlalchemy as sa
from alembic import op

from workshop.fields import UtcTime

revision = "2026_11_28_1"
down_revision = "2026_11_27_9"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the tables."""
    op.create_table(
        "municipality_entry",
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("code", sa.String(length=3), nullable=False),
        sa.Column("grouping", sa.String(length=20), nullable=False),
        sa.Column("region_code", sa.String(length=2), nullable=False),
        sa.Column("region_fi", sa.String(length=60), nullable=False),
        sa.Column("region_sv", sa.String(length=60), nullable=False),
        sa.Column("population", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["code"], ["municipality.code"], name=op.f("fk_municipality_entry_code_municipality")),
        sa.PrimaryKeyConstraint("valid_from", "code", name=op.f("pk_municipality_entry")),
    )
    op.add_column("ballot", sa.Column("cast_at", UtcTime(), nullable=True))


def downgrade() -> None:
    """Change them back."""
    op.drop_column("ballot", "cast_at")
    op.drop_table("municipality_entry")
