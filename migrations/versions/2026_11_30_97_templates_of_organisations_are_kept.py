"""Templates of organisations are kept"""

import sqlalchemy as sa
from alembic import op

from workshop.fields import UtcTime

revision = "2026_11_30_97"
down_revision = "2026_11_30_95"
branch_labels = None
depends_on = None

TO_TEMPLATE = "fk_export_template_id_own_template"
# What is read of its default from SQLite would be another one.
LANGUAGES = sa.Column("languages", sa.String(length=100), server_default="", nullable=False)


def upgrade() -> None:
    """Change the tables."""
    op.create_table(
        "own_template",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("contents", sa.LargeBinary(), nullable=False),
        sa.Column("kept_at", UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["consultation.id"], name=op.f("fk_own_template_consultation_id_consultation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_own_template")),
        sa.UniqueConstraint("consultation_id", "name", name=op.f("uq_own_template_consultation_id_name")),
        sqlite_autoincrement=True,
    )
    # Not by `batch_alter_table`: it makes the table anew on SQLite, and of the defaults in it others.
    op.execute(
        f"ALTER TABLE export ADD COLUMN template_id INTEGER CONSTRAINT {TO_TEMPLATE} REFERENCES own_template (id)"
    )


def downgrade() -> None:
    """Change them back."""
    # The reference stands beside the column where it was added, and at the end where the table was made with it.
    as_it_is = {"table_kwargs": {"sqlite_autoincrement": True}, "reflect_args": [LANGUAGES]}
    with op.batch_alter_table("export", **as_it_is) as batch:
        batch.drop_column("template_id")
    op.drop_table("own_template")
