"""The static files, under an address that changes with their contents, so that browsers may keep them for good."""

import hashlib
import re
from functools import lru_cache
from pathlib import Path

from flask import Flask, Response, send_from_directory
from markupsafe import Markup
from rjsmin import jsmin

from workshop.web import modules
from workshop.web.compressing import pack

FOLDER = Path(__file__).parent.parent / "static"
PACKED = (".css", ".js", ".svg")
# What a sheet says only to who reads its source.
ASIDE = re.compile(r"^[ \t]*/\*(?:.|\n)*?\*/|^[ \t]+", re.MULTILINE)
# A file that is never asked for twice needs nothing to be asked again by; each of these counts on a slow network.
UNUSED = ("Accept-Ranges", "Content-Disposition", "ETag", "Last-Modified")
# The sheets of all pages, which go out as one; those of some pages alone (walls, entry pages …) are linked there.
SHEETS = [f"base/{name}" for name in ("tokens", "base", "layout", "forms", "sentences", "parts")]
SHEETS += [f"nouns/{name}" for name in ("goals", "rounds", "ballots", "dock", "results")]
SHEETS += ["pages/desk", "base/sync", "base/print"]
TOGETHER = "css/all.css"
# A page's module with all that it imports, as one script.
WHOLE = "whole/"
OWN = frozenset(path.relative_to(FOLDER).as_posix() for path in (FOLDER / "js").rglob("*.js"))


def register(app: Flask) -> None:
    """Serve the files; templates ask for addresses by `asset("icon.svg")`, for `scripts("js/pages/room.js")`."""
    build = build_of(FOLDER)
    app.jinja_env.globals["asset"] = lambda name: f"/static/{build}/{name}"
    app.jinja_env.globals["scripts"] = lambda name: _scripts(build, name)

    @app.get("/static/<build>/<path:name>", endpoint="static")
    def static(build: str, name: str) -> Response:
        """Give a file; one asked for under another build's address is not kept."""
        response = _made(name)
        if response.status_code != 200 or build != build_of(FOLDER):
            response.headers["Cache-Control"] = "no-cache"
            return response
        if name.endswith(".js") and not name.startswith((modules.FOREIGN, WHOLE)):
            response.direct_passthrough = False
            response.set_data(jsmin(response.get_data(as_text=True)))
        if name.endswith(PACKED):
            pack(response)
        response.headers["Cache-Control"] = "max-age=31536000, immutable"
        # Scripts are in UTF-8 by their nature, and sheets are read as the page is.
        response.headers["Content-Type"] = response.mimetype
        for header in UNUSED:
            response.headers.pop(header, None)
        return response


@lru_cache(maxsize=4)
def build_of(folder: Path) -> str:
    """A short name for the contents of all files in a folder."""
    digest = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        digest.update(str(path.relative_to(folder)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]


def _scripts(build, name):
    """What loads a page's script: what is foreign in it is asked for at once, and not when the script has come."""
    preload = Markup('<link rel="modulepreload" href="/static/{}/{}">\n')
    links = Markup("").join(preload.format(build, each) for each in modules.foreign_of(FOLDER, name))
    return links + Markup('<script type="module" src="/static/{}/{}{}"></script>').format(build, WHOLE, name)


@lru_cache(maxsize=16)
def _whole(name, build):
    return jsmin(modules.together(FOLDER, name, f"/static/{build}"))


def squeezed(text: str) -> str:
    """Leave out of a sheet what only its readers need: comments that stand alone, indents, empty lines and the like."""
    return re.sub(r"^([\w-]+): ", r"\1:", re.sub(r"\n+", "\n", ASIDE.sub("", text)), flags=re.MULTILINE)


def _made(name):
    if name == TOGETHER:
        return _together()
    page = name.removeprefix(WHOLE)
    if page == name or page not in OWN:
        return _file(name)
    return Response(_whole(page, build_of(FOLDER)), mimetype="text/javascript")


def _file(name):
    return send_from_directory(FOLDER, name)


def _together():
    texts = [(FOLDER / "css" / f"{sheet}.css").read_text() for sheet in SHEETS]
    return Response(squeezed("\n".join(texts)), mimetype="text/css")
