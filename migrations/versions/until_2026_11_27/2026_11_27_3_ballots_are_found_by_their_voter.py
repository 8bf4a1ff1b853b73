"""Ballots and entries of the roll are found by their participant"""

from alembic import op

revision = "2026_11_27_3"
down_revision = "2026_11_27_2"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the tables."""
    op.create_index(op.f("ix_ballot_participant_id"), "ballot", ["participant_id"])
    op.create_index(op.f("ix_roll_participant_id"), "roll", ["participant_id"])


def downgrade() -> None:
    """Change them back."""
    op.drop_index(op.f("ix_roll_participant_id"), "roll")
    op.drop_index(op.f("ix_ballot_participant_id"), "ballot")
