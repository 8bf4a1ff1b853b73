"""Ballots without voters, encrypted for an auditor."""

import json

import pyrage

from workshop.exports.writer import Writer, unheard


class Sealed(Writer):
    """The ballots of some rounds as JSON, in a file that only the auditor's key opens (age, X25519)."""

    mimetype = "application/octet-stream"
    reads = "sealed"

    def write(self, record, lang, told=unheard):
        """Return sealed ballots (queries/exported/sealed.py); nothing of them is ever stored in the clear."""
        contents = json.dumps(record, ensure_ascii=False, sort_keys=True, indent=1).encode() + b"\n"
        return pyrage.encrypt(contents, [pyrage.x25519.Recipient.from_str(record["recipient"])])
