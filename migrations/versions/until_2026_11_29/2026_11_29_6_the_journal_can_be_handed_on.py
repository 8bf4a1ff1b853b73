"""The journal can be handed on in parts: each part of an event has a salt of its own"""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_29_6"
down_revision = "2026_11_29_4"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the tables."""
    op.add_column("event", sa.Column("plain_salt", sa.LargeBinary(16), nullable=True))


def downgrade() -> None:
    """Change them back."""
    op.drop_column("event", "plain_salt")
