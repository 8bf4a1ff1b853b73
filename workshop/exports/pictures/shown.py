"""All pictures of a record, and their files: SVG, PNG, and the table as CSV."""

import logging
import subprocess
import sys
from collections.abc import Callable
from typing import Any

from workshop.errors import FileNotMade
from workshop.exports.pictures import along, between, crossed
from workshop.exports.pictures.picture import Picture
from workshop.exports.separated import separated
from workshop.exports.tables import Table
from workshop.exports.writer import CSV, Writer, unheard
from workshop.insight.accord import NAME as ACCORD
from workshop.insight.course import NAME as COURSE
from workshop.insight.crossing import NAME as CROSSING
from workshop.language.speech import gettext as _
from workshop.language.speech import speaking

PICTURED: dict[str, Callable[[dict[str, Any]], Picture]] = {
    CROSSING: crossed.crossed,
    ACCORD: between.between,
    COURSE: along.along,
}
SVG = "image/svg+xml"
LONGEST_SECONDS = 60
log = logging.getLogger("workshop.exports")


def pictures_of(record: dict[str, Any]) -> list[Picture]:
    """Return the pictures of a record (queries/record.py), in the current language."""
    return [pictured(record) for pictured in PICTURED.values()]


def tables_of(record: dict[str, Any], lang: str) -> list[Table]:
    """Return the tables of the pictures, without those that have no row."""
    with speaking(lang):
        return [each.table for each in pictures_of(record) if each.table.rows]


class _OfPicture(Writer):
    def __init__(self, name: str):
        self._pictured = PICTURED[name]


class Drawn(_OfPicture):
    """A picture as SVG with styles of its own, that needs nothing else and has no script."""

    mimetype = SVG

    def write(self, record, lang, told=unheard):
        """Return the picture in the reader's language."""
        with speaking(lang):
            return self._pictured(record).svg(alone=True).encode()


class Rastered(_OfPicture):
    """The same as PNG, for programs that take no SVG."""

    mimetype = "image/png"
    is_apart = True

    def write(self, record, lang, told=unheard):
        """Return the picture in the reader's language; raises FileNotMade."""
        with speaking(lang):
            svg = self._pictured(record).svg(alone=True)
        # Its libraries' memory goes with the process.
        command = [sys.executable, "-m", "workshop.exports.pictures.raster"]
        try:
            done = subprocess.run(command, input=svg.encode(), capture_output=True, timeout=LONGEST_SECONDS, check=True)
        except (subprocess.TimeoutExpired, subprocess.CalledProcessError) as error:
            log.error("a picture could not be made", extra={"figures": {"why": str(error)[:200]}})
            raise FileNotMade("png") from error
        return done.stdout


class Tabled(_OfPicture):
    """A picture's table."""

    mimetype = CSV

    def write(self, record, lang, told=unheard):
        """Return the table under a row of headings."""
        with speaking(lang):
            return separated(self._pictured(record).table, [_("Theme no."), _("Goal no.")])


PICTURES: dict[str, Writer] = {
    f"{name}.{ext}": made(name)
    for name in PICTURED
    for ext, made in (("svg", Drawn), ("png", Rastered), ("csv", Tabled))
}
