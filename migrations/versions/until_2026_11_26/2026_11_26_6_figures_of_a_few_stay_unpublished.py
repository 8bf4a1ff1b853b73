"""Figures of a few voters stay unpublished, and a workshop can be locked for newcomers"""

import sqlalchemy as sa
from alembic import op

from workshop.fields import UtcTime

revision = "2026_11_26_6"
down_revision = "2026_11_26_5"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the tables."""
    # A batch would write the tables anew without what SQLite is told of them beside their columns.
    op.add_column("workshop", sa.Column("locked_at", UtcTime(), nullable=True))
    op.add_column("round", sa.Column("totals", sa.String(20), nullable=True))
    op.add_column("round", sa.Column("withheld", sa.Boolean(), server_default=sa.false(), nullable=False))
    # What people were told before their first answer stands: that figures are shown, and not of how many voters.
    op.execute("UPDATE round SET totals = 'threshold' WHERE kind = 'vote' AND phase = 'planned'")
    op.execute("UPDATE round SET totals = 'always' WHERE kind = 'vote' AND phase <> 'planned'")


def downgrade() -> None:
    """Change them back."""
    op.drop_column("round", "withheld")
    op.drop_column("round", "totals")
    op.drop_column("workshop", "locked_at")
