"""The commands on the list of municipalities: import."""

from datetime import UTC, datetime
from pathlib import Path

import click

from workshop.cli.opening import data_option, opened
from workshop.language.clocks import ZONE
from workshop.operations.municipalities.lists import store_list
from workshop.operations.municipalities.reading import COLUMNS, MERGED, BadList, read_list


@click.group()
def municipalities():
    """The list of municipalities, of which one comes along."""


@municipalities.command(name="import")
@data_option
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--from", "valid_from", type=click.DateTime(["%Y-%m-%d"]), help="The first day on which it is valid.")
def import_list(data, file, valid_from):
    """Read another year's list from a CSV file, valid from today on or from the given day.

    Codes stay: what is no longer in the list is not suggested any more, and keeps its figures.
    """
    day = (valid_from or datetime.now(UTC).astimezone(ZONE)).date()
    try:
        lines = read_list(file.read_text(encoding="utf-8-sig"))
        with opened(data) as (_, database):
            imported = database.write(lambda session: store_list(session, lines, day))
    except UnicodeDecodeError as wrong:
        raise click.ClickException(f"{file}: not in UTF-8") from wrong
    except BadList as wrong:
        columns = f"The columns are {', '.join(COLUMNS)}, and {MERGED} where municipalities were merged."
        raise click.ClickException(f"{file}: {wrong}. {columns}") from wrong
    click.echo(f"{imported.number} municipalities, valid from {day}.")
    for words, codes in (("New", imported.new), ("No longer in the list", imported.gone)):
        if codes:
            click.echo(f"{words}: {', '.join(codes)}")
