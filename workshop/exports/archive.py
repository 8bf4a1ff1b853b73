"""The record itself, as JSON."""

import json

from workshop.exports.writer import Writer, unheard
from workshop.insight.understanding import understanding


class Archive(Writer):
    """The whole record in all its languages, the same for every reader."""

    mimetype = "application/json"

    def write(self, record, lang, told=unheard):
        """Return the record under a head that names format and version."""
        whole = {"format": "workshop-record", "version": 1, **record, "understanding": understanding(record)}
        return json.dumps(whole, ensure_ascii=False, indent=1).encode() + b"\n"
