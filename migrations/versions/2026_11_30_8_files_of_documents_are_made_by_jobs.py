"""Files of documents are made by jobs"""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_30_8"
down_revision = "2026_11_30_6"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the tables."""
    op.add_column("export", sa.Column("languages", sa.String(length=100), nullable=False, server_default=""))
    op.add_column("export", sa.Column("beside", sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    """Change them back."""
    for name in ("beside", "languages"):
        op.drop_column("export", name)
