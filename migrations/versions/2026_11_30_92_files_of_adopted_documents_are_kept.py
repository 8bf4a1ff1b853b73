"""Files of adopted documents are kept"""

import sqlalchemy as sa
from alembic import op

from workshop.fields import UtcTime

revision = "2026_11_30_92"
down_revision = "2026_11_30_91"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "adopted_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("adopted_id", sa.Integer(), nullable=False),
        sa.Column("about", sa.String(length=400), nullable=False),
        sa.Column("size", sa.Integer(), nullable=True),
        sa.Column("made_at", UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["adopted_id"], ["adopted_document.id"], name=op.f("fk_adopted_file_adopted_id_adopted_document")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_adopted_file")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_adopted_file_adopted_id"), "adopted_file", ["adopted_id"])
    op.create_table(
        "adopted_file_part",
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("contents", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["file_id"], ["adopted_file.id"], name=op.f("fk_adopted_file_part_file_id_adopted_file")
        ),
        sa.PrimaryKeyConstraint("file_id", "position", name=op.f("pk_adopted_file_part")),
    )


def downgrade() -> None:
    """Drop them."""
    op.drop_table("adopted_file_part")
    op.drop_table("adopted_file")
