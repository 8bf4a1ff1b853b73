"""Consultations end in a document"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from workshop.fields import UtcTime

revision = "2026_11_29_9"
down_revision = "2026_11_29_7"
branch_labels = None
depends_on = None


def _json():
    return sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")


def _reference(table, column, to):
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}_{to}"))


def upgrade() -> None:
    """Change the tables."""
    op.create_table(
        "document",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column("title", _json(), nullable=False),
        sa.Column("languages", _json(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("numbered", sa.Boolean(), nullable=False),
        sa.Column("created_at", UtcTime(), nullable=False),
        _reference("document", "consultation_id", "consultation"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document")),
        sa.UniqueConstraint("consultation_id", name=op.f("uq_document_consultation_id")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "document_goal",
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("goal_id", sa.Integer(), nullable=False),
        sa.Column("included", sa.Boolean(), nullable=False),
        sa.Column("theme_id", sa.Integer(), nullable=True),
        sa.Column("theme_number", sa.Integer(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=True),
        _reference("document_goal", "document_id", "document"),
        _reference("document_goal", "goal_id", "goal"),
        _reference("document_goal", "theme_id", "theme"),
        sa.PrimaryKeyConstraint("document_id", "goal_id", name=op.f("pk_document_goal")),
        sa.UniqueConstraint(
            "document_id", "theme_number", "number", name=op.f("uq_document_goal_document_id_theme_number_number")
        ),
    )


def downgrade() -> None:
    """Change them back."""
    op.drop_table("document_goal")
    op.drop_table("document")
