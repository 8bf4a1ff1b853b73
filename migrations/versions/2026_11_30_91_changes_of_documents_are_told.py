"""Changes of documents are told"""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_30_91"
down_revision = "2026_11_30_9"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the tables."""
    op.add_column("document", sa.Column("revision", sa.Integer(), server_default="0", nullable=False))


def downgrade() -> None:
    """Change them back."""
    op.drop_column("document", "revision")
