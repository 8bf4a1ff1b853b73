"""Sign-ins by issuer and subject, filled with those by mail"""

import sqlalchemy as sa
from alembic import op

from workshop.fields import UtcTime

revision = "2026_11_27_2"
down_revision = "2026_11_27_1"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the tables."""
    op.create_table(
        "sign_in",
        sa.Column("issuer", sa.String(length=255), nullable=False),
        sa.Column("subject", sa.String(length=255), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_sign_in_account_id_account")),
        sa.PrimaryKeyConstraint("issuer", "subject", name=op.f("pk_sign_in")),
    )
    op.create_index(op.f("ix_sign_in_account_id"), "sign_in", ["account_id"])
    # Whoever has an address signs in by mail. The version before goes on to find accounts by their address alone.
    op.execute(
        "INSERT INTO sign_in (issuer, subject, account_id, created_at)"
        " SELECT 'mail', email, id, created_at FROM account WHERE email IS NOT NULL"
    )


def downgrade() -> None:
    """Change them back."""
    op.drop_table("sign_in")
