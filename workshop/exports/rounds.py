"""The tables of rounds: what was promised and when, the figures by body, and the votes of named rounds."""

from workshop.exports.called import counted_id, counted_rounds, later, title_of
from workshop.exports.goals import body_names
from workshop.exports.tables import DOTTED, FIGURE, HIDDEN, TIME, Column, Table, table
from workshop.exports.votes import choice_in, figures_of, how_of, names_of
from workshop.language import labels
from workshop.language.words import Words
from workshop.methods import METHODS


def rounds_table(record: dict, words: Words) -> Table:
    """Return one row for each round: way of voting and secrecy as promised, times, voters, commitment and salt."""
    _ = words.translate
    columns = [
        Column(_("Number"), 9, DOTTED),
        Column(_("Round"), 40),
        Column(_("Workshop"), 40),
        Column(_("Kind"), 14),
        Column(_("State"), 14),
        Column(_("Method"), 14),
        Column(_("Points to give out"), 10, FIGURE),
        Column(_("Secrecy of the vote"), 50),
        Column(_("Results are shown"), 18),
        Column(_("Opened (Finnish time)"), 18, TIME),
        Column(_("Closed (Finnish time)"), 18, TIME),
        Column(_("Revealed (Finnish time)"), 18, TIME),
        Column(_("Voters"), 10, FIGURE),
        Column(_("Smallest group shown"), 10, FIGURE),
        Column(_("Note"), 50),
        Column(_("Checksum (SHA-256)"), 20),
        Column(_("Random part (salt)"), 20),
    ]
    workshops = {each["id"]: words.text(each["title"]) for each in record["workshops"]}

    def row(each):
        vote, tally = each["kind"] == "vote", each["tally"]
        how = METHODS[each["method"]] if vote else None
        shown = HIDDEN if vote and tally is None else tally and tally["voters"]
        note = _("The results are not shown yet.") if shown == HIDDEN else called_then(each, words)
        if each["withheld"]:
            note = _("Fewer than %(num)s people voted, so no figures are shown.") % {"num": each["threshold"]}
        return [
            each["number"],
            words.text(each["title"]),
            ", ".join(workshops[number] for number in each["workshop_ids"] if number in workshops),
            _kind(each, words),
            words.label(labels.STATES, each["state"]),
            _(how.title) if how else "",
            each["points"],
            words.label(labels.SECRECIES, each["secrecy"]) if vote else "",
            words.label(labels.RESULTS, each["results"]) if vote else "",
            each["opened_at"],
            each["closed_at"],
            each["revealed_at"],
            shown,
            _smallest(each),
            note,
            each["commitment"] or "",
            each["salt"] or "",
        ]

    return table(_("Rounds"), columns, [row(each) for each in record["rounds"]])


def _smallest(round_):
    """Return the smallest number of people whose figures are shown, in all or by body; None: any number."""
    whole = round_["secrecy"] == "secret" and round_["totals"] == "threshold"
    return round_["threshold"] if whole or round_["secrecy"] == "confidential" else None


def bodies_table(record: dict, words: Words) -> Table:
    """Return one row for each body and goal of each round with a breakdown; a dash is a suppressed figure."""
    _ = words.translate
    broken_down = [each for each in counted_rounds(record) if each["tally"].get("breakdowns")]
    by_method = sorted(broken_down, key=lambda each: list(METHODS).index(each["method"]))
    all_names = list(dict.fromkeys(name for each in by_method for name in names_of(each, words)))
    columns = [
        Column(_("Round"), 40),
        Column(_("Number"), 9, DOTTED),
        Column(_what(record, words), 50),
        Column(_("Body"), 40),
        *(Column(name, 12, FIGURE) for name in all_names),
        Column(_("Note"), 60),
    ]
    marked = any(called["since"] for each in broken_down for called in each["called"])
    columns += [Column(_("After the vote"), 40)] if marked else []
    names = {each["key"]: words.text(each["title"]) for each in record["bodies"]}

    def rows(round_, called):
        after = [later([called], words)] if marked else []
        note = _(
            "Kept back: fewer than %(least)s voters, or all chose alike, or it would give another such figure away."
        ) % {"least": round_["threshold"]}
        own = names_of(round_, words)
        for key, figures in round_["tally"]["breakdowns"]["body"].get(str(counted_id(called)), {}).items():
            body = names.get(key) or (_("A body that was removed") if key else _("No body"))
            told = dict(zip(own, [HIDDEN] * len(own) if figures is None else figures_of(round_, figures), strict=True))
            shown = [told.get(name) for name in all_names]
            head = [words.text(round_["title"]), called["number"], title_of(called, words), body]
            yield [*head, *shown, note if figures is None else "", *after]

    found = [row for each in broken_down for called in each["called"] for row in rows(each, called)]
    return table(_("By body"), columns, found)


def named_votes_table(record: dict, words: Words) -> Table | None:
    """Return one row for each choice in the counted named rounds; None where there is no such round."""
    _ = words.translate
    named = [each for each in counted_rounds(record) if "ballots" in each["tally"]]
    if not named:
        return None
    columns = [
        Column(_("Round"), 40),
        Column(_("Name"), 28),
        Column(_("Body"), 40),
        Column(_("Number"), 9, DOTTED),
        Column(_what(record, words), 50),
        Column(_("Choice"), 12),
        Column(_("Points"), 12, FIGURE),
    ]
    marked = any(called["since"] for each in named for called in each["called"])
    columns += [Column(_("After the vote"), 40)] if marked else []
    bodies = body_names(record, words)

    def rows(round_, ballot):
        how = how_of(round_)
        for called in round_["called"]:
            choice = ballot["choices"].get(str(counted_id(called)))
            if choice is None:
                continue
            points = how.amount(choice)
            said = choice_in(round_, choice, words) if points is None else ""
            head = [words.text(round_["title"]), ballot["name"], bodies(ballot["body_id"])]
            after = [later([called], words)] if marked else []
            yield [*head, called["number"], title_of(called, words), said, points, *after]

    found = [row for each in named for ballot in each["tally"]["ballots"] for row in rows(each, ballot)]
    return table(_("Named votes"), columns, found)


def _kind(round_, words):
    own = round_["subject"] == "measures" and round_["kind"] in labels.KINDS_ON_MEASURES
    return words.label(labels.KINDS_ON_MEASURES if own else labels.KINDS, round_["kind"])


def _what(record, words):
    """Return the heading of what was voted on."""
    _ = words.translate
    return _("Goal or measure") if counted_rounds(record, "measures") else _("Goal")


def called_then(round_: dict, words: Words) -> str:
    """Return when names were recorded, for a round closed before the app recorded them at the close; otherwise ""."""
    _ = words.translate
    if round_["called_at"] is None or round_["called_at"] == round_["closed_at"]:
        return ""
    return _("Titles and numbers as they were on %(time)s.") % {"time": words.time(round_["called_at"])}
