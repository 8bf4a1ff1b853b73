"""A counted round as pages show it: goals by their figures, best first, under their recorded names, with bars."""

from collections import Counter
from decimal import ROUND_HALF_UP, Decimal

from workshop.language.figures import figure_words, names_of_figures, numbers_of
from workshop.methods import way_of
from workshop.web.view.counted.against import pairs_of
from workshop.web.view.counted.channels import beside, channels_of
from workshop.web.view.counted.groups import groups_of
from workshop.web.view.counted.maps import map_of
from workshop.web.view.families import counted_as_one

CENT = Decimal("0.01")

# So many named ballots stand on a page; all of them are in the files.
MOST_LISTED = 300


def count_of(view, round_) -> dict:
    """Return what pages show of one counted round, its best goals first.

    While its results are shown place by place, `left` is how many goals are still to come, all of them before these.
    """
    tally = view.tallies[str(round_.id)]
    left = tally.get("left", 0)
    how, columns = way_of(round_), names_of_figures(round_)
    called = view.called_goals(round_)
    rows = [{"goal": goal, "figures": tally["goals"][str(number)]} for number, goal in called.items()]
    themes = {theme["id"]: theme for theme in view.themes}
    for row in rows:
        row["theme"] = themes.get(row["goal"]["theme_id"])
        row["numbers"] = numbers_of(how, row["figures"])
        row["channels"] = beside(tally, how, row["goal"]["id"])
    rows.sort(key=lambda row: (how.order(row["figures"]), row["goal"]["id"]))
    _place(rows, how, left)
    _draw(rows, how)
    sums = [{"theme": theme, "figures": _sums(rows, how, theme)} for theme in view.themes]
    sums = [one for one in sums if one["figures"]]
    for one in sums:
        one["numbers"] = [figure_words(how.shown(one["figures"], name)) for name in how.bar]
    _draw(sums, how)
    named = tally.get("ballots") or []
    ballots = [_ballot(called, each) for each in named[:MOST_LISTED]]
    # Earlier versions did not record the goals' names at the close.
    later = round_.called_at is not None and round_.called_at != round_.closed_at
    about = {"round": round_, "how": how, "tally": tally, "columns": columns, "called_later": later, "ballots": ballots}
    about |= {"most_ballots": MOST_LISTED, "more_ballots": len(named) + tally.get("more_ballots", 0) > MOST_LISTED}
    total = sum(row["figures"][name] for row in rows for name in how.given)
    leaders = [row for row in rows if row["place"] == 1 and row["figures"][how.bar[0]]]
    about |= {"rows": rows, "total": total, "leaders": leaders, "left": left}
    about |= {"goals": len(rows) + left, "by_theme": sums if len(sums) > 1 and not left else []}
    about |= {"map": map_of(how, rows), "pairs": pairs_of(rows, tally.get("pairs") or {})}
    about |= {"channels": channels_of(tally)}
    about |= {"reasons": _reasons(rows, tally.get("reasons") or {})}
    about["as_one"] = [_as_one(family, counted, rows, how) for family, counted in counted_as_one(view, round_)]
    return {**about, **groups_of(view, tally, rows, how)}


def parts_of(how, figures) -> list:
    """Return the parts of the bar of figures; the mean of nothing has no length."""
    return [float(how.shown(figures, name) or 0) if name in how.means else figures[name] for name in how.bar]


def _draw(rows, how):
    """Give each row its bar; the longest fills the whole width."""
    parts = [parts_of(how, row["figures"]) for row in rows]
    if how.middle:
        at = how.bar.index(how.middle)
        most = max((max(_sides(own, at)) for own in parts), default=0)
        bars = [from_the_middle(own, at, most) for own in parts]
    else:
        most = max(map(sum, parts), default=0)
        bars = [bar(own, most) for own in parts]
    for row, own in zip(rows, bars, strict=True):
        row["bar"] = own


def _sums(rows, how, theme):
    """Return the figures of a theme's goals together; None where it has none."""
    own = [row["figures"] for row in rows if row["theme"] is theme]
    return {name: sum(figures[name] for figures in own) for name in how.figures} if own else None


def _reasons(rows, reasons):
    """Return the reasons that were given on goals, as (goal, reasons), in the order of the rows."""
    said = [(row["goal"], reasons.get(str(row["goal"]["id"]))) for row in rows]
    return [(goal, own) for goal, own in said if own]


def _as_one(family, counted, rows, how):
    """Return a family with its voters, and its goals beside, each with how many voted for it."""
    of = [row for row in rows if row["goal"]["id"] in counted["goal_ids"]]
    each = [(row["goal"], how.support(row["figures"], counted["voters"])[0]) for row in of]
    return {"goal": family, "voters": counted["voters"], "each": each}


def _place(rows, how, left):
    """Give places to rows that are in order, after `left` others: those whose figures are equally good share one."""
    orders = [how.order(row["figures"]) for row in rows]
    shared, first = Counter(orders), {order: at for at, order in reversed(list(enumerate(orders, start=left + 1)))}
    for row, order in zip(rows, orders, strict=True):
        row["place"], row["tied"] = first[order], shared[order] > 1


def _ballot(called, ballot):
    """Return a named ballot with its choices as (goal, choice), in the order of the goals' ids."""
    numbers = sorted(int(number) for number in ballot["choices"] if int(number) in called)
    return {**ballot, "choices": [(called[number], ballot["choices"][str(number)]) for number in numbers]}


def bar(parts: list[int], most: int) -> list[tuple[float, float]]:
    """Return (start, length) of each part of a bar, in percent, where `most` fills it."""
    stretches, start = [], 0.0
    for part in parts:
        length = 100 * part / most if most else 0.0
        stretches.append((_rounded(start), _rounded(length)))
        start += length
    return stretches


def from_the_middle(parts: list[int], at: int, most: float) -> list[tuple[float, float]]:
    """Return (start, length) of each part of a bar around the middle line, in percent; `most` fills one side.

    The part `at` stands on the line; those before it go to the right, those after it to the left.
    """
    unit = 50 / most if most else 0.0
    lengths = [part * unit for part in parts]
    starts = [0.0] * len(parts)
    starts[at] = left = 50 - lengths[at] / 2
    right = 50 + lengths[at] / 2
    for place in reversed(range(at)):
        starts[place] = right
        right += lengths[place]
    for place in range(at + 1, len(parts)):
        left -= lengths[place]
        starts[place] = left
    return [(_rounded(max(start, 0.0)), _rounded(length)) for start, length in zip(starts, lengths, strict=True)]


def _sides(parts, at):
    half = parts[at] / 2
    return sum(parts[:at]) + half, sum(parts[at + 1 :]) + half


def _rounded(number):
    # Rounds as `toFixed(2)` in JavaScript; Python's `round` would round a half to even.
    return float(Decimal(number).quantize(CENT, ROUND_HALF_UP))
