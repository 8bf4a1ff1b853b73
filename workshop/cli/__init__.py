"""The command line: serve, web, worker, init, example, token, invite, export, municipalities, upkeep."""

import json
import sys
from pathlib import Path

import click
from sqlalchemy import select

from workshop import identity
from workshop.cli.listening import PORT, listening, warnings
from workshop.cli.municipalities import municipalities
from workshop.cli.opening import data_option, opened
from workshop.cli.upkeep import backup, new_key, restore, upgrade
from workshop.commands.example import EMAIL, Example, make_example
from workshop.commands.inviting import invite_as_system
from workshop.config import Settings
from workshop.config.private import keep_to_oneself
from workshop.db import database_now
from workshop.exports.names import NAMES
from workshop.fields import LANGUAGES
from workshop.logs import log_as_json
from workshop.models import Account, Consultation, Round, Workshop
from workshop.operations.auditing import note
from workshop.operations.installing import is_empty, make_administrator
from workshop.operations.people.accounts import INVITATION_MINUTES, make_link, make_token
from workshop.operations.people.addresses import normal_email
from workshop.policy import ROLES
from workshop.queries.exported.reading import exported
from workshop.queries.record import place_of_all
from workshop.serving.processes import become_web_server, serve_forever

# A link on the machine's console is for its administrator, and may wait for the morning.
CONSOLE_LINK_MINUTES = 12 * 60


@click.group()
@click.version_option(package_name="workshop", prog_name="workshop", message="%(prog)s %(version)s")
def main():
    """Workshop: goals, comments and votes, live and between meetings."""
    keep_to_oneself()


for command in (backup, restore, upgrade, new_key, municipalities):
    main.add_command(command)


@main.command()
@data_option
@click.option("--administrator", metavar="EMAIL", help="Make this address an administrator's.")
def init(data, administrator):
    """Make or upgrade the database."""
    with opened(data) as (_, database):
        if administrator:
            database.write(lambda session: make_administrator(session, administrator).id)
    click.echo("The database is ready.", err=True)


@main.command()
@data_option
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", type=PORT, default=8000, show_default=True)
@click.option("--example", is_flag=True, help="Make the example consultation where there is none.")
def serve(data, host, port, example):
    """Serve the app and its worker."""
    host, port = listening(host, port)
    with opened(data, listens=(host, port)) as (settings, database):
        log_as_json(settings.log_level)
        if example and _is_empty(database):
            make_example(database)
        for line in (*_links(settings, database), *warnings(settings, host)):
            click.echo(line)
    sys.stdout.flush()
    sys.exit(serve_forever(settings, host, port))


@main.command()
@data_option
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", type=PORT, default=8000, show_default=True)
def web(data, host, port):
    """Serve the app alone, for where the worker is a service of its own."""
    host, port = listening(host, port)
    with opened(data, listens=(host, port)) as (settings, _):
        log_as_json(settings.log_level)
        for line in warnings(settings, host):
            click.echo(line)
    sys.stdout.flush()
    become_web_server(settings, host, port)


@main.command()
@data_option
def worker(data):
    """Do the jobs: a process of its own, for where the web server is not started by `serve`."""
    from workshop.worker import Worker

    with opened(data) as (settings, database):
        log_as_json(settings.log_level)
        Worker(settings, database).run()


@main.command()
@data_option
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def example(data, as_json):
    """Make the example consultation."""
    with opened(data) as (settings, database):
        made = make_example(database)
        described = _described(settings, database, made)
    click.echo(json.dumps(described, ensure_ascii=False) if as_json else described["facilitator"]["sign_in"])


@main.command()
@data_option
@click.option("--email", required=True)
def token(data, email):
    """Print a bearer token for an account."""
    with opened(data) as (settings, database):
        click.echo(_token(settings, database, _account_id(database, email)))


@main.command()
@data_option
@click.option("--consultation", required=True, metavar="SLUG")
@click.option("--email", required=True)
@click.option("--role", type=click.Choice(ROLES), default="member", show_default=True)
@click.option("--name")
@click.option("--lang", type=click.Choice(LANGUAGES), default="fi", show_default=True)
def invite(data, consultation, email, role, name, lang):
    """Invite someone to a consultation, and print a link that signs them in once."""
    with opened(data) as (settings, database):
        database.write(lambda session: invite_as_system(session, consultation, email, role, name, lang))
        click.echo(_sign_in(settings, database, email, then=f"/c/{consultation}", minutes=INVITATION_MINUTES))


@main.command()
@data_option
@click.option("--consultation", required=True, metavar="SLUG")
@click.option("--name", type=click.Choice(sorted(NAMES)), default="results.xlsx", show_default=True)
@click.option("--lang", type=click.Choice(LANGUAGES), default="fi", show_default=True)
@click.option("--output", type=click.Path(dir_okay=False), help="The file to write; without it, standard output.")
def export(data, consultation, name, lang, output):
    """Write an export of a consultation: what everyone in it may see."""
    writer = NAMES[name]
    with opened(data) as (_, database):
        with database.read() as session:
            found = exported(session, *place_of_all(session, consultation), writer.reads)
            number = session.scalar(select(Consultation.id).where(Consultation.slug == consultation))
        about = {"consultation_id": number, "file": name}
        database.write(lambda session: note(session, "exported", actor_id=None, **about))
    contents = writer.write(found, lang)
    if output:
        Path(output).write_bytes(contents)
    else:
        sys.stdout.buffer.write(contents)


def _is_empty(database):
    with database.read() as session:
        return is_empty(session)


def _account_id(database, email):
    with database.read() as session:
        found = session.scalar(select(Account.id).where(Account.email == normal_email(email)))
    if found is None:
        raise click.ClickException(f"no account has the address {email}")
    return found


def _token(settings, database, account_id):
    def work(session):
        account = session.get(Account, account_id)
        note(session, "token_made", actor_id=None, about_id=account_id)
        return identity.sign_token(settings.secret_key, make_token(session, account, database_now(session)))

    return database.write(work)


def _sign_in(settings, database, email, then="", minutes=CONSOLE_LINK_MINUTES):
    secret = database.write(lambda session: make_link(session, email, minutes=minutes))
    return f"{settings.url}/sign-in/{secret}" + (f"?next={then}" if then else "")


def _described(settings, database, made: Example) -> dict:
    with database.read() as session:
        code = session.get(Workshop, made.workshop_id).code
        rounds = [session.get(Round, number) for number in made.round_ids]
        described = [{"id": each.id, "kind": each.kind, "method": each.method} for each in rounds]
    return {
        "consultation": made.slug,
        "url": settings.url,
        "workshop": {"id": made.workshop_id, "code": code},
        "rounds": described,
        "facilitator": {
            "email": EMAIL,
            "token": _token(settings, database, made.facilitator_id),
            "sign_in": _sign_in(settings, database, EMAIL),
        },
    }


def _links(settings: Settings, database):
    yield f"Workshop: {settings.url}"
    with database.read() as session:
        leader = session.scalar(select(Account.id).where(Account.email == EMAIL))
        newest = session.scalar(select(Workshop).where(Workshop.state == "current").order_by(Workshop.id.desc()))
    if leader is not None and newest is not None:
        key = identity.link_key(settings.secret_key, newest.code)
        yield f"Take part (code {newest.code[:4]} {newest.code[4:]}): {settings.url}/join/{newest.code}?k={key}"
        yield f"Lead the example (works once): {_sign_in(settings, database, EMAIL)}"
