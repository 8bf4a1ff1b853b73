"""The bundle: a zip file that anyone can check with the program in it, without the app and without asking anybody."""

import hashlib
import io
import zipfile
from collections.abc import Iterable
from pathlib import Path

from workshop.exports.bundle import verify
from workshop.exports.bundle.words import guide, translations
from workshop.exports.writer import Progress, Writer, unheard
from workshop.fields import canonical

VERIFY = Path(verify.__file__)
# The same in each: a bundle of the same state has the same bytes.
MOMENT = (1980, 1, 1, 0, 0, 0)
READABLE = 0o644 << 16
UNIX = 3
# Progress is told after so many lines.
AT_ONCE = 500


class Bundle(Writer):
    """The journal, the closed votes, the ballots of named ones, what checks them, and a manifest of their hashes."""

    mimetype = "application/zip"

    def __init__(self, reads: str):
        self.reads = reads

    def write(self, record, lang, told=unheard):
        """Return a bundle (queries/bundle.py) as a zip file, the same in every language."""
        out, hashes = io.BytesIO(), {}
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as parts:
            for name, contents in _files(record, told):
                hashes[name] = _put(parts, name, contents)
            about = {name: record[name] for name in ("consultation", "copy", "revision", "head")}
            manifest = {"format": "workshop-bundle", "version": 1, **about, "files": hashes}
            manifest["sha256"] = hashlib.sha256(canonical(manifest)).hexdigest()
            _put(parts, verify.MANIFEST, [canonical(manifest) + b"\n"])
            # It is put in the place of these zeros, so that the end of the file knows its length.
            parts.comment = verify.SEAL + b"0" * 64
        whole = out.getvalue()[: -len(verify.SEAL) - 64]
        return whole + verify.SEAL + hashlib.sha256(whole).hexdigest().encode()


def _files(bundle: dict, told: Progress) -> Iterable[tuple[str, Iterable[bytes]]]:
    """Give (name, contents in parts) of each file but the manifest."""
    yield "README.txt", [guide(bundle).encode()]
    yield VERIFY.name, [VERIFY.read_bytes()]
    yield verify.TRANSLATIONS, [canonical(translations()) + b"\n"]
    # The journal is most of it, but where very many voted in named rounds.
    steps = len(bundle["journal"]) + sum(map(len, bundle["ballots"].values()))
    at = 0

    def followed(things):
        nonlocal at
        for thing in things:
            at += 1
            if at % AT_ONCE == 0:
                told(at / steps)
            yield canonical(thing) + b"\n"

    yield verify.JOURNAL, followed(bundle["journal"])
    for number, round_ in bundle["rounds"].items():
        yield f"rounds/{number}.json", [canonical(round_) + b"\n"]
    for number, ballots in bundle["ballots"].items():
        yield f"ballots/{number}.jsonl", followed(ballots)


def _put(parts, name, contents):
    """Write a file into the zip; return its hash."""
    info, hashed = zipfile.ZipInfo(name, MOMENT), hashlib.sha256()
    info.compress_type, info.external_attr, info.create_system = zipfile.ZIP_DEFLATED, READABLE, UNIX
    with parts.open(info, "w") as file:
        for part in contents:
            hashed.update(part)
            file.write(part)
    return hashed.hexdigest()
