"""People vote on paper and by show of hands"""

import secrets

import sqlalchemy as sa
from alembic import op

from workshop.fields import Json

revision = "2026_11_29_3"
down_revision = "2026_11_29_2"
branch_labels = None
depends_on = None

INSTALLATION = sa.table("installation", sa.column("epoch"))


def upgrade() -> None:
    """Change the tables."""
    op.create_table(
        "paper_entry",
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("choices", Json, nullable=False),
        sa.Column("confirmed", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_paper_entry_round_id_round")),
        sa.PrimaryKeyConstraint("round_id", "number", name=op.f("pk_paper_entry")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "paper_ballot",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("choices", Json, nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_paper_ballot_round_id_round")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_ballot")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_paper_ballot_round_id"), "paper_ballot", ["round_id"])
    op.add_column("roll", sa.Column("on_paper", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("tally", sa.Column("paper", Json, nullable=True))
    op.add_column("round", sa.Column("paper", sa.String(20), nullable=True))
    op.add_column("round", sa.Column("paper_proof", Json, nullable=True))
    op.add_column("round", sa.Column("sheets", sa.Integer(), server_default="0", nullable=False))
    op.add_column("round", sa.Column("hands", Json, nullable=True))
    # What everybody holds has none of it: they start again.
    op.get_bind().execute(sa.update(INSTALLATION).values(epoch=secrets.token_hex(8)))


def downgrade() -> None:
    """Change them back."""
    for name in ("hands", "sheets", "paper_proof", "paper"):
        op.drop_column("round", name)
    op.drop_column("tally", "paper")
    op.drop_column("roll", "on_paper")
    op.drop_table("paper_ballot")
    op.drop_table("paper_entry")
