"""Texts have official wordings"""

import sqlalchemy as sa
from alembic import op

from workshop.fields import UtcTime

revision = "2026_11_29_8"
down_revision = "2026_11_29_7"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the tables."""
    op.create_table(
        "official_wording",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("thing_id", sa.Integer(), nullable=False),
        sa.Column("field", sa.String(length=20), nullable=False),
        sa.Column("lang", sa.String(length=12), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("original", sa.String(length=64), nullable=False),
        sa.Column("written_at", UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["consultation.id"], name=op.f("fk_official_wording_consultation_id_consultation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_official_wording")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_official_wording_consultation_id_kind_thing_id"),
        "official_wording",
        ["consultation_id", "kind", "thing_id"],
    )


def downgrade() -> None:
    """Change them back."""
    op.drop_table("official_wording")
