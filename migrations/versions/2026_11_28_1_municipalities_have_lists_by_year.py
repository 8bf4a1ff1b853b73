"""Municipalities have lists by year, and ballots the time at which they were sent"""

import csv
from datetime import date
from pathlib import Path

import sqlalchemy as sa
from alembic import op

import workshop
from workshop.fields import UtcTime

revision = "2026_11_28_1"
down_revision = "2026_11_27_6"
branch_labels = None
depends_on = None

# The list that this version brought along.
FIRST = date(2026, 1, 1)
FILE = Path(workshop.__file__).parent / "municipalities" / f"{FIRST}.csv"
NAMES = sa.table("municipality", *map(sa.column, ("code", "name_fi", "name_sv")))


def upgrade() -> None:
    """Change the tables, and fill in the first list."""
    entry = op.create_table(
        "municipality_entry",
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("code", sa.String(length=3), nullable=False),
        sa.Column("grouping", sa.String(length=20), nullable=False),
        sa.Column("region_code", sa.String(length=2), nullable=False),
        sa.Column("region_fi", sa.String(length=60), nullable=False),
        sa.Column("region_sv", sa.String(length=60), nullable=False),
        sa.Column("population", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["code"], ["municipality.code"], name=op.f("fk_municipality_entry_code_municipality")),
        sa.PrimaryKeyConstraint("valid_from", "code", name=op.f("pk_municipality_entry")),
    )
    op.add_column("ballot", sa.Column("cast_at", UtcTime(), nullable=True))
    with FILE.open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    there = set(op.get_bind().scalars(sa.select(NAMES.c.code)))
    named = [{name: row[name] for name in ("code", "name_fi", "name_sv")} for row in rows]
    op.bulk_insert(NAMES, [row for row in named if row["code"] not in there])
    said = ("code", "region_code", "region_fi", "region_sv")
    about = [(row["group"], int(row["population"]), {name: row[name] for name in said}) for row in rows]
    op.bulk_insert(
        entry,
        [
            {"valid_from": FIRST, "grouping": group, "population": population, **more}
            for group, population, more in about
        ],
    )


def downgrade() -> None:
    """Change them back; the municipalities stay, since participants may refer to them."""
    op.drop_column("ballot", "cast_at")
    op.drop_table("municipality_entry")
