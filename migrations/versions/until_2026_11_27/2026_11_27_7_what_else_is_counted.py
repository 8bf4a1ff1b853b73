"""What is published of a vote besides its figures is kept with them"""

import sqlalchemy as sa
from alembic import op

from workshop.fields import Json

revision = "2026_11_27_7"
down_revision = "2026_11_27_6"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column."""
    op.add_column("tally", sa.Column("extras", Json, nullable=True))


def downgrade() -> None:
    """Remove it."""
    op.drop_column("tally", "extras")
