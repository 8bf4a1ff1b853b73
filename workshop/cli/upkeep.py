"""The commands that maintain an installation: backup, restore, upgrade, new-key."""

import os
from datetime import UTC, datetime
from pathlib import Path

import click

from workshop import backups
from workshop.cli.opening import data_option, refusing, usable_settings
from workshop.config import BadSettings, data_folder
from workshop.config.secret_key import random_key, renew

ENDS = (
    "With the old key end all sign-ins, bearer tokens and addresses of walls: guests are found again by no link, only"
    " those with an e-mail address. Links to sign in, join codes, contributions and ballots stay."
)


@click.command()
@data_option
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--force", is_flag=True, help="Write over a file that is there.")
def backup(data, file, force):
    """Write a backup while people go on; into a folder, under a name with the time."""
    with refusing():
        settings = usable_settings(data)
        target = file / _backup_name("workshop") if file.is_dir() else file
        with backups.reading(settings.database_url) as connection:
            manifest = backups.back_up(connection, target, force=force)
    click.echo(f"{target}: {sum(manifest.counts.values())} rows of {manifest.made_at}.")


@click.command()
@data_option
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--force", is_flag=True, help="Replace what the database holds; a backup of that is kept.")
def restore(data, file, force):
    """Put a backup in the place of what the database holds; Workshop may go on running."""
    with refusing():
        settings = usable_settings(data)
        restored = backups.restore(settings.database_url, file, settings.data / "backups", force=force)
    if restored.kept:
        click.echo(f"What was there before is kept in {restored.kept}.")
    if not restored.wiped:
        click.echo("Somebody still reads what was there before, so the database has not wiped it yet.", err=True)
    click.echo(f"Restored what was there at {restored.manifest.made_at}.")


@click.command()
@data_option
@click.option("--check", is_flag=True, help="Only look.")
@click.option("--backup", "file", type=click.Path(path_type=Path), help="The file of the backup that is made first.")
def upgrade(data, check, file):
    """Bring the tables to this version's: look, make a backup, change them, look again."""
    with refusing():
        settings = usable_settings(data)
        folder = settings.data / "backups"
        outlook = backups.look(settings.database_url, file.parent if file else folder)
        for line in outlook.problems:
            click.echo(f"Problem: {line}", err=True)
        for revision, change in outlook.pending.items():
            click.echo(f"To come: {revision}, {change}")
        if outlook.problems:
            raise click.ClickException("nothing was changed")
        if not outlook.pending:
            click.echo("The tables are those of this version.")
        elif not check:
            file = file or folder / _backup_name(f"before-{list(outlook.pending)[-1]}")
            backups.upgrade(settings.database_url, file)
            click.echo(f"Done. What was there before is kept in {file}.\n{backups.way_back(file)}")


@click.command(name="new-key")
@data_option
def new_key(data):
    """Make a new secret key: in the data directory, or to be copied where the settings name one."""
    with refusing():
        folder = data_folder(os.environ, data)
        if "WORKSHOP_SECRET_KEY" not in os.environ:
            file = _renewed(folder)
            click.echo(f"A new secret key is in {file}. Start Workshop again: it is used from then on.", err=True)
        else:
            click.echo(random_key())
            click.echo("Put this into WORKSHOP_SECRET_KEY, on every machine, and start Workshop again.", err=True)
    click.echo(ENDS, err=True)


def _renewed(folder):
    try:
        return renew(folder)
    except OSError as wrong:
        raise BadSettings(f"WORKSHOP_DATA: {folder} can't be written to ({wrong.strerror}).") from wrong


def _backup_name(start):
    return f"{start}-{datetime.now(UTC):%Y%m%dT%H%M%SZ}.zip"
