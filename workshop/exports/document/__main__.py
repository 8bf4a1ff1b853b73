"""Makes one file of the document that comes as JSON: `python -m workshop.exports.document KIND beside|after LANG…`.

With KIND `check` it gives what is wrong with a template that comes in it.
"""

import json
import sys
from base64 import b64decode

from workshop.content import content_from
from workshop.exports.document.made import check, fill, write

if __name__ == "__main__":
    kind, order, *languages = sys.argv[1:]
    given = json.load(sys.stdin.buffer)
    template = b64decode(given.get("template", ""))
    if kind == "check":
        made = check(template)
    else:
        about, beside = (content_from(given["content"]), tuple(languages)), order == "beside"
        made = fill(template, *about, beside=beside) if template else write(kind, *about, beside=beside)
    sys.stdout.buffer.write(made)
