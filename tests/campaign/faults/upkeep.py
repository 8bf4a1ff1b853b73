"""Upkeep while people go on: a backup that is restored, an upgrade with a migration in its midst."""

import shutil
import time
from pathlib import Path

from tests.campaign.faults.registry import fault
from tests.campaign.scene import Scene
from tests.house.tree import ROOT
from workshop.migrating import revisions

MIGRATION = '''"""A change that the running version survives ({number})"""

import sqlalchemy as sa
from alembic import op

revision = "{number}"
down_revision = "{before}"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add a column and fill it."""
    op.add_column("goal", sa.Column("{number}", sa.Integer(), nullable=True))
    op.execute("UPDATE goal SET {number} = 1")


def downgrade() -> None:
    """Take it away."""
    op.drop_column("goal", "{number}")
'''


@fault()
def restored(scene: Scene) -> None:
    """A backup is restored under everybody: they start again, and what it did not have is sent again.

    Only what was answered before the backup must be in it; what was answered since is sent again with its key.
    """
    file = scene.place.home / f"{scene.slug}.zip"
    with scene.load():
        scene.pause(0.2, 0.8)
    scene.votes_pause = True
    begun = time.monotonic()
    with scene.load():
        scene.place.server.cli("backup", str(file))
        scene.pause(0, 0.5)
        scene.place.nodes[-1].cli("restore", str(file), "--force")
        scene.pause(0.2, 0.5)
    scene.votes_pause = False
    for person in scene.people:
        for sent in person.sent:
            if sent.answered_at > begun:
                person.insist(sent)
    with scene.load():
        scene.pause(0.2, 0.8)


@fault()
def upgraded(scene: Scene) -> None:
    """A version with one more migration takes over node by node: backup, migration, restart, while everybody writes."""
    version = _next_version(scene.place)
    with scene.load():
        scene.pause(0.1, 0.4)
        _install(scene.place.server, version)
        said = scene.place.server.cli("upgrade")
        scene.pause(0.1, 0.4)
        for node in scene.place.nodes:
            _install(node, version)
            node.restart()
            scene.pause(0, 0.3)

    def the_tables_were_changed():
        """The upgrade made a backup and changed the tables."""
        assert "Done." in said, said

    scene.promises.append(the_tables_were_changed)


def _install(node, version):
    # Without the second, a folder that the tests are run from would come first.
    node.env |= {"PYTHONPATH": str(version), "PYTHONSAFEPATH": "1"}
    node.installed = True


def _next_version(place) -> Path:
    """Make a copy of the app whose migrations go one further than those that the place has now."""
    made = sorted(place.home.glob("z_fault_*"))
    version = place.home / f"z_fault_{len(made) + 1:03}"
    newest = made[-1] if made else ROOT
    for folder in ("workshop", "migrations"):
        # With what was compiled of it, which takes several seconds.
        shutil.copytree(newest / folder, version / folder)
    before = made[-1].name if made else list(revisions())[-1]
    target = version / f"migrations/versions/{version.name}.py"
    target.write_text(MIGRATION.format(number=version.name, before=before))
    return version
