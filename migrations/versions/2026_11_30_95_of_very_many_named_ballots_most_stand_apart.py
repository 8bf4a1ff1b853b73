"""Of very many named ballots most stand apart from the figures"""

import sqlalchemy as sa
from alembic import op

from workshop.fields import Json

revision = "2026_11_30_95"
down_revision = "2026_11_30_92"
branch_labels = None
depends_on = None

TALLY = sa.table("tally", sa.column("round_id"), sa.column("breakdowns", Json), sa.column("more_ballots", Json))


def upgrade() -> None:
    """Change the tables."""
    op.add_column("tally", sa.Column("more_ballots", Json, nullable=True))


def downgrade() -> None:
    """Change them back, with all ballots beside the figures."""
    apart = sa.select(TALLY).where(TALLY.c.more_ballots.is_not(None))
    for round_id, broken, more in op.get_bind().execute(apart).all():
        broken.pop("more_ballots")
        whole = {**broken, "ballots": broken["ballots"] + more}
        op.get_bind().execute(sa.update(TALLY).where(TALLY.c.round_id == round_id).values(breakdowns=whole))
    op.drop_column("tally", "more_ballots")
