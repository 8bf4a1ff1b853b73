"""The figures of a round by device, paper and hands, as a page of results or a wall shows them to people."""

import re
from typing import Any, NamedTuple

from workshop.language import labels
from workshop.language.speech import speaking
from workshop.methods import METHODS

LANG = re.compile(r'<html lang="(\w\w)"')
HIDDEN = r'(?P<hidden> hidden(?:="")?)?'
BESIDE = re.compile(
    rf'<span data-show="(?P<name>device|paper|hands)"{HIDDEN}>(?P<words>[^<]*) <b data-field="\w+">(?P<said>.*?)</b>'
)
VOTED = re.compile(
    rf'data-show="channel_(?P<name>\w+)"{HIDDEN}>(?P<words>[^<]*) <b data-field="voted_\w+">(?P<said>.*?)</b>'
)
FACT = re.compile(
    rf'data-show="channel_(?P<name>\w+)"{HIDDEN}><dt>(?P<words>.*?)</dt><dd data-field="channel_\w+">(?P<said>.*?)</dd>'
)
PAGE_ROW = re.compile(r'<tr role="row" data-id="(\d+)".*?</tr>', re.DOTALL)
WALL_ROW = re.compile(r'<li class="wall-row wall-result[^>]* data-id="(\d+)".*?</li>', re.DOTALL)
NUMBER = re.compile(r'data-field="number\d+"[^>]*>([^<]*)<')


class Seen(NamedTuple):
    """What stands there: how many used each channel, and by goal the figures of each, and of all together."""

    voters: dict[str, str]
    goals: dict[str, dict[str, str]]
    together: dict[str, list[str]]


def on_page(html: str, round_id: str) -> Seen:
    """Read the card of a round on the page of results."""
    lang, card = LANG.search(html)[1], html.split(f'id="results-{round_id}"', 1)[1]
    head, table = card.split("<table", 1)
    rows = {found[1]: found[0] for found in PAGE_ROW.finditer(table.split("</table>", 1)[0])}
    return _seen(VOTED, head, rows, lang)


def on_wall(html: str) -> Seen:
    """Read a wall in one language."""
    lang, html = LANG.search(html)[1], html.split("<template", 1)[0]
    rows = {found[1]: found[0] for found in WALL_ROW.finditer(html)}
    return _seen(FACT, html, rows, lang)


def expected(tally: dict[str, Any], method: str) -> Seen:
    """Return what has to stand there by a tally as everybody gets it."""
    how, channels = METHODS[method], tally["channels"]

    def written(cells: dict[str, int]) -> str:
        return "–".join(str(cells[name]) for name in how.bar)

    return Seen(
        {name: str(own["voters"]) for name, own in channels.items()},
        {
            goal: {name: written(own["goals"][goal]) for name, own in channels.items() if own["goals"].get(goal)}
            for goal in tally["goals"]
        },
        {goal: [str(cells[name]) for name in how.figures] for goal, cells in tally["goals"].items()},
    )


def _seen(voted: re.Pattern[str], head: str, rows: dict[str, str], lang: str) -> Seen:
    with speaking(lang):
        return Seen(
            _told(voted, head),
            {goal: _told(BESIDE, row) for goal, row in rows.items()},
            {goal: NUMBER.findall(row) for goal, row in rows.items()},
        )


def _told(pattern: re.Pattern[str], html: str) -> dict[str, str]:
    """Return what is not hidden, by channel; each must stand beside the words for it."""
    found = [each for each in pattern.finditer(html) if not each["hidden"]]
    for each in found:
        assert each["words"] == str(labels.CHANNELS[each["name"]]), each[0]
    return {each["name"]: each["said"] for each in found}
