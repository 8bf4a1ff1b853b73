"""Documents keep which goals were adopted"""

import json

import sqlalchemy as sa
from alembic import op

from workshop.fields import Json

revision = "2026_12_01_04"
down_revision = "2026_12_01_03"
branch_labels = None
depends_on = None

DOCUMENT = sa.table("document", sa.column("id"), sa.column("adopted_goal_ids", Json))
ADOPTED = sa.table("adopted_document", *map(sa.column, ("id", "document_id", "content")))
GOAL = sa.table("document_goal", *map(sa.column, ("document_id", "goal_id", "theme_number", "number")))


def upgrade() -> None:
    """Change the tables; what was adopted names its goals by the numbers that they have in the document for good."""
    op.add_column("document", sa.Column("adopted_goal_ids", Json, nullable=True))
    database = op.get_bind()
    newest = {row.document_id: row.content for row in database.execute(sa.select(ADOPTED).order_by(ADOPTED.c.id))}
    for document, content in newest.items():
        blocks = [block for section in json.loads(content)["sections"] for block in section["blocks"]]
        numbers = {block["number"] for block in blocks if block["type"] == "goal"}
        rows = database.execute(sa.select(GOAL).where(GOAL.c.document_id == document))
        ids = sorted(row.goal_id for row in rows if f"{row.theme_number}.{row.number}" in numbers)
        op.execute(sa.update(DOCUMENT).where(DOCUMENT.c.id == document).values(adopted_goal_ids=ids))


def downgrade() -> None:
    """Change them back."""
    op.drop_column("document", "adopted_goal_ids")
