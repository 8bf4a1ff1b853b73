"""Measures that were voted on keep the names under which they were counted"""

import sqlalchemy as sa
from alembic import op

from workshop.fields import Json

revision = "2026_11_27_9"
down_revision = "2026_11_27_8"
branch_labels = None
depends_on = None

NAME = "called_measure"
REFERENCES = ("consultation", "goal", "measure", "round", "theme")
INDEXED = ("consultation_id", "goal_id", "measure_id")


def upgrade() -> None:
    """Change the tables."""
    op.create_table(
        NAME,
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("measure_id", sa.Integer(), nullable=False),
        sa.Column("goal_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("title", Json, nullable=False),
        sa.Column("theme_id", sa.Integer(), nullable=False),
        sa.Column("theme_title", Json, nullable=False),
        sa.Column("since", Json, nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        *(
            sa.ForeignKeyConstraint([f"{other}_id"], [f"{other}.id"], name=op.f(f"fk_{NAME}_{other}_id_{other}"))
            for other in REFERENCES
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{NAME}")),
        sa.UniqueConstraint("round_id", "measure_id", name=op.f(f"uq_{NAME}_round_id_measure_id")),
        sqlite_autoincrement=True,
    )
    for column in INDEXED:
        op.create_index(op.f(f"ix_{NAME}_{column}"), NAME, [column], unique=False)


def downgrade() -> None:
    """Change them back."""
    op.drop_table(NAME)
