"""The table of the figures of groups: bodies, workshops, kinds of municipalities; and one vote for each of these."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from workshop.exports.called import counted_id, counted_rounds, later, title_of, what_was_counted
from workshop.exports.tables import DOTTED, FIGURE, HIDDEN, Column, Table, table
from workshop.exports.votes import figures_of, names_of
from workshop.insight.naming import names_of_groups
from workshop.language import labels
from workshop.language.words import Words
from workshop.methods import METHODS

# A group and its figures in one breakdown; None: hidden.
_Found = tuple[str, str, dict[str, Any] | None]


def groups_table(record: dict, words: Words) -> Table:
    """Return one row for each group and goal of each round with a breakdown; a dash is a suppressed figure."""
    _ = words.translate
    broken_down = [each for each in counted_rounds(record) if _has_groups(each["tally"])]
    by_method = sorted(broken_down, key=lambda each: list(METHODS).index(each["method"]))
    all_names = list(dict.fromkeys(name for each in by_method for name in names_of(each, words)))
    columns = [
        Column(_("Round"), 40),
        Column(_("Number"), 9, DOTTED),
        Column(what_was_counted(record, words), 50),
        Column(_("Counted"), 24),
        Column(_("Group"), 40),
        *(Column(name, 12, FIGURE) for name in all_names),
        Column(_("Note"), 60),
    ]
    marked = any(called["since"] for each in broken_down for called in each["called"])
    columns += [Column(_("After the vote"), 40)] if marked else []

    def rows(round_, called):
        after = [later([called], words)] if marked else []
        note = _(
            "Kept back: fewer than %(least)s voters, or all chose alike, or it would give another such figure away."
        ) % {"least": round_["threshold"]}
        own = names_of(round_, words)
        for name, group, figures in _groups(record, round_["tally"], str(counted_id(called)), words):
            told = dict(zip(own, [HIDDEN] * len(own) if figures is None else figures_of(round_, figures), strict=True))
            head = [words.text(round_["title"]), called["number"], title_of(called, words)]
            counted, shown = words.label(labels.BREAKDOWNS, name), [told.get(each) for each in all_names]
            yield [*head, counted, group, *shown, note if figures is None else "", *after]

    found = [row for each in broken_down for called in each["called"] for row in rows(each, called)]
    return table(_("By group"), columns, found)


def _has_groups(tally: dict) -> bool:
    return bool(tally.get("breakdowns") or tally.get("municipalities"))


def _groups(record: dict, tally: dict, goal: str, words: Words) -> Iterator[_Found]:
    """Give the groups of a goal, in the order of the breakdowns: what each is of, its name, and its figures."""
    for name, broken in (tally.get("breakdowns") or {}).items():
        names = names_of_groups(record, tally, name, words)
        for key, figures in broken.get(goal, {}).items():
            yield name, names(key), figures
    municipalities: dict[str, Any] | None = tally.get("municipalities")
    if municipalities and goal in municipalities["goals"]:
        _ = words.translate
        means = municipalities["goals"][goal]
        # These are no whole numbers.
        exact = means and {name: Fraction(str(mean)) for name, mean in means.items()}
        yield "municipalities", _("All municipalities"), exact
