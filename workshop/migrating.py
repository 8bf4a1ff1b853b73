"""Brings the tables of a database to a revision: with Alembic, from the migrations beside the package."""

import sys
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config

from workshop.db import plain_engine

# In a checkout the migrations stand beside the package; an installed app finds its copy under sys.prefix.
_BESIDE = Path(__file__).resolve().parent.parent / "migrations"
FOLDER = _BESIDE if _BESIDE.is_dir() else Path(sys.prefix) / "share" / "workshop" / "migrations"


def migrate(database_url: str, revision: str = "head") -> None:
    """Bring the tables up or down to `revision` (head: the newest; base: none)."""
    with _configured(database_url) as config:
        if revision == "base" or revision.startswith("-"):
            command.downgrade(config, revision)
        else:
            command.upgrade(config, revision)


def write_migration(database_url: str, message: str, number: str) -> None:
    """Write a new migration from what the models have and the database lacks."""
    with _configured(database_url) as config:
        command.revision(config, message, autogenerate=True, rev_id=number)


@contextmanager
def _configured(database_url):
    engine = plain_engine(database_url)
    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    try:
        with engine.connect() as connection:
            config.attributes["connection"] = connection
            yield config
            connection.commit()
    finally:
        engine.dispose()
