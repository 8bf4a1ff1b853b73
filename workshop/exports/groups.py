"""The table of the figures of groups: bodies, workshops, kinds of municipalities; and one vote for each of these."""

from collections.abc import Iterator
from typing import Any

from workshop.exports.called import counted_id, counted_rounds, later, title_of, what_was_counted
from workshop.exports.tables import DOTTED, FIGURE, HIDDEN, Column, Table, table
from workshop.language import labels
from workshop.language.words import Words
from workshop.methods import METHODS

# A group and its figures in one breakdown; None: hidden.
_Found = tuple[str, str, dict[str, float] | None]


def groups_table(record: dict, words: Words) -> Table:
    """Return one row for each group and goal of each round with a breakdown; a dash is a suppressed figure."""
    _ = words.translate
    all_figures = {cell: name for how in METHODS.values() for cell, name in how.figures.items()}
    columns = [
        Column(_("Round"), 40),
        Column(_("Number"), 9, DOTTED),
        Column(what_was_counted(record, words), 50),
        Column(_("Counted"), 24),
        Column(_("Group"), 40),
        *(Column(_(name), 12, FIGURE) for name in all_figures.values()),
        Column(_("Note"), 60),
    ]
    broken_down = [each for each in counted_rounds(record) if _has_groups(each["tally"])]
    marked = any(called["since"] for each in broken_down for called in each["called"])
    columns += [Column(_("After the vote"), 40)] if marked else []

    def rows(round_, called):
        after = [later([called], words)] if marked else []
        note = _(
            "Kept back: fewer than %(least)s voters, or all chose alike, or it would give another such figure away."
        ) % {"least": round_["threshold"]}
        cells = METHODS[round_["method"]].cells
        for name, group, figures in _groups(record, round_["tally"], str(counted_id(called)), words):
            shown = [(HIDDEN if figures is None else figures[cell]) if cell in cells else None for cell in all_figures]
            head = [words.text(round_["title"]), called["number"], title_of(called, words)]
            counted = words.label(labels.BREAKDOWNS, name)
            yield [*head, counted, group, *shown, note if figures is None else "", *after]

    found = [row for each in broken_down for called in each["called"] for row in rows(each, called)]
    return table(_("By group"), columns, found)


def _has_groups(tally: dict) -> bool:
    return bool(tally.get("breakdowns") or tally.get("municipalities"))


def _groups(record: dict, tally: dict, goal: str, words: Words) -> Iterator[_Found]:
    """Give the groups of a goal, in the order of the breakdowns: what each is of, its name, and its figures."""
    for name, broken in (tally.get("breakdowns") or {}).items():
        titles = _titles(record, tally, name, words)
        for key, figures in broken.get(goal, {}).items():
            yield name, titles.get(key) or _untitled(key, words), figures
    municipalities: dict[str, Any] | None = tally.get("municipalities")
    if municipalities and goal in municipalities["goals"]:
        _ = words.translate
        yield "municipalities", _("All municipalities"), municipalities["goals"][goal]


def _titles(record: dict, tally: dict, name: str, words: Words) -> dict[str, str]:
    if name == "body":
        return {each["key"]: words.text(each["title"]) for each in record["bodies"]}
    return {key: words.text(title) for key, title in tally.get("titles", {}).get(name, {}).items()}


def _untitled(key: str, words: Words) -> str:
    _ = words.translate
    return _("A body that was removed") if key else _("No body")
