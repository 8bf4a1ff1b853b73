"""The content of a document as it stands now: the one source of its page, its files, and what is adopted."""

from collections.abc import Iterator
from itertools import chain
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from workshop import policy
from workshop.content import (
    Background,
    Block,
    Content,
    Expert,
    GoalEntry,
    Link,
    MeasureEntry,
    Picture,
    Prose,
    Section,
    Wording,
    Wordings,
)
from workshop.fields import wordings
from workshop.language import figures, labels
from workshop.language.speech import speaking
from workshop.language.texts import lang_of, text_in
from workshop.language.words import Words
from workshop.methods import way_of
from workshop.models import Body, Consultation, Goal, Lineage, Measure, Phenomenon, Round, Theme
from workshop.models.document import SECTIONS, Document, DocumentParagraph
from workshop.operations.documents.backgrounds import ThemeRow, theme_rows
from workshop.operations.documents.crossed import crossed
from workshop.operations.documents.numbers import Placed, placed_goals
from workshop.operations.documents.understood import understood
from workshop.operations.documents.wordings import official_of
from workshop.operations.on_ballot import figures_of


def content_of(session: Session, document: Document) -> Content:
    """Return a document as everybody may see it: figures of rounds alone whose results are shown to all."""
    return _Filling(session, document).content()


class Written(NamedTuple):
    """A content; paragraphs by the `id()` of their blocks, themes by that of their sections, others by number.

    Themes, goals and measures are given by their ids.
    """

    content: Content
    paragraphs: dict[int, DocumentParagraph]
    themes: dict[int, int]
    goals: dict[str, int]
    measures: dict[str, int]


def written_in(session: Session, document: Document) -> Written:
    """Return the content of a document with what whoever edits it needs."""
    filling = _Filling(session, document)
    return Written(
        filling.content(),
        filling.written,
        filling.themes,
        {f"{each.theme_number}.{each.number}": each.goal.id for each in filling.placed},
        filling.measures,
    )


class _Filling:
    """What is read once for a whole document."""

    def __init__(self, session: Session, document: Document):
        self._session, self._document, self._languages = session, document, tuple(document.languages)
        query = select(DocumentParagraph).where(DocumentParagraph.document_id == document.id)
        query = query.where(~DocumentParagraph.removed).order_by(DocumentParagraph.position, DocumentParagraph.id)
        self._paragraphs = session.scalars(query).all()
        self.placed = placed_goals(session, document)
        self._themes = theme_rows(session, document, self.placed)
        listed = select(Phenomenon).where(Phenomenon.consultation_id == document.consultation_id, ~Phenomenon.gone)
        self._phenomena = session.scalars(listed.order_by(Phenomenon.position, Phenomenon.id)).all()
        self.written: dict[int, DocumentParagraph] = {}
        self.themes: dict[int, int] = {}
        self._counted = list(self._counted_rounds())
        self.measures: dict[str, int] = {}
        self._measures: dict[int, list[Measure]] = {}
        ids = [each.goal.id for each in self.placed]
        self._worded = official_of(session, document.consultation_id)
        for measure in session.scalars(select(Measure).where(Measure.goal_id.in_(ids)).order_by(Measure.number)):
            if not measure.gone and not measure.sealed:
                self._measures.setdefault(measure.goal_id, []).append(measure)

    def content(self) -> Content:
        consultation = self._session.get_one(Consultation, self._document.consultation_id)
        return Content(
            title=self._said(self._document.title),
            organisation=self._said(wordings(consultation.title)),
            state=self._document.state,
            languages=self._languages,
            sections=tuple(self._sections()),
        )

    def _sections(self) -> Iterator[Section]:
        for kind in SECTIONS:
            if kind == "theme":
                yield from map(self._theme, self._themes)
                continue
            blocks = self._prose(kind)
            if kind == "phenomena":
                told = [self._background("phenomenon", each) for each in self._phenomena]
                blocks = [*chain.from_iterable(told), *blocks]
            elif kind == "appendix":
                blocks = [*blocks, *self._pictures()]
            yield Section(kind, "", self._called(kind), tuple(blocks))

    def _pictures(self) -> Iterator[Picture]:
        picture = crossed(self._themes, self._phenomena, self._texts, self._languages)
        if picture:
            yield picture
        called = {
            each.goal.id: {
                "number": f"{each.theme_number}.{each.number}",
                "title": self._texts("goal", each.goal, "title"),
            }
            for each in self.placed
        }
        counted = [round_ for round_, _found in self._counted]
        yield from understood(self._session, self._document.consultation_id, counted, called, self._languages)

    def _theme(self, row: ThemeRow) -> Section:
        theme = row.theme
        blocks = [*self._background("theme", theme), *self._prose("theme", theme.id), *map(self._goal, row.placed)]
        section = Section("theme", row.number, self._said(self._texts("theme", theme, "title")), tuple(blocks))
        self.themes[id(section)] = theme.id
        return section

    def _background(self, kind: str, thing: Theme | Phenomenon) -> list[Block]:
        """Return what tells more of a theme, or of a phenomenon under its title."""
        links = [Link(row["url"], self._maybe(row["title"])) for row in thing.links or ()]
        experts = [Expert(row["name"], self._maybe(row["about"]), row["contact"]) for row in thing.experts or ()]
        title = self._said(self._texts(kind, thing, "title")) if kind == "phenomenon" else None
        introduction = self._maybe(self._texts(kind, thing, "introduction"))
        if not (title or introduction or links or experts):
            return []
        return [Background(title, introduction, tuple(links), tuple(experts))]

    def _prose(self, kind: str, theme_id: int | None = None) -> list[Block]:
        found: list[Block] = []
        for each in self._paragraphs:
            if (each.section, each.theme_id) == (kind, theme_id):
                block = Prose(self._said(each.text))
                self.written[id(block)] = each
                found.append(block)
        return found

    def _goal(self, placed: Placed) -> GoalEntry:
        goal, number = placed.goal, f"{placed.theme_number}.{placed.number}"
        return GoalEntry(
            number=number,
            proposed_as=goal.number,
            title=self._said(self._texts("goal", goal, "title")),
            rationale=self._maybe(self._texts("goal", goal, "rationale")),
            figures=tuple(self._figures(goal)),
            measures=tuple(self._measure(each, number) for each in self._measures.get(goal.id, ())),
            made_of=tuple(self._made_of(goal)),
        )

    def _measure(self, measure: Measure, number: str) -> MeasureEntry:
        body = measure.responsible_body_id and self._session.get_one(Body, measure.responsible_body_id)
        who = wordings(body.title) if body and not body.removed else self._texts("measure", measure, "responsible")
        self.measures[f"{number}.{measure.number}"] = measure.id
        return MeasureEntry(
            number=f"{number}.{measure.number}",
            text=self._said(self._texts("measure", measure, "text")),
            who=self._maybe(who),
            when=self._maybe(self._texts("measure", measure, "time_frame")),
        )

    def _made_of(self, goal: Goal) -> list[str]:
        parents = select(Lineage.parent_id).where(Lineage.child_id == goal.id, Lineage.undone_in.is_(None))
        rows = self._session.scalars(select(Goal).where(Goal.id.in_(parents)).order_by(Goal.id))
        return [each.number for each in rows if not each.gone]

    def _counted_rounds(self) -> Iterator[tuple[Round, dict[str, Any]]]:
        query = select(Round).where(
            Round.consultation_id == self._document.consultation_id, Round.kind == policy.VOTE, Round.state == "current"
        )
        for round_ in self._session.scalars(query.order_by(Round.id)):
            if round_.practice or policy.votes_on_measures(round_):
                continue
            found = figures_of(self._session, round_.id)
            if found is not None:
                yield round_, found

    def _figures(self, goal: Goal) -> Iterator[Wordings]:
        for round_, found in self._counted:
            if str(goal.id) in found:
                yield {lang: Wording(self._row(round_, found[str(goal.id)], lang), lang) for lang in self._languages}

    def _row(self, round_: Round, cells: dict[str, int], lang: str) -> str:
        with speaking(lang):
            names, numbers = figures.names_in_full(round_).values(), figures.numbers_of(way_of(round_), cells)
            told = ", ".join(f"{name} {number}" for name, number in zip(names, numbers, strict=True))
        return f"{text_in(wordings(round_.title), lang)}: {told}"

    def _texts(self, kind: str, thing: Any, field: str) -> dict[str, str]:
        """Return the texts of a thing by language: the official ones, else what participants wrote."""
        official = self._worded.get((kind, thing.id), {}).get(field, {})
        return {**wordings(getattr(thing, field)), **official}

    def _called(self, kind: str) -> Wordings:
        return {lang: Wording(Words(lang).label(labels.SECTIONS, kind), lang) for lang in self._languages}

    def _maybe(self, texts: dict[str, str]) -> Wordings | None:
        return self._said(texts) if any(texts.values()) else None

    def _said(self, texts: dict[str, str]) -> Wordings:
        found = {lang: lang_of(texts, lang) for lang in self._languages}
        return {lang: Wording(texts.get(slot, ""), slot) for lang, slot in found.items()}
