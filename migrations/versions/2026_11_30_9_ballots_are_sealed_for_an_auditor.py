"""Ballots without names leave for an auditor, sealed, by two facilitators together"""

import secrets

import sqlalchemy as sa
from alembic import op

from workshop.fields import Json, UtcTime

revision = "2026_11_30_9"
down_revision = "2026_11_30_8"
branch_labels = None
depends_on = None

INSTALLATION = sa.table("installation", sa.column("epoch"))
TO_FILE = "fk_export_sealed_file_id_sealed_file"
# What is read of its default from SQLite would be another one.
LANGUAGES = sa.Column("languages", sa.String(length=100), server_default="", nullable=False)


def upgrade() -> None:
    """Change the tables."""
    op.add_column("round", sa.Column("audit_told", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.create_table(
        "sealed_file",
        sa.Column("round_ids", Json, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("recipient", sa.String(length=80), nullable=False),
        sa.Column("asked_by", sa.Integer(), nullable=False),
        sa.Column("asked_at", UtcTime(), nullable=False),
        sa.Column("expires_at", UtcTime(), nullable=False),
        sa.Column("confirmed_by", sa.Integer(), nullable=True),
        sa.Column("confirmed_at", UtcTime(), nullable=True),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["asked_by"], ["participant.id"], name=op.f("fk_sealed_file_asked_by_participant")),
        sa.ForeignKeyConstraint(
            ["confirmed_by"], ["participant.id"], name=op.f("fk_sealed_file_confirmed_by_participant")
        ),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["consultation.id"], name=op.f("fk_sealed_file_consultation_id_consultation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sealed_file")),
        sqlite_autoincrement=True,
    )
    for name in ("asked_by", "confirmed_by", "consultation_id"):
        op.create_index(op.f(f"ix_sealed_file_{name}"), "sealed_file", [name])
    # Not by `batch_alter_table`: it makes the table anew on SQLite, and of the defaults in it others.
    op.execute(f"ALTER TABLE export ADD COLUMN sealed_file_id INTEGER CONSTRAINT {TO_FILE} REFERENCES sealed_file (id)")
    # What everybody holds has no sealed files: they start again.
    op.get_bind().execute(sa.update(INSTALLATION).values(epoch=secrets.token_hex(8)))


def downgrade() -> None:
    """Change them back."""
    # The reference stands beside the column where it was added, and at the end where the table was made with it.
    as_it_is = {"table_kwargs": {"sqlite_autoincrement": True}, "reflect_args": [LANGUAGES]}
    with op.batch_alter_table("export", **as_it_is) as batch:
        batch.drop_column("sealed_file_id")
    op.drop_table("sealed_file")
    op.drop_column("round", "audit_told")
