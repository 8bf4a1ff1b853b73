"""The tables of rounds: what was promised and when, and the votes of named rounds."""

from workshop.exports.called import counted_id, counted_rounds, later, title_of, what_was_counted
from workshop.exports.goals import body_names
from workshop.exports.tables import DOTTED, FIGURE, HIDDEN, TIME, Column, MadeInTurn, Table, table
from workshop.exports.votes import channels_told, choice_in, how_of
from workshop.fields import canonical
from workshop.language import labels
from workshop.language.words import Words
from workshop.methods import METHODS, NAME_OF_CAP


def rounds_table(record: dict, words: Words) -> Table:
    """Return one row for each round: way of voting and secrecy as promised, times, voters, commitment and salt."""
    _ = words.translate
    channels = list(dict.fromkeys(name for each in record["rounds"] for name in channels_told(each)))
    # Few ways of voting have these.
    capped, judged = (any(each[name] for each in record["rounds"]) for name in ("cap", "criteria"))
    columns = [
        Column(_("Number"), 9, DOTTED),
        Column(_("Round"), 40),
        Column(_("Workshop"), 40),
        Column(_("Kind"), 14),
        Column(_("State"), 14),
        Column(_("Method"), 14),
        Column(_("Points to give out"), 10, FIGURE),
        *([Column(_(NAME_OF_CAP), 10, FIGURE)] if capped else []),
        *([Column(_("Criteria"), 30)] if judged else []),
        Column(_("Secrecy of the vote"), 50),
        Column(_("Results are shown"), 18),
        Column(_("Opened (Finnish time)"), 18, TIME),
        Column(_("Closed (Finnish time)"), 18, TIME),
        Column(_("Revealed (Finnish time)"), 18, TIME),
        Column(_("Voters"), 10, FIGURE),
        *(Column(words.label(labels.CHANNELS, name), 10, FIGURE) for name in channels),
        Column(_("May vote"), 10, FIGURE),
        Column(_("Quorum"), 10, FIGURE),
        Column(_("Pass mark, in percent"), 10, FIGURE),
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
        note = _("The results are not shown yet.") if shown == HIDDEN else _note(each, words)
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
            *([each["cap"]] if capped else []),
            *([_criteria(each, words)] if judged else []),
            words.label(labels.SECRECIES, each["secrecy"]) if vote else "",
            words.label(labels.RESULTS, each["results"]) if vote else "",
            each["opened_at"],
            each["closed_at"],
            each["revealed_at"],
            shown,
            *(_of_channel(tally, name) for name in channels),
            ((tally or {}).get("turnout") or {}).get("entitled"),
            each["quorum"],
            each["pass_mark"],
            _smallest(each),
            note,
            each["commitment"] or "",
            each["salt"] or "",
        ]

    return table(_("Rounds"), columns, [row(each) for each in record["rounds"]])


def _criteria(round_, words):
    """Return by what a round judges, as people read it."""
    return ", ".join(words.text(each["title"]) or each["key"] for each in round_["criteria"] or ())


def _of_channel(tally, name):
    """Return how many used a channel; a dash where that is hidden."""
    own = ((tally or {}).get("channels") or {}).get(name)
    return None if own is None else HIDDEN if own["voters"] is None else own["voters"]


def _note(round_, words):
    """Return what one must know of a round's figures."""
    _ = words.translate
    notes = [called_then(round_, words)]
    if "hands" in channels_told(round_):
        notes.append(_("Raised hands are in no other figure, and nobody can check them."))
    return " ".join(filter(None, notes))


def _smallest(round_):
    """Return the smallest number of people whose figures are shown, in all or by body; None: any number."""
    whole = round_["secrecy"] == "secret" and round_["totals"] == "threshold"
    return round_["threshold"] if whole or round_["secrecy"] == "confidential" else None


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
        Column(what_was_counted(record, words), 50),
        Column(_("Choice"), 12),
        Column(_("Points"), 12, FIGURE),
    ]
    marked = any(called["since"] for each in named for called in each["called"])
    columns += [Column(_("After the vote"), 40)] if marked else []
    bodies = body_names(record, words)

    def rows(round_):
        title, said = words.text(round_["title"]), _put_into_words(round_, words)
        places, after = _places(round_), {}
        named_so = {on: (called["number"], title_of(called, words)) for on, (_place, called) in places.items()}
        if marked:
            after = {on: (later([called], words),) for on, (_place, called) in places.items()}
        for ballot in _ballots_of(round_, words):
            head, choices = (title, ballot["name"], bodies(ballot["body_id"])), ballot["choices"]
            # Of very many goals a ballot names a few.
            for on in sorted(places.keys() & choices.keys(), key=places.__getitem__):
                yield (*head, *named_so[on], *said(choices[on]), *after.get(on, ()))

    several = MadeInTurn(
        sum(_number_of_choices(each, words) for each in named), lambda: (row for each in named for row in rows(each))
    )
    return table(_("Named votes"), columns, several)


def _places(round_):
    """Return, by the id (as text) of what was counted, its place on the ballot and its recorded name."""
    return {str(counted_id(called)): (place, called) for place, called in enumerate(round_["called"])}


def _number_of_choices(round_, words):
    counted = _places(round_).keys()
    return sum(len(counted & ballot["choices"].keys()) for ballot in _ballots_of(round_, words))


def _put_into_words(round_, words):
    """Return what gives a choice as people read it, and its points; where very many choose the same, it is kept."""
    how, known = how_of(round_), {}

    def said(choice):
        # Danger: 1 and True are one key of a dictionary, and 1.0 with them.
        key = (type(choice), choice) if isinstance(choice, str | int) else canonical(choice)
        if key not in known:
            points = how.amount(choice)
            known[key] = choice_in(round_, choice, words) if points is None else "", points
        return known[key]

    return said


def _ballots_of(round_, words):
    """Return the ballots of a named round; those on paper have no name."""
    paper = ((round_["tally"].get("channels") or {}).get("paper") or {}).get("ballots", [])
    nobody = {"name": words.label(labels.CHANNELS, "paper"), "body_id": None}
    return [*round_["tally"]["ballots"], *({**nobody, "choices": choices} for choices in paper)]


def _kind(round_, words):
    own = round_["subject"] == "measures" and round_["kind"] in labels.KINDS_ON_MEASURES
    return words.label(labels.KINDS_ON_MEASURES if own else labels.KINDS, round_["kind"])


def called_then(round_: dict, words: Words) -> str:
    """Return when names were recorded, for a round closed before the app recorded them at the close; otherwise ""."""
    _ = words.translate
    if round_["called_at"] is None or round_["called_at"] == round_["closed_at"]:
        return ""
    return _("Titles and numbers as they were on %(time)s.") % {"time": words.time(round_["called_at"])}
