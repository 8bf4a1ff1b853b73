"""Wall links"""

import sqlalchemy as sa
from alembic import op

from workshop.fields import UtcTime

revision = "2026_11_24_2"
down_revision = "2026_11_24_1"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the tables."""
    op.create_table(
        "wall_link",
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcTime(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["consultation.id"], name=op.f("fk_wall_link_consultation_id_consultation")
        ),
        sa.ForeignKeyConstraint(["workshop_id"], ["workshop.id"], name=op.f("fk_wall_link_workshop_id_workshop")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wall_link")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("wall_link", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_wall_link_consultation_id"), ["consultation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_wall_link_workshop_id"), ["workshop_id"], unique=False)


def downgrade() -> None:
    """Change them back."""
    with op.batch_alter_table("wall_link", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_wall_link_workshop_id"))
        batch_op.drop_index(batch_op.f("ix_wall_link_consultation_id"))

    op.drop_table("wall_link")
