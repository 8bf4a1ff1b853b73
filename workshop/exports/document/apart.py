"""A document's files, each made in a process of its own, with which its libraries' memory goes."""

import json
import logging
import subprocess
import sys
from base64 import b64encode
from typing import Any

from workshop.content import Content, as_data
from workshop.errors import FileNotMade
from workshop.exports.document.odt import office
from workshop.exports.document.own.faults import TemplateFault
from workshop.exports.workbook import Workbook

MIMETYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
    "pdf": "application/pdf",
    "xlsx": Workbook.mimetype,
}
LONGEST_SECONDS = 120
# Others wait meanwhile who ask for files, and a template of an ordinary letter takes a second.
CHECKED_SECONDS = 30
log = logging.getLogger("workshop.exports")


def kinds_here() -> list[str]:
    """Return the kinds of files that can be made on this server: ODT alone needs what may not be installed."""
    return [kind for kind in MIMETYPES if kind != "odt" or office()]


def check_apart(template: bytes) -> list[TemplateFault]:
    """Return all that is wrong with an organisation's own template, also that it could not be checked."""
    try:
        found = _run(["check", "after"], _carried(template), CHECKED_SECONDS)
    except FileNotMade:
        return [TemplateFault("unchecked")]
    return [TemplateFault(**each) for each in json.loads(found)]


def fill_apart(template: bytes, content: Content, languages: tuple[str, ...], *, beside: bool = False) -> bytes:
    """Return a document in an own template that was checked, as DOCX; raises FileNotMade."""
    return _made(_carried(template), content, "own", languages, beside)


def make_apart(content: Content, kind: str, languages: tuple[str, ...], *, beside: bool = False) -> bytes:
    """Return a document as one of MIMETYPES; raises FileNotMade."""
    return _made({}, content, kind, languages, beside)


def _made(more: dict[str, str], content: Content, kind: str, languages: tuple[str, ...], beside: bool) -> bytes:
    order = "beside" if beside else "after"
    return _run([kind, order, *languages], {**more, "content": as_data(content)}, LONGEST_SECONDS)


def _carried(template: bytes) -> dict[str, str]:
    return {"template": b64encode(template).decode()}


def _run(arguments: list[str], given: dict[str, Any], seconds: int) -> bytes:
    command, kind = [sys.executable, "-m", "workshop.exports.document", *arguments], arguments[0]
    sent = json.dumps(given).encode()
    try:
        done = subprocess.run(command, input=sent, capture_output=True, timeout=seconds, check=True)
    except subprocess.TimeoutExpired as error:
        log.error("a file of a document took too long", extra={"figures": {"kind": kind}})
        raise FileNotMade(kind) from error
    except subprocess.CalledProcessError as error:
        # Only its last line: it names the failure, and what stands before it may quote people.
        why = error.stderr.decode(errors="replace").strip().rpartition("\n")[2][:200]
        log.error("a file of a document could not be made", extra={"figures": {"kind": kind, "why": why}})
        raise FileNotMade(kind) from error
    return done.stdout
