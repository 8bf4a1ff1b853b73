"""Consultations end in a document"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from workshop.fields import UtcTime

revision = "2026_11_29_9"
down_revision = "2026_11_29_8"
branch_labels = None
depends_on = None

# Danger: a backup is restored by deleting all rows, so these refuse changes alone; the app deletes none.
TRIGGERS = {
    "sqlite": [
        "CREATE TRIGGER adopted_document_stays BEFORE UPDATE ON adopted_document "
        "BEGIN SELECT RAISE(ABORT, 'what was adopted stays'); END",
    ],
    "postgresql": [
        "CREATE FUNCTION adopted_document_stays() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'what was adopted stays'; END $$",
        "CREATE TRIGGER adopted_document_stays BEFORE UPDATE ON adopted_document "
        "FOR EACH ROW EXECUTE FUNCTION adopted_document_stays()",
    ],
}


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
        sa.Column("correction", sa.Text(), nullable=False),
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
    op.create_table(
        "document_paragraph",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("section", sa.String(length=20), nullable=False),
        sa.Column("theme_id", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", _json(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        _reference("document_paragraph", "document_id", "document"),
        _reference("document_paragraph", "theme_id", "theme"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document_paragraph")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_document_paragraph_document_id"), "document_paragraph", ["document_id"])
    op.create_table(
        "adopted_document",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("address", sa.String(length=80), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("corrects_id", sa.Integer(), nullable=True),
        sa.Column("adopted_at", UtcTime(), nullable=False),
        _reference("adopted_document", "document_id", "document"),
        _reference("adopted_document", "corrects_id", "adopted_document"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_adopted_document")),
        sa.UniqueConstraint("address", name=op.f("uq_adopted_document_address")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_adopted_document_document_id"), "adopted_document", ["document_id"])
    for statement in TRIGGERS[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    """Change them back."""
    op.drop_table("adopted_document")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION adopted_document_stays()")
    op.drop_table("document_paragraph")
    op.drop_table("document_goal")
    op.drop_table("document")
