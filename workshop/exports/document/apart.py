"""A document's files, each made in a process of its own, with which its libraries' memory goes."""

import json
import logging
import subprocess
import sys
from base64 import b64encode

from workshop.errors import FileNotMade
from workshop.exports.document.odt import office
from workshop.exports.document.own.faults import TemplateFault
from workshop.exports.workbook import Workbook
from workshop.states.content import Content, as_data

MIMETYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
    "pdf": "application/pdf",
    "xlsx": Workbook.mimetype,
}
LONGEST_SECONDS = 120
log = logging.getLogger("workshop.exports")


def kinds_here() -> list[str]:
    """Return the kinds of files that can be made on this server: ODT alone needs what may not be installed."""
    return [kind for kind in MIMETYPES if kind != "odt" or office()]


class TemplateRefused(ValueError):
    """An own template that can't be filled; `faults` are all that is wrong with it."""

    def __init__(self, faults: list[TemplateFault]):
        super().__init__(faults)
        self.faults = faults


def fill_apart(template: bytes, content: Content, languages: tuple[str, ...], *, beside: bool = False) -> bytes:
    """Return a document in an organisation's own template, as DOCX; raises TemplateRefused, FileNotMade."""
    made = _made({"template": b64encode(template).decode()}, content, "own", languages, beside)
    if made.startswith(b"["):
        raise TemplateRefused([TemplateFault(**each) for each in json.loads(made)])
    return made


def make_apart(content: Content, kind: str, languages: tuple[str, ...], *, beside: bool = False) -> bytes:
    """Return a document as one of MIMETYPES; raises FileNotMade."""
    return _made({}, content, kind, languages, beside)


def _made(more: dict[str, str], content: Content, kind: str, languages: tuple[str, ...], beside: bool) -> bytes:
    order = "beside" if beside else "after"
    command = [sys.executable, "-m", "workshop.exports.document", kind, order, *languages]
    given = json.dumps({**more, "content": as_data(content)}).encode()
    try:
        done = subprocess.run(command, input=given, capture_output=True, timeout=LONGEST_SECONDS, check=True)
    except subprocess.TimeoutExpired as error:
        log.error("a file of a document took too long", extra={"figures": {"kind": kind}})
        raise FileNotMade(kind) from error
    except subprocess.CalledProcessError as error:
        # Only its last line: it names the failure, and what stands before it may quote people.
        why = error.stderr.decode(errors="replace").strip().rpartition("\n")[2][:200]
        log.error("a file of a document could not be made", extra={"figures": {"kind": kind, "why": why}})
        raise FileNotMade(kind) from error
    return done.stdout
