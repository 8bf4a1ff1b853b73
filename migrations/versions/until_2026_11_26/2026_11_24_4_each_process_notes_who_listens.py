"""Each process notes who listens to it"""

import sqlalchemy as sa
from alembic import op

from workshop.fields import Json, UtcTime

revision = "2026_11_24_4"
down_revision = "2026_11_24_3"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the tables."""
    op.create_table(
        "presence",
        sa.Column("node", sa.String(length=16), nullable=False),
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column("participant_ids", Json, nullable=False),
        sa.Column("noted_at", UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["consultation.id"], name=op.f("fk_presence_consultation_id_consultation")
        ),
        sa.PrimaryKeyConstraint("node", "consultation_id", name=op.f("pk_presence")),
    )


def downgrade() -> None:
    """Change them back."""
    op.drop_table("presence")
