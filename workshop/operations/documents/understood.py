"""Pictures at the end of a document: how groups agree and differ on its goals, and their support from round to round.

They say what the pictures of the results say (insight/), of the goals of the document and under its own numbers.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from workshop import policy
from workshop.content import DataTable, Picture, Wording, Wordings
from workshop.fields import wordings
from workshop.insight import accord_told, course_told
from workshop.insight.accord import NAME as ACCORD
from workshop.insight.accord import Accord, accords
from workshop.insight.course import NAME as COURSE
from workshop.insight.course import Course, Courses, Point, courses
from workshop.insight.naming import percent, titles_of_groups
from workshop.insight.shares import Share
from workshop.language import labels
from workshop.language.speech import Sentence, ngettext
from workshop.language.speech import gettext as _
from workshop.models import Body, CalledGoal, Round, Tally
from workshop.operations.documents.worded import said_in_each, text_in_each

# Sentences name so many divisions of a vote in each breakdown, the widest; the table has all.
NAMED = 2
Record = dict[str, Any]
# How goals are called in a document, by their ids.
Called = dict[int, dict[str, Any]]
Row = tuple[Wordings, ...]


def understood(
    session: Session, consultation_id: int, counted: Iterable[Round], called: Called, languages: Sequence[str]
) -> Iterator[Picture]:
    """Yield the pictures in which there is anything to see, of rounds whose figures everybody may see.

    Danger: they are read of what is stored of groups, in which small ones are hidden already, and of nothing else.
    """
    bodies = session.scalars(select(Body).where(Body.consultation_id == consultation_id, ~Body.gone))
    record: Record = {
        "bodies": [{"key": each.key, "title": wordings(each.title)} for each in bodies],
        "rounds": [_round(session, each, called) for each in counted],
    }
    between = [each for each in accords(record) if each.agreed or each.divisions]
    if between:
        said = said_in_each(languages, lambda: " ".join(accord_told.said_of(record, between, NAMED)))
        yield Picture(ACCORD, said, _between(record, between, languages))
    along = courses(record)
    if along.goals:
        said = said_in_each(languages, lambda: " ".join(course_told.said_of(along)))
        yield Picture(COURSE, said, _along(along, languages))


def _round(session: Session, round_: Round, called: Called) -> Record:
    """Return a round as the record has it (queries/record.py), of its goals those alone that are called here."""
    kept = session.get_one(Tally, round_.id)
    stored = kept.breakdowns or {}
    voted = select(CalledGoal).where(CalledGoal.round_id == round_.id, CalledGoal.goal_id.in_(called))
    return {
        "id": round_.id,
        "title": wordings(round_.title),
        "state": round_.phase,
        "subject": policy.GOALS,
        "closed_at": round_.closed_at.isoformat() if round_.closed_at else "",
        **{name: getattr(round_, name) for name in ("method", "points", "cap", "criteria")},
        "tally": {
            **kept.total,
            "channels": bool(kept.paper or round_.hands),
            "breakdowns": {name: stored[name] for name in policy.BREAKDOWNS if name in stored},
            "titles": stored.get("titles", {}),
            "turnout": stored.get("turnout"),
        },
        "called": [
            {"goal_id": each.goal_id, **called[each.goal_id], "voted_as": wordings(each.told_title), "since": {}}
            for each in session.scalars(voted.order_by(CalledGoal.position))
        ],
    }


def _between(record: Record, found: list[Accord], languages: Sequence[str]) -> DataTable:
    rows = [row for one in found for row in (*_agreed(one, languages), *_divided(record, one, languages))]
    heads = (
        said_in_each(languages, lambda: _("Goal")),
        said_in_each(languages, lambda: _("Group")),
        said_in_each(languages, lambda: _("Round")),
        said_in_each(languages, lambda: _("Support in the group")),
        said_in_each(languages, lambda: _("Support among others")),
    )
    return DataTable(said_in_each(languages, lambda: _("Agreement and division between groups")), heads, tuple(rows))


def _agreed(one: Accord, languages: Sequence[str]) -> Iterator[Row]:
    where, nothing = text_in_each(languages, one.round["title"]), said_in_each(languages, str)
    groups = said_in_each(
        languages, lambda: f"{_('All whose figures are shown')} ({_lower(labels.BREAKDOWNS[one.name])})"
    )
    among = said_in_each(languages, lambda: _("Among the first three"))
    for called in one.agreed:
        yield _goal(called, languages), groups, where, among, nothing


def _lower(label: Sentence) -> str:
    return str(label)[:1].lower() + str(label)[1:]


def _divided(record: Record, one: Accord, languages: Sequence[str]) -> Iterator[Row]:
    where, titles = text_in_each(languages, one.round["title"]), titles_of_groups(record, one.round["tally"], one.name)
    for each in one.divisions:
        removed = said_in_each(languages, lambda: _("A body that was removed"))
        group = text_in_each(languages, titles[each.group]) if each.group in titles else removed
        own, others = _percent(each.own, languages), _percent(each.others, languages)
        yield _goal(each.called, languages), group, where, own, others


def _along(found: Courses, languages: Sequence[str]) -> DataTable:
    """Return a row for each goal, with a column for each round that can be compared with another."""
    points = {point.round["id"]: point for course in found.goals for point in course.points}
    in_order = sorted(points.values(), key=lambda point: (point.round["closed_at"], point.round["id"]))
    reworded = any(course.reworded for course in found.goals)
    heads = [said_in_each(languages, lambda: _("Goal")), *(_voted(point, languages) for point in in_order)]
    heads += [said_in_each(languages, lambda: _("Note"))] if reworded else []
    rounds = [point.round["id"] for point in in_order]
    rows = tuple(_course(course, rounds, reworded, languages) for course in found.goals)
    return DataTable(said_in_each(languages, lambda: _("Support from round to round")), tuple(heads), rows)


def _voted(point: Point, languages: Sequence[str]) -> Wordings:
    """Return what a round is called and how many voted in it."""
    title = text_in_each(languages, point.round["title"])
    voted = said_in_each(languages, lambda: ngettext("%(num)d voter", "%(num)d voters", point.voters))
    return {lang: Wording(f"{title[lang].text} ({voted[lang].text})", title[lang].language) for lang in languages}


def _course(course: Course, rounds: Sequence[int], reworded: bool, languages: Sequence[str]) -> Row:
    shares = {point.round["id"]: _percent(point.share, languages) for point in course.points}
    nothing = said_in_each(languages, str)
    note = said_in_each(languages, lambda: _("Reworded in between")) if course.reworded else nothing
    return (
        _goal(course.called, languages),
        *(shares.get(each, nothing) for each in rounds),
        *([note] if reworded else []),
    )


def _goal(called: Record, languages: Sequence[str]) -> Wordings:
    return text_in_each(languages, called["title"], called["number"])


def _percent(share: Share, languages: Sequence[str]) -> Wordings:
    return said_in_each(languages, lambda: percent(share.percent))
