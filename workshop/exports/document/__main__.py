"""Makes one file of the document that comes as JSON: `python -m workshop.exports.document KIND beside|after LANG…`."""

import json
import sys
from base64 import b64decode

from workshop.exports.document.made import fill, write
from workshop.states.content import content_from

if __name__ == "__main__":
    kind, order, *languages = sys.argv[1:]
    given = json.load(sys.stdin.buffer)
    about = (content_from(given["content"]), tuple(languages))
    beside = order == "beside"
    template = b64decode(given.get("template", ""))
    sys.stdout.buffer.write(fill(template, *about, beside=beside) if template else write(kind, *about, beside=beside))
