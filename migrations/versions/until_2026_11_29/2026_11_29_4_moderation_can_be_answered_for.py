"""Contributions wait for a facilitator, members report, authors answer, and reasons of objections can be hidden"""

import secrets

import sqlalchemy as sa
from alembic import op

from workshop.fields import Json, UtcTime

revision = "2026_11_29_4"
down_revision = "2026_11_29_3"
branch_labels = None
depends_on = None

INSTALLATION = sa.table("installation", sa.column("epoch"))
QUEUED = ("goal", "measure", "comment")
FLAGS = (*((table, "waits") for table in QUEUED), ("round", "moderated"))


def upgrade() -> None:
    """Change the tables."""
    for table, name in FLAGS:
        op.add_column(table, sa.Column(name, sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("hiding", sa.Column("about", Json, nullable=True))
    op.add_column("hiding", sa.Column("answer", sa.Text(), nullable=True))
    op.add_column("hiding", sa.Column("answered_at", UtcTime(), nullable=True))
    op.add_column("notice", sa.Column("answer", sa.Text(), nullable=True))
    op.add_column("tally", sa.Column("hidden_reasons", Json, nullable=True))
    _make_queued()
    _make_report()
    # What everybody holds has none of it: they start again.
    op.get_bind().execute(sa.update(INSTALLATION).values(epoch=secrets.token_hex(8)))


def downgrade() -> None:
    """Change them back."""
    op.drop_table("report")
    op.drop_table("queued")
    op.drop_column("tally", "hidden_reasons")
    op.drop_column("notice", "answer")
    for name in ("answered_at", "answer", "about"):
        op.drop_column("hiding", name)
    for table, name in FLAGS:
        op.drop_column(table, name)


def _thing() -> list[sa.Column]:
    return [
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
    ]


def _make_queued() -> None:
    op.create_table(
        "queued",
        *_thing(),
        sa.Column("state", sa.String(20), server_default="current", nullable=False),
        *(sa.Column(f"{noun}_id", sa.Integer(), nullable=True) for noun in QUEUED),
        *(sa.ForeignKeyConstraint([f"{n}_id"], [f"{n}.id"], name=op.f(f"fk_queued_{n}_id_{n}")) for n in QUEUED),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["consultation.id"], name=op.f("fk_queued_consultation_id_consultation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_queued")),
        sqlite_autoincrement=True,
    )
    for column in ("consultation_id", *(f"{noun}_id" for noun in QUEUED)):
        op.create_index(op.f(f"ix_queued_{column}"), "queued", [column])


def _make_report() -> None:
    op.create_table(
        "report",
        *_thing(),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("thing_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("reported_at", UtcTime(), nullable=False),
        sa.Column("outcome", sa.String(20), nullable=True),
        sa.Column("settled_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["consultation.id"], name=op.f("fk_report_consultation_id_consultation")
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participant.id"], name=op.f("fk_report_participant_id_participant")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report")),
        sa.UniqueConstraint("participant_id", "kind", "thing_id", name=op.f("uq_report_participant_id_kind_thing_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_report_consultation_id"), "report", ["consultation_id"])
    op.create_index(op.f("ix_report_participant_id"), "report", ["participant_id"])
