"""People and goals know their workshop, and who is invited is told from who has come"""

import sqlalchemy as sa
from alembic import op

from workshop.fields import UtcTime

revision = "2026_11_25_2"
down_revision = "2026_11_25_1"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the tables."""
    op.create_table(
        "membership",
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("joined_at", UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participant.id"], name=op.f("fk_membership_participant_id_participant")
        ),
        sa.ForeignKeyConstraint(["workshop_id"], ["workshop.id"], name=op.f("fk_membership_workshop_id_workshop")),
        sa.PrimaryKeyConstraint("participant_id", "workshop_id", name=op.f("pk_membership")),
    )
    with op.batch_alter_table("participant", schema=None) as batch_op:
        batch_op.add_column(sa.Column("invited_at", UtcTime(), nullable=True))
    with op.batch_alter_table("goal", schema=None, table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.add_column(sa.Column("workshop_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(batch_op.f("fk_goal_workshop_id_workshop"), "workshop", ["workshop_id"], ["id"])


def downgrade() -> None:
    """Change them back."""
    with op.batch_alter_table("goal", schema=None, table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_goal_workshop_id_workshop"), type_="foreignkey")
        batch_op.drop_column("workshop_id")
    with op.batch_alter_table("participant", schema=None, table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.drop_column("invited_at")
    op.drop_table("membership")
