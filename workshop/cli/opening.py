"""What the command line's commands share: the data directory, the database, and how refusals end them."""

from contextlib import contextmanager
from pathlib import Path

import click
from sqlalchemy.exc import DBAPIError

from workshop import backups
from workshop.config import BadSettings, Settings, read_settings
from workshop.config.private import make_private
from workshop.db import Database, plain_engine
from workshop.errors import Refusal
from workshop.migrating import NewerSchema, migrate
from workshop.operations.installing import install

data_option = click.option("--data", type=click.Path(file_okay=False), help="The data directory (WORKSHOP_DATA).")


@contextmanager
def opened(data, **given):
    """Yield (settings, database) of an installation, which is made or brought up to date if needed."""
    with refusing():
        settings = usable_settings(data, **given)
        migrate(settings.database_url)
        database = Database(settings.database_url, settings.allowed)
        try:
            database.write(install)
            yield settings, database
        finally:
            database.dispose()


def usable_settings(data: str | None, **given) -> Settings:
    """Read the settings, and check that directory and database can be used; raises BadSettings."""
    settings = read_settings(data=data, **given)
    try:
        if settings.embedded or settings.data.exists():
            make_private(settings.data)
    except OSError as wrong:
        raise BadSettings(f"WORKSHOP_DATA: {settings.data} can't be made ({wrong.strerror}).") from wrong
    _open_once(settings.database_url)
    return settings


@contextmanager
def refusing():
    """Turn refusals into a message and a failing exit status."""
    try:
        yield
    except (BadSettings, NewerSchema, FileExistsError, *backups.REFUSALS) as refused:
        raise click.ClickException(str(refused)) from refused
    except Refusal as refusal:
        why = f" ({_first_line(refusal.__cause__)})" if isinstance(refusal.__cause__, DBAPIError) else ""
        raise click.ClickException(f"{refusal.code}: {refusal}{why}") from refusal


def _open_once(database_url):
    file = Path(database_url.removeprefix("sqlite:///"))
    if database_url.startswith("sqlite") and not file.exists():
        # Opening would create it.
        if not file.parent.is_dir():
            raise BadSettings(f"WORKSHOP_DATABASE_URL: {file.parent} is not a directory.")
        return
    engine = plain_engine(database_url)
    try:
        engine.connect().close()
    except DBAPIError as wrong:
        raise BadSettings(f"WORKSHOP_DATABASE_URL: the database can't be opened: {_first_line(wrong)}") from None
    finally:
        engine.dispose()


def _first_line(wrong):
    """Say why the database refused: the first line says enough, and no driver quotes the password."""
    return str(wrong.orig).strip().partition("\n")[0]
