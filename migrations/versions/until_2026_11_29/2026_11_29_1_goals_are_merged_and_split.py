"""Goals are merged into families and split, and what belongs to them is carried along"""

import secrets

import sqlalchemy as sa
from alembic import op

from workshop.fields import Json

revision = "2026_11_29_1"
down_revision = "2026_11_28_2"
branch_labels = None
depends_on = None

INSTALLATION = sa.table("installation", sa.column("epoch"))
REFERENCES = {"goal": ("from_goal_id", "family_id"), "measure": ("from_goal_id",), "comment": ("from_goal_id",)}
WORDS = ("origin", "superseded")
LISTS = ("member_ids", "part_ids", "as_one")


def upgrade() -> None:
    """Change the tables."""
    op.create_table(
        "carried",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("thing_id", sa.Integer(), nullable=False),
        sa.Column("goal_id", sa.Integer(), nullable=False),
        sa.Column("from_goal_id", sa.Integer(), nullable=True),
        sa.Column("number", sa.Integer(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["consultation.id"], name=op.f("fk_carried_consultation_id_consultation")
        ),
        sa.ForeignKeyConstraint(["from_goal_id"], ["goal.id"], name=op.f("fk_carried_from_goal_id_goal")),
        sa.ForeignKeyConstraint(["goal_id"], ["goal.id"], name=op.f("fk_carried_goal_id_goal")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_carried")),
        sa.UniqueConstraint("kind", "thing_id", "revision", name=op.f("uq_carried_kind_thing_id_revision")),
        sqlite_autoincrement=True,
    )
    for column in ("consultation_id", "goal_id"):
        op.create_index(op.f(f"ix_carried_{column}"), "carried", [column])
    for table, names in REFERENCES.items():
        with op.batch_alter_table(table, table_kwargs={"sqlite_autoincrement": True}) as batch:
            for name in names:
                batch.add_column(sa.Column(name, sa.Integer(), nullable=True))
                batch.create_foreign_key(op.f(f"fk_{table}_{name}_goal"), "goal", [name], ["id"])
                batch.create_index(op.f(f"ix_{table}_{name}"), [name])
    for word in WORDS:
        op.add_column("goal", sa.Column(word, sa.String(length=20), nullable=True))
    for name in LISTS:
        op.add_column("goal", sa.Column(name, Json, nullable=True))
    op.add_column("goal", sa.Column("away", sa.Boolean(), server_default=sa.false(), nullable=False))
    # What everybody holds has none of it: they start again.
    op.get_bind().execute(sa.update(INSTALLATION).values(epoch=secrets.token_hex(8)))


def downgrade() -> None:
    """Change them back; what stands for others then stands beside them."""
    for name in ("away", *LISTS, *WORDS):
        op.drop_column("goal", name)
    for table, names in REFERENCES.items():
        with op.batch_alter_table(table, table_kwargs={"sqlite_autoincrement": True}) as batch:
            for name in names:
                batch.drop_index(op.f(f"ix_{table}_{name}"))
                batch.drop_constraint(op.f(f"fk_{table}_{name}_goal"), type_="foreignkey")
                batch.drop_column(name)
    op.drop_table("carried")
