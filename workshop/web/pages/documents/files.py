"""How a document's files are asked for, and sent."""

from collections.abc import Iterator, Mapping

from flask import Response, request

from workshop.content import Content
from workshop.errors import NotFound
from workshop.exports.document.apart import MIMETYPES
from workshop.web.pages.downloads import sent
from workshop.web.session.document_languages import languages_asked, stand_beside


def languages_of(content: Content) -> tuple[str, ...]:
    """Return the languages of the file that is asked for."""
    return languages_asked(content, request.values.get("lang", ""))


def are_beside(languages: tuple[str, ...]) -> bool:
    """Whether they are to stand beside each other."""
    return stand_beside(languages, request.args.get("beside", ""))


def template_asked(given: Mapping[str, str]) -> int | None:
    """Return the number of the own template that a file is to be made in, if any; raises NotFound for no number."""
    number = given.get("template", "")
    try:
        return int(number) if number else None
    except ValueError as error:
        raise NotFound("template") from error


def sent_as(made: bytes | Iterator[bytes], name: str, ext: str) -> Response:
    """Return a file as the download of a document, called after its consultation or its address."""
    return sent(made, MIMETYPES[ext], f"{name}-document.{ext}")
