"""Rounds say more of themselves, goals are marked, people confirmed"""

import secrets

import sqlalchemy as sa
from alembic import op

from workshop.fields import Json, UtcTime

revision = "2026_11_27_6"
down_revision = "2026_11_27_5"
branch_labels = None
depends_on = None

INSTALLATION = sa.table("installation", sa.column("epoch"))


def _columns() -> dict[str, list[sa.Column]]:
    return {
        "consultation": [sa.Column("asks_municipality", sa.Boolean(), server_default=sa.false(), nullable=False)],
        "goal": [
            sa.Column("mark", sa.String(length=20), nullable=True),
            sa.Column("mark_reason", sa.Text(), nullable=True),
        ],
        "participant": [sa.Column("confirmed_at", UtcTime(), nullable=True)],
        "round": [
            sa.Column("instructions", Json, nullable=True),
            sa.Column("subject", sa.String(length=20), server_default="goals", nullable=False),
            sa.Column("contributions", sa.String(length=20), server_default="live", nullable=False),
            sa.Column("reaches_wall", sa.String(length=20), server_default="at_once", nullable=False),
            sa.Column("on_ballot", Json, nullable=True),
            sa.Column("cap", sa.Integer(), nullable=True),
            sa.Column("criteria", Json, nullable=True),
            sa.Column("electorate", Json, nullable=True),
            sa.Column("quorum", sa.Integer(), nullable=True),
            sa.Column("pass_mark", sa.Integer(), nullable=True),
            sa.Column("breakdowns", Json, nullable=True),
            sa.Column("practice", sa.Boolean(), server_default=sa.false(), nullable=False),
            sa.Column("question", Json, nullable=True),
            sa.Column("paused_at", UtcTime(), nullable=True),
        ],
        "tally": [sa.Column("shown", sa.Integer(), nullable=True)],
        "workshop": [sa.Column("showing", Json, nullable=True)],
    }


def upgrade() -> None:
    """Change the tables."""
    for table, other in (("round_workshop", "workshop"), ("round_measure", "measure")):
        op.create_table(
            table,
            sa.Column("round_id", sa.Integer(), nullable=False),
            sa.Column(f"{other}_id", sa.Integer(), nullable=False),
            sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f(f"fk_{table}_round_id_round")),
            sa.ForeignKeyConstraint([f"{other}_id"], [f"{other}.id"], name=op.f(f"fk_{table}_{other}_id_{other}")),
            sa.PrimaryKeyConstraint("round_id", f"{other}_id", name=op.f(f"pk_{table}")),
        )
    for table, columns in _columns().items():
        for column in columns:
            op.add_column(table, column)
    with op.batch_alter_table("measure", table_kwargs={"sqlite_autoincrement": True}) as measure:
        measure.add_column(sa.Column("type", sa.String(length=20), nullable=True))
        measure.add_column(sa.Column("responsible_body_id", sa.Integer(), nullable=True))
        measure.create_foreign_key(op.f("fk_measure_responsible_body_id_body"), "body", ["responsible_body_id"], ["id"])
    # What everybody holds has none of it: they start again.
    op.get_bind().execute(sa.update(INSTALLATION).values(epoch=secrets.token_hex(8)))


def downgrade() -> None:
    """Change them back."""
    with op.batch_alter_table("measure", table_kwargs={"sqlite_autoincrement": True}) as measure:
        measure.drop_constraint(op.f("fk_measure_responsible_body_id_body"), type_="foreignkey")
        measure.drop_column("responsible_body_id")
        measure.drop_column("type")
    for table, columns in _columns().items():
        for column in columns:
            op.drop_column(table, column.name)
    op.drop_table("round_measure")
    op.drop_table("round_workshop")
