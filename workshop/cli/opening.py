"""What the commands of the command line share: the data directory, the database, and how refusals end them."""

from contextlib import contextmanager

import click

from workshop import backups
from workshop.config import BadSettings, read_settings
from workshop.db import Database
from workshop.errors import Refusal
from workshop.migrating import NewerSchema, migrate
from workshop.operations.installing import install
from workshop.private import make_private

data_option = click.option("--data", type=click.Path(file_okay=False), help="The data directory (WORKSHOP_DATA).")


@contextmanager
def opened(data, **given):
    """Give (settings, database) of an installation, made and brought up to date where that is due."""
    with refusing():
        settings = read_settings(data=data, **given)
        if settings.embedded or settings.data.exists():
            make_private(settings.data)
        migrate(settings.database_url)
        database = Database(settings.database_url, settings.allowed)
        try:
            database.write(install)
            yield settings, database
        finally:
            database.dispose()


@contextmanager
def refusing():
    """Turn refusals into a message and a failing exit status."""
    try:
        yield
    except (BadSettings, NewerSchema, FileExistsError, *backups.REFUSALS) as refused:
        raise click.ClickException(str(refused)) from refused
    except Refusal as refusal:
        raise click.ClickException(f"{refusal.code}: {refusal}") from refusal
