"""Ballots without voters, encrypted for an auditor."""

import pyrage

from workshop.exports.bundle.verify import SEALED, digest
from workshop.exports.writer import Writer, unheard
from workshop.fields import canonical


class Sealed(Writer):
    """The ballots of some rounds, a line each, in a file that only the auditor's key opens (age, X25519).

    The first line says what it is and has the last hash; each line has a hash over the one before it, so that whoever
    has opened the file can see at which line something was changed.
    """

    mimetype = "application/octet-stream"
    reads = "sealed"

    def write(self, record, lang, told=unheard):
        """Return sealed ballots (queries/exported/sealed.py); nothing of them is ever stored in the clear."""
        lines, chain = [], ""
        for number, ballots in record["ballots"].items():
            for choices in ballots:
                line = {"round": number, "choices": choices}
                chain = digest(chain.encode(), canonical(line))
                lines.append({**line, "chain": chain})
        about = {"format": SEALED, "version": 1, **{name: record[name] for name in ("consultation", "recipient")}}
        about |= {"rounds": list(record["ballots"]), "number": len(lines), "head": chain}
        about["sha256"] = digest(canonical(about))
        contents = b"".join(canonical(line) + b"\n" for line in (about, *lines))
        return pyrage.encrypt(contents, [pyrage.x25519.Recipient.from_str(record["recipient"])])
