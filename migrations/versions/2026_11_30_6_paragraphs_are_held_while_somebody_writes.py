"""Paragraphs are held while somebody writes in them, documents count their changes, a removed comment has a reason"""

import sqlalchemy as sa
from alembic import op

from workshop.fields import UtcTime

revision = "2026_11_30_6"
down_revision = "2026_11_30_4"
branch_labels = None
depends_on = None

HOLDER = "fk_document_paragraph_held_by_id_participant"


def upgrade() -> None:
    """Change the tables."""
    with op.batch_alter_table("document_paragraph", table_kwargs={"sqlite_autoincrement": True}) as batch:
        batch.add_column(sa.Column("held_by_id", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("held_until", UtcTime(), nullable=True))
        batch.create_foreign_key(op.f(HOLDER), "participant", ["held_by_id"], ["id"])
    op.add_column("document", sa.Column("changes", sa.Integer(), server_default="0", nullable=False))
    op.add_column("draft_comment", sa.Column("removal", sa.Text(), nullable=True))


def downgrade() -> None:
    """Change them back."""
    op.drop_column("draft_comment", "removal")
    op.drop_column("document", "changes")
    with op.batch_alter_table("document_paragraph", table_kwargs={"sqlite_autoincrement": True}) as batch:
        batch.drop_constraint(op.f(HOLDER), type_="foreignkey")
        batch.drop_column("held_until")
        batch.drop_column("held_by_id")
