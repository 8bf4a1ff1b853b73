"""The words in a bundle: its guide for readers, and the translations of the sentences of `verify.py`."""

import ast
from pathlib import Path

from workshop.exports.bundle import verify
from workshop.fields import LANGUAGES
from workshop.language.words import Words


def translations() -> dict[str, dict[str, str]]:
    """Return, by language, the translation of each sentence that `verify.py` says."""
    return {lang: {each: Words(lang).translate(each) for each in _sentences()} for lang in LANGUAGES if lang != "en"}


def guide(bundle: dict) -> str:
    """Return what readers must know of a bundle, in each language."""
    return "\n\n".join(_guide(bundle, Words(lang)) for lang in LANGUAGES)


def _guide(bundle, words):
    _ = words.translate
    everyone = bundle["copy"] == "everyone"
    paragraphs = [
        _("Consultation “%(consultation)s”: the record, as of event %(revision)s of its journal") % bundle,
        _("Unpack this file, and run: python3 verify.py --lang en. It needs Python 3.9 or later, and asks nobody."),
        _("To check this file as it is, run: python3 verify.py record.zip, with a verify.py that you trust."),
        _("Recounted: the ballots are here, and give the figures that were published."),
        _(
            "Commitment checked: the ballots are not here. The figures are those that were locked when the round "
            "closed, before anybody saw them."
        ),
        _(
            "journal.jsonl: what has happened, each event tied to the one before by a hash. Of what is not handed on "
            "there is the hash alone: what facilitators or one person alone may see, what was hidden, withdrawn or "
            "erased, and texts that were replaced."
        ),
        _("rounds: the votes that are over, with their figures where they have been shown."),
        _("ballots: who voted what, in rounds in which names are shown."),
        _("manifest.json: the hash of each file (SHA-256), and the last hash of the journal: %(head)s") % bundle,
        _(
            "Whoever has an earlier record can look for its last hash in this journal: where it stands, nothing before "
            "it has been changed since."
        ),
    ]
    if not everyone:
        inside = _("This is the facilitators' own copy. It has people's names and what was hidden: do not hand it on.")
        paragraphs.insert(1, inside)
    return "\n\n".join(paragraphs)


def _sentences():
    calls = [node for node in ast.walk(ast.parse(Path(verify.__file__).read_text())) if isinstance(node, ast.Call)]
    said = [node.args[0] for node in calls if getattr(node.func, "id", "") == "noop"]
    return sorted(node.value for node in said if isinstance(node, ast.Constant))
