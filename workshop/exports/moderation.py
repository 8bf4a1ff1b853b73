"""The table of the log of moderation."""

from collections.abc import Sequence
from typing import Any

from workshop.exports.tables import TIME, Column, Table, table
from workshop.fields import rfc3339
from workshop.language import moderating
from workshop.language.words import Words


def moderation_table(lines: Sequence[Any], words: Words) -> Table:
    """Return a table with one row for each act: when, what, who, on what, and the texts of both sides."""
    _ = words.translate
    columns = [
        Column(_("Time (Finnish time)"), 18, TIME),
        Column(_("What was done"), 28),
        Column(_("Who"), 24),
        Column(_("Role"), 16),
        Column(_("On"), 16),
        Column(_("Text"), 60),
        Column(_("Reason"), 40),
        Column(_("The author's answer"), 40),
        Column(_("What became of it"), 24),
    ]
    rows = [
        [
            rfc3339(line.at),
            words.label(moderating.ACTS, line.act),
            line.who or (_("A participant") if line.role == "reporter" else ""),
            words.label(moderating.ROLES, line.role),
            words.label(moderating.NOUNS, line.kind) if line.kind in moderating.NOUNS else "",
            _("(erased)") if line.texts is None else words.text(line.texts),
            line.reason,
            line.answer,
            words.label(moderating.OUTCOMES, line.outcome) if line.outcome else "",
        ]
        for line in lines
    ]
    return table(_("Moderation"), columns, rows)
