"""The table of a translators' work list, which comes back filled in."""

from collections.abc import Sequence
from typing import Any

from workshop.exports.tables import Column, Table, table
from workshop.language import official
from workshop.language.words import Words


def work_list_table(texts: Sequence[Any], lang: str, words: Words) -> Table:
    """Return a table with one row for each text: its code, what it is, the original, and the wording to be filled in.

    `texts` are those of operations/documents/texts_to_word.py. Of what is checked nothing is told in the column that
    says so, which is the translator's: who words a checked text anew has not checked it yet.
    """
    _ = words.translate
    code, wording, checked = (words.label(official.COLUMNS, name) for name in official.COLUMNS)
    columns = [
        Column(code, 12),
        Column(_("Number"), 9),
        Column(_("What"), 18),
        Column(_("Language of the original"), 12),
        Column(_("Original"), 60),
        Column(wording, 60),
        Column(checked, 12),
        Column(_("State"), 18),
    ]
    rows = [_row(text, lang, words) for text in texts]
    return table(words.label(official.SLOT_NAMES, lang), columns, rows)


def _row(text, lang, words):
    worded = text.slots.get(lang)
    return [
        text.code(lang),
        text.number,
        words.label(official.FIELDS, f"{text.kind}.{text.field}"),
        words.label(official.SLOT_NAMES, text.original_lang),
        text.original,
        worded.text if worded else "",
        "",
        words.label(official.STATES, text.state(lang)),
    ]
