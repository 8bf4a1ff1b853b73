"""The columns with the figures of counted rounds beside the goals or measures that were voted on."""

from workshop.exports.called import called_in, counted_rounds, later, title_of
from workshop.exports.tables import FIGURE, HIDDEN, Column
from workshop.exports.votes import channels_told, figures_of, names_of
from workshop.language import labels
from workshop.language.words import Words


class Figures:
    """The figures of every voting round on a `subject` (goals or measures) whose results are visible.

    Those of paper, and of hands that were raised, stand beside them in columns of their own, and so do then those of
    devices. They are empty where a thing was not on the round's ballot. Where a round counted things under other names
    than those of `things`, a column shows these beside its figures; a last column tells what became of things later.
    """

    def __init__(self, record: dict, subject: str, things: list[dict], words: Words):
        self._words, self._rounds = words, counted_rounds(record, subject)
        self._renamed = {each["id"] for each in self._rounds if any(self._was_called(each, one) for one in things)}
        # The rounds that tell of a family how many voted for any of its goals, which is no figure of the round.
        self._as_one = {number for one in things for number in one.get("as_one") or {}}
        self._marked = any(called["since"] for each in self._rounds for called in each["called"])

    @property
    def columns(self) -> list[Column]:
        """The columns of all rounds, and the last one."""
        _ = self._words.translate
        columns = []
        for each in self._rounds:
            title = self._words.text(each["title"])
            if each["id"] in self._renamed:
                measures = each["subject"] == "measures"
                as_counted = _("The measure as it was counted") if measures else _("The goal as it was counted")
                columns.append(Column(f"{title} – {as_counted}", 40))
            columns += [Column(f"{title} – {name}", 16, FIGURE) for name in names_of(each, self._words)]
            if str(each["id"]) in self._as_one:
                once = _("Voters, if counted as one")
                columns.append(Column(f"{title} – {once}", 16, FIGURE))
            columns += [
                Column(f"{title} – {name} ({self._words.label(labels.CHANNELS, channel)})", 16, FIGURE)
                for channel in channels_told(each)
                for name in names_of(each, self._words)
            ]
        return [*columns, *([Column(_("After the vote"), 40)] if self._marked else [])]

    def cells(self, thing: dict) -> list:
        """Return the cells of one goal or measure, given with its `id`, `number` and `title`."""
        cells: list = []
        for each in self._rounds:
            own = each["tally"]["goals"].get(str(thing["id"]), {})
            cells += [self._was_called(each, thing)] if each["id"] in self._renamed else []
            cells += figures_of(each, own)
            if str(each["id"]) in self._as_one:
                cells.append(((thing.get("as_one") or {}).get(str(each["id"])) or {}).get("voters"))
            cells += [cell for channel in channels_told(each) for cell in self._of_channel(each, channel, thing, own)]
        called = [then for each in self._rounds if (then := called_in(each, thing["id"]))]
        return cells + ([later(called, self._words)] if self._marked else [])

    def _of_channel(self, round_, channel, thing, own):
        """Return the figures of one channel on a thing that has the figures `own`; dashes where they are hidden."""
        goals, number = round_["tally"]["channels"][channel]["goals"], str(thing["id"])
        if own and number in goals and goals[number] is None:
            return [HIDDEN] * len(names_of(round_, self._words))
        return figures_of(round_, goals.get(number) or {})

    def _was_called(self, round_, thing):
        """Return the number and title under which a thing was counted, where they differ from its row's; or ""."""
        called = called_in(round_, thing["id"])
        if called is None:
            return ""
        then, now = ((one["number"], title_of(one, self._words)) for one in (called, thing))
        return "" if then == now else " ".join(then)
