"""All texts that are worded in several languages, and how far each language is."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from workshop.fields import wordings
from workshop.models import Consultation, Goal, Measure, Phenomenon, Round, Theme
from workshop.models.official import WORDED, fingerprint, original_of
from workshop.operations.documents.wordings import Worded, wordings_of
from workshop.policy import ASIDE, SHORTLIST

# In the order of work: what is missing first.
MISSING, OUTDATED, DRAFT, CHECKED, ORIGINAL = STATES = ("missing", "outdated", "draft", "checked", "original")
# A text in one of these needs no work.
READY = (CHECKED, ORIGINAL)
# What is listed: what goes into the document, or everything.
DOCUMENT, EVERYTHING = SCOPES = ("document", "everything")
# So much of a fingerprint stands in a file, where it guards against chance and nobody's malice.
SHOWN = 12


class TextToWord(NamedTuple):
    """One text of a thing in all its languages; `title` is the thing's own, or that of a measure's goal."""

    kind: str
    thing_id: int
    field: str
    number: str
    title: dict[str, str]
    original_lang: str
    original: str
    fingerprint: str
    slots: dict[str, Worded]

    def state(self, lang: str) -> str:
        """Return how far the text is in a language; what participants translated needs to be checked too."""
        worded = self.slots.get(lang)
        if worded is None:
            return MISSING
        if worded.outdated:
            return OUTDATED
        return DRAFT if worded.state == "translated" else worded.state

    def version(self, lang: str) -> int:
        """Return the number of the official version in a language; 0 where there is none."""
        worded = self.slots.get(lang)
        return worded.version if worded else 0

    def code(self, lang: str) -> str:
        """Return what names the text in a file, with the version and the original that its reader saw."""
        place = (self.kind, self.thing_id, self.field, lang, self.version(lang), self.fingerprint[:SHOWN])
        return ".".join(str(each) for each in place)


class Completeness(NamedTuple):
    """How many texts are in each state in one language."""

    lang: str
    counts: Counter[str]

    @property
    def total(self) -> int:
        """The number of texts."""
        return self.counts.total()

    @property
    def ready(self) -> int:
        """The number of those that need no work."""
        return sum(self.counts[state] for state in READY)

    @property
    def full(self) -> bool:
        """Whether none needs work."""
        return self.ready == self.total


class Within(NamedTuple):
    """What goes into a document, by id: its goals, and the themes that stand there without any."""

    goals: Collection[int]
    themes: Collection[int]


def texts_to_word(session: Session, consultation: Consultation, within: Within | None = None) -> list[TextToWord]:
    """Return the texts in the order of themes, goals and measures, with phenomena and rounds at the end.

    `within` a document only what goes into it: neither rounds nor other themes.
    """
    return list(_Listing(session, consultation, within).texts())


def shortlisted(session: Session, consultation: Consultation) -> list[Goal]:
    """Return the goals that go on, in no order."""
    return [goal for goal in _standing(session, consultation) if goal.mark == SHORTLIST]


def completeness(texts: Sequence[TextToWord], lang: str) -> Completeness:
    """Return how far a language is."""
    return Completeness(lang, Counter(text.state(lang) for text in texts))


class _Listing:
    """What is read once for a list of texts."""

    def __init__(self, session: Session, consultation: Consultation, within: Within | None):
        self._session, self._consultation, self._within = session, consultation, within
        of_goals = [goal for goal in _standing(session, consultation) if within is None or goal.id in within.goals]
        self._goals: dict[int, list[Goal]] = {}
        for goal in sorted(of_goals, key=lambda goal: (goal.mark == ASIDE, _parts(goal.number))):
            self._goals.setdefault(goal.theme_id, []).append(goal)
        self._measures: dict[int, list[Measure]] = {}
        for measure in self._things(Measure):
            self._measures.setdefault(measure.goal_id, []).append(measure)

    def texts(self) -> Iterator[TextToWord]:
        yield from self._of("theme", self._themed(), str)
        of_goals = [goal for theme in self._themed() for goal in self._goals.get(theme.id, ())]
        worded = self._wordings("goal", of_goals)
        of_measures = [measure for goal in of_goals for measure in self._measures.get(goal.id, ())]
        measured = self._wordings("measure", of_measures)
        for goal in of_goals:
            title = wordings(goal.title)
            yield from _texts("goal", goal, goal.number, title, worded)
            for measure in sorted(self._measures.get(goal.id, ()), key=lambda measure: measure.number):
                yield from _texts("measure", measure, f"{goal.number}.{measure.number}", title, measured)
        yield from self._of("phenomenon", self._things(Phenomenon), lambda number: "")
        if self._within is None:
            yield from self._of("round", [each for each in self._things(Round) if not each.practice], str)

    def _of(self, kind, things, numbered):
        worded = self._wordings(kind, things)
        for thing in sorted(things, key=lambda thing: (thing.position, thing.id)):
            yield from _texts(kind, thing, numbered(getattr(thing, "number", "")), wordings(thing.title), worded)

    def _themed(self) -> list[Any]:
        themes = sorted(self._things(Theme), key=lambda theme: (theme.position, theme.id))
        within = self._within
        return [theme for theme in themes if within is None or theme.id in self._goals or theme.id in within.themes]

    def _things(self, model: Any) -> list[Any]:
        query = select(model).where(model.consultation_id == self._consultation.id, ~model.gone)
        return [each for each in self._session.scalars(query) if not getattr(each, "sealed", False)]

    def _wordings(self, kind, things):
        return wordings_of(self._session, self._consultation.id, kind, [thing.id for thing in things])


def _standing(session, consultation):
    query = select(Goal).where(Goal.consultation_id == consultation.id, ~Goal.gone, Goal.superseded.is_(None))
    return [goal for goal in session.scalars(query) if not goal.sealed]


def _texts(kind, thing, number, title, worded) -> Iterator[TextToWord]:
    for field in WORDED[kind]:
        lang, original = original_of(getattr(thing, field))
        if original:
            slots = worded[thing.id][field]
            print_of = fingerprint(getattr(thing, field))
            yield TextToWord(kind, thing.id, field, number, title, lang, original, print_of, slots)


def _parts(number: str) -> list[int]:
    return [int(part) for part in number.split(".")]
