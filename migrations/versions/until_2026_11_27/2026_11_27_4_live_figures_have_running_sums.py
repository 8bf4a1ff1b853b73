"""Live figures have running sums, and one process counts for all"""

import sqlalchemy as sa
from alembic import op

from workshop.fields import Json, UtcTime

revision = "2026_11_27_4"
down_revision = "2026_11_27_3"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the tables. Rounds that are open have no sums yet, so their next count is whole."""
    op.create_table(
        "running_sum",
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("node", sa.String(length=16), nullable=False),
        sa.Column("goal", sa.String(length=20), nullable=False),
        sa.Column("cell", sa.String(length=20), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_running_sum_round_id_round")),
        sa.PrimaryKeyConstraint("round_id", "node", "goal", "cell", name=op.f("pk_running_sum")),
        sqlite_with_rowid=False,
        postgresql_with={"fillfactor": 40},
    )
    op.create_table(
        "counting",
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("node", sa.String(length=16), nullable=False),
        sa.Column("counted_at", UtcTime(), nullable=False),
        sa.Column("mark", sa.Integer(), nullable=False),
        sa.Column("base", Json, nullable=True),
        sa.Column("whole_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_counting_round_id_round")),
        sa.PrimaryKeyConstraint("round_id", name=op.f("pk_counting")),
    )


def downgrade() -> None:
    """Change them back. Danger: the version before finds what to count by the roll, so all that is open counts anew."""
    for table in ("counting", "running_sum"):
        op.drop_table(table)
