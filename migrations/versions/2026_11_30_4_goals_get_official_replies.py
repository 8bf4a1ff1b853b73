"""Goals get official replies"""

import sqlalchemy as sa
from alembic import op

from workshop.fields import UtcTime

revision = "2026_11_30_4"
down_revision = "2026_11_30_2"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the tables."""
    op.create_table(
        "official_reply",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column("goal_id", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("lang", sa.String(length=12), nullable=False),
        sa.Column("role", sa.String(length=300), nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=True),
        sa.Column("written_at", UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name=op.f("fk_official_reply_body_id_body")),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["consultation.id"], name=op.f("fk_official_reply_consultation_id_consultation")
        ),
        sa.ForeignKeyConstraint(["goal_id"], ["goal.id"], name=op.f("fk_official_reply_goal_id_goal")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_official_reply")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_official_reply_goal_id"), "official_reply", ["goal_id"])


def downgrade() -> None:
    """Change them back."""
    op.drop_table("official_reply")
