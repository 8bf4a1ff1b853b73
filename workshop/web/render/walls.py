"""The addresses of links to walls: they contain a secret that is stored nowhere, and derived each time."""

from dataclasses import replace

from flask import Flask

from workshop import identity
from workshop.commands import Answer
from workshop.models import Workshop
from workshop.web.app_context import app_context
from workshop.web.http.site import site_url

MADE = "wall_link_created"


def register(app: Flask) -> None:
    """Offer `wall_url(workshop, link)` to templates."""
    app.jinja_env.globals["wall_url"] = wall_url


def wall_url(workshop: dict, link: dict) -> str:
    """Return the address of a link to a workshop's wall; both are states as in a facilitator's snapshot."""
    return _url(workshop["code"], link)


def with_url(answer: Answer) -> Answer:
    """Return the answer with the new link's address in its result, if the command made a link; also when replayed."""
    made = [event.data for event in answer.events if event.data and event.name == MADE]
    if not made:
        return answer
    with app_context().database.read() as session:
        code = session.get_one(Workshop, made[0]["workshop_id"]).code
    return replace(answer, result={**answer.result, "url": _url(code, made[0])})


def _url(code, link):
    key = identity.wall_key(app_context().settings.secret_key, link["id"], link["key"])
    return f"{site_url()}/w/{code}/wall?key={key}"
