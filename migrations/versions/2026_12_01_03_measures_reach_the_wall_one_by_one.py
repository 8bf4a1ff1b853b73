"""Measures reach the wall one by one"""

import secrets

import sqlalchemy as sa
from alembic import op

revision = "2026_12_01_03"
down_revision = "2026_11_30_99"
branch_labels = None
depends_on = None

INSTALLATION = sa.table("installation", sa.column("epoch"))


def upgrade() -> None:
    """Add the column; the previous version, which may still be running, leaves it false."""
    op.add_column("measure", sa.Column("on_wall", sa.Boolean(), server_default=sa.false(), nullable=False))
    # What everybody holds has none of it: they start again.
    op.get_bind().execute(sa.update(INSTALLATION).values(epoch=secrets.token_hex(8)))


def downgrade() -> None:
    """Drop it."""
    op.drop_column("measure", "on_wall")
