"""Documents keep what was proposed"""

import sqlalchemy as sa
from alembic import op

from workshop.fields import Json

revision = "2026_11_30_981"
down_revision = "2026_11_30_98"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; the previous version, which may still be running, leaves it empty."""
    op.add_column("document", sa.Column("proposed", Json, nullable=True))


def downgrade() -> None:
    """Drop it."""
    op.drop_column("document", "proposed")
