"""Drafts are commented on"""

import sqlalchemy as sa
from alembic import op

from workshop.fields import UtcTime

revision = "2026_11_30_2"
down_revision = "2026_11_30_1"
branch_labels = None
depends_on = None


def _reference(table, column, to):
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}_{to}"))


def upgrade() -> None:
    """Change the tables."""
    op.create_table(
        "draft_comment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("thing_id", sa.Integer(), nullable=False),
        sa.Column("lang", sa.String(length=12), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("suggestion", sa.Text(), nullable=False),
        sa.Column("original", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("written_at", UtcTime(), nullable=False),
        _reference("draft_comment", "document_id", "document"),
        _reference("draft_comment", "participant_id", "participant"),
        _reference("draft_comment", "body_id", "body"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft_comment")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_draft_comment_document_id"), "draft_comment", ["document_id"])
    op.create_index(op.f("ix_draft_comment_participant_id"), "draft_comment", ["participant_id"])
    op.create_table(
        "spokesperson",
        sa.Column("body_id", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=False),
        _reference("spokesperson", "body_id", "body"),
        _reference("spokesperson", "participant_id", "participant"),
        sa.PrimaryKeyConstraint("body_id", "participant_id", name=op.f("pk_spokesperson")),
    )


def downgrade() -> None:
    """Change them back."""
    op.drop_table("spokesperson")
    op.drop_table("draft_comment")
