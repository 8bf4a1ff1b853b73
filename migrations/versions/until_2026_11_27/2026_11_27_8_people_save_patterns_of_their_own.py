"""People save patterns of their own"""

import sqlalchemy as sa
from alembic import op

from workshop.fields import Json, UtcTime

revision = "2026_11_27_8"
down_revision = "2026_11_27_7"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the tables."""
    op.create_table(
        "pattern",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("title", Json, nullable=False),
        sa.Column("rounds", Json, nullable=False),
        sa.Column("created_at", UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_pattern_account_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pattern")),
        sa.UniqueConstraint("account_id", "key", name=op.f("uq_pattern_account_id_key")),
        sqlite_autoincrement=True,
    )


def downgrade() -> None:
    """Change them back."""
    op.drop_table("pattern")
