"""Links end with newer ones and show codes, join keys know what they stand for, devices are noted"""

import sqlalchemy as sa
from alembic import op

from workshop.fields import UtcTime

revision = "2026_11_26_5"
down_revision = "2026_11_26_3"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the tables."""
    op.add_column("sign_in_link", sa.Column("ended_at", UtcTime(), nullable=True))
    op.add_column("sign_in_link", sa.Column("code_hash", sa.String(64), nullable=True))
    op.add_column("sign_in_link", sa.Column("code_ends_at", UtcTime(), nullable=True))
    op.add_column("sign_in_link", sa.Column("code_tries", sa.Integer(), server_default="0", nullable=False))
    op.add_column("join_key", sa.Column("fingerprint", sa.String(64), nullable=True))
    op.create_table(
        "device",
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("mark", sa.String(64), nullable=False),
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column("noted_at", UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participant.id"], name=op.f("fk_device_participant_id_participant")
        ),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["consultation.id"], name=op.f("fk_device_consultation_id_consultation")
        ),
        sa.PrimaryKeyConstraint("participant_id", "mark", name=op.f("pk_device")),
    )
    op.create_index(op.f("ix_device_consultation_id"), "device", ["consultation_id"])


def downgrade() -> None:
    """Change them back."""
    op.drop_table("device")
    op.drop_column("join_key", "fingerprint")
    for name in ("code_tries", "code_ends_at", "code_hash", "ended_at"):
        op.drop_column("sign_in_link", name)
