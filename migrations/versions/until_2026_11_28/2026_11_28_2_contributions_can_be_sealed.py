"""Contributions can be sealed, people say that they are done, goals reach the wall when they are shown"""

import secrets

import sqlalchemy as sa
from alembic import op

revision = "2026_11_28_2"
down_revision = "2026_11_28_1"
branch_labels = None
depends_on = None

INSTALLATION = sa.table("installation", sa.column("epoch"))
SEALABLE = ("goal", "measure", "comment")
SEALS = {"sealed_for": "participant", "sealed_in": "round"}


def upgrade() -> None:
    """Change the tables."""
    op.create_table(
        "round_done",
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_round_done_round_id_round")),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participant.id"], name=op.f("fk_round_done_participant_id_participant")
        ),
        sa.PrimaryKeyConstraint("round_id", "participant_id", name=op.f("pk_round_done")),
        sqlite_with_rowid=False,
    )
    for table in SEALABLE:
        with op.batch_alter_table(table, table_kwargs={"sqlite_autoincrement": True}) as batch:
            for name, other in SEALS.items():
                batch.add_column(sa.Column(name, sa.Integer(), nullable=True))
                batch.create_foreign_key(op.f(f"fk_{table}_{name}_{other}"), other, [name], ["id"])
                batch.create_index(op.f(f"ix_{table}_{name}"), [name])
    op.add_column("goal", sa.Column("on_wall", sa.Boolean(), server_default=sa.false(), nullable=False))
    # What everybody holds has none of it: they start again.
    op.get_bind().execute(sa.update(INSTALLATION).values(epoch=secrets.token_hex(8)))


def downgrade() -> None:
    """Change them back."""
    op.drop_column("goal", "on_wall")
    for table in SEALABLE:
        with op.batch_alter_table(table, table_kwargs={"sqlite_autoincrement": True}) as batch:
            for name, other in SEALS.items():
                batch.drop_index(op.f(f"ix_{table}_{name}"))
                batch.drop_constraint(op.f(f"fk_{table}_{name}_{other}"), type_="foreignkey")
                batch.drop_column(name)
    op.drop_table("round_done")
