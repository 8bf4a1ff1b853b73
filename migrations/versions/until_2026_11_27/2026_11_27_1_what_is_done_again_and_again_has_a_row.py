"""What is done again and again has a row that says when it is due"""

import sqlalchemy as sa
from alembic import op

from workshop.fields import UtcTime

revision = "2026_11_27_1"
down_revision = "2026_11_26_7"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the tables."""
    op.create_table(
        "periodic_job",
        sa.Column("name", sa.String(length=20), nullable=False),
        sa.Column("due_at", UtcTime(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("failure", sa.String(length=200), nullable=True),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_periodic_job")),
    )


def downgrade() -> None:
    """Change them back."""
    op.drop_table("periodic_job")
