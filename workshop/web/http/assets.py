"""Static files, at an address that changes with their contents, so that browsers may keep them for good."""

import hashlib
from functools import lru_cache
from pathlib import Path

from flask import Flask, Response, send_from_directory
from markupsafe import Markup

from workshop.web.http import modules
from workshop.web.http.compressing import pack_file
from workshop.web.http.squeezing import squeezed_script, squeezed_sheet

FOLDER = Path(__file__).parents[2] / "static"
PACKED = (".css", ".js", ".svg")
# Headers for asking again, which a file that is kept for good does not need; each counts on a slow network.
UNUSED = ("Accept-Ranges", "Content-Disposition", "ETag", "Last-Modified")
# The sheets of all pages, which go out as one; those of some pages alone (walls, entry pages …) are linked there.
SHEETS = ["base/tokens", "base/themes", "../fonts/fonts"]
SHEETS += [f"base/{name}" for name in ("base", "icons", "layout", "top", "panes", "forms", "sentences", "parts")]
SHEETS += [f"nouns/{name}" for name in ("themes", "goals", "lists", "filters", "proposing", "rounds", "asking")]
SHEETS += [f"nouns/{name}" for name in ("ballots", "choices", "ballot-rows", "dock", "results")]
SHEETS += ["base/sync", "base/forced", "base/print"]
TOGETHER = "css/all.css"
# A page's module with all that it imports, as one script; and what the page asks for when it is wanted.
WHOLE = "whole/"
LATER = "later/"
OWN = frozenset(path.relative_to(FOLDER).as_posix() for path in (FOLDER / "js").rglob("*.js"))


def register(app: Flask) -> None:
    """Serve the files; templates ask for addresses by `asset("icon.svg")`, for `scripts("js/pages/room.js")`."""
    build = build_of(FOLDER)
    app.jinja_env.globals["asset"] = lambda name: f"/static/{build}/{name}"
    app.jinja_env.globals["scripts"] = lambda name: _scripts(build, name)

    @app.get("/static/<build>/<path:name>", endpoint="static")
    def static(build: str, name: str) -> Response:
        """Return a file; one requested under another build's address is not kept."""
        response = _made(name)
        if response.status_code != 200 or build != build_of(FOLDER):
            response.headers["Cache-Control"] = "no-cache"
            return response
        if name.endswith(PACKED):
            pack_file(response)
        response.headers["Cache-Control"] = "max-age=31536000, immutable"
        # Scripts are always read as UTF-8, and sheets as the page is.
        response.headers["Content-Type"] = response.mimetype
        for header in UNUSED:
            response.headers.pop(header, None)
        return response


@lru_cache(maxsize=4)
def build_of(folder: Path) -> str:
    """Return a short name for the contents of all files in a folder."""
    digest = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        digest.update(str(path.relative_to(folder)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]


def _scripts(build, name):
    """Return the tags that load a page's script; vendored modules in it are fetched in parallel."""
    preload = Markup('<link rel="modulepreload" href="/static/{}/{}">\n')
    links = Markup("").join(preload.format(build, each) for each in modules.foreign_of(FOLDER, name))
    return links + Markup('<script type="module" src="/static/{}/{}{}"></script>').format(build, WHOLE, name)


@lru_cache(maxsize=16)
def _whole(name, build):
    return squeezed_script(modules.together(FOLDER, name, f"/static/{build}"))


@lru_cache(maxsize=16)
def _later(page, name, build):
    return squeezed_script(modules.later(FOLDER, page, name, f"/static/{build}"))


def _made(name):
    if name == TOGETHER:
        return _together()
    if name.startswith(LATER):
        page, _, wanted = name.removeprefix(LATER).partition(".js/")
        if {f"{page}.js", wanted} <= OWN:
            return Response(_later(f"{page}.js", wanted, build_of(FOLDER)), mimetype="text/javascript")
    page = name.removeprefix(WHOLE)
    if page == name or page not in OWN:
        return _file(name)
    return Response(_whole(page, build_of(FOLDER)), mimetype="text/javascript")


def _file(name):
    # Not every system knows the kind of fonts.
    return send_from_directory(FOLDER, name, mimetype="font/woff2" if name.endswith(".woff2") else None)


def _together():
    texts = [(FOLDER / "css" / f"{sheet}.css").read_text() for sheet in SHEETS]
    return Response(squeezed_sheet("\n".join(texts)), mimetype="text/css")
