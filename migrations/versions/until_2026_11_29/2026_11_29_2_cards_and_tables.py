"""Seats are taken with cards, tables come with one device, and facilitators write down what bodies told them"""

import secrets

import sqlalchemy as sa
from alembic import op

from workshop.fields import Json, UtcTime

revision = "2026_11_29_2"
down_revision = "2026_11_29_1"
branch_labels = None
depends_on = None

INSTALLATION = sa.table("installation", sa.column("epoch"))
CONTRIBUTIONS = ("goal", "measure", "comment")
ONE_BY_CARD = sa.text("card_id IS NOT NULL AND NOT empty")


def upgrade() -> None:
    """Change the tables."""
    op.create_table(
        "card",
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("batch", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("seed", sa.String(length=32), nullable=True),
        sa.Column("made_at", UtcTime(), nullable=False),
        sa.Column("taken_at", UtcTime(), nullable=True),
        sa.Column("given_back_at", UtcTime(), nullable=True),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["consultation.id"], name=op.f("fk_card_consultation_id_consultation")
        ),
        sa.ForeignKeyConstraint(["workshop_id"], ["workshop.id"], name=op.f("fk_card_workshop_id_workshop")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_card")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_card_code_hash")),
        sa.UniqueConstraint("workshop_id", "number", name=op.f("uq_card_workshop_id_number")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_card_consultation_id"), "card", ["consultation_id"])
    op.create_index(op.f("ix_card_workshop_id"), "card", ["workshop_id"])
    with op.batch_alter_table("participant", table_kwargs={"sqlite_autoincrement": True}) as participant:
        participant.add_column(sa.Column("kind", sa.String(length=20), server_default="person", nullable=False))
        participant.add_column(sa.Column("people", sa.Integer(), nullable=True))
        participant.add_column(sa.Column("card_id", sa.Integer(), nullable=True))
        participant.create_foreign_key(op.f("fk_participant_card_id_card"), "card", ["card_id"], ["id"])
        participant.create_unique_constraint(op.f("uq_participant_card_id"), ["card_id"])
    with op.batch_alter_table("roll", table_kwargs={"sqlite_with_rowid": False}) as roll:
        roll.add_column(sa.Column("card_id", sa.Integer(), nullable=True))
        roll.create_foreign_key(op.f("fk_roll_card_id_card"), "card", ["card_id"], ["id"])
    op.create_index(
        "uq_roll_round_id_card_id",
        "roll",
        ["round_id", "card_id"],
        unique=True,
        sqlite_where=ONE_BY_CARD,
        postgresql_where=ONE_BY_CARD,
    )
    for table in CONTRIBUTIONS:
        op.add_column(table, sa.Column("from_table", Json, nullable=True))
        op.add_column(table, sa.Column("told_by", Json, nullable=True))
    # What everybody holds has none of it: they start again.
    op.get_bind().execute(sa.update(INSTALLATION).values(epoch=secrets.token_hex(8)))


def downgrade() -> None:
    """Change them back."""
    for table in CONTRIBUTIONS:
        op.drop_column(table, "told_by")
        op.drop_column(table, "from_table")
    op.drop_index("uq_roll_round_id_card_id", table_name="roll")
    with op.batch_alter_table("roll", table_kwargs={"sqlite_with_rowid": False}) as roll:
        roll.drop_constraint(op.f("fk_roll_card_id_card"), type_="foreignkey")
        roll.drop_column("card_id")
    with op.batch_alter_table("participant", table_kwargs={"sqlite_autoincrement": True}) as participant:
        participant.drop_constraint(op.f("uq_participant_card_id"), type_="unique")
        participant.drop_constraint(op.f("fk_participant_card_id_card"), type_="foreignkey")
        for name in ("card_id", "people", "kind"):
            participant.drop_column(name)
    op.drop_table("card")
