"""The goals and measures of a document as a table, in one of its languages."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, time

from workshop.content import Background, Content, DataTable, GoalEntry, Picture, Prose, Wordings
from workshop.exports.document.front import spoken_in
from workshop.exports.document.plain import plain
from workshop.exports.tables import FIGURE, Column, Table, table
from workshop.exports.workbook import workbook
from workshop.language.words import Words


def goals_of_document(content: Content, lang: str) -> Table:
    """Return a row for each goal and for each measure: numbers, theme, text, why, who, when, figures.

    Numbers stand in columns of their own, since a spreadsheet takes "1.10" for a date or a fraction.
    """
    slot = lang if lang in content.languages else content.languages[0]
    words = Words(slot)
    _ = words.translate
    columns = [
        Column(_("Theme no."), 9, FIGURE),
        Column(_("Goal no."), 9, FIGURE),
        Column(_("Measure no."), 9, FIGURE),
        Column(_("Proposed under theme no."), 9, FIGURE),
        Column(_("Proposed as goal no."), 9, FIGURE),
        Column(_("Theme"), 28),
        Column(_("Goal or measure"), 50),
        Column(_("Why"), 60),
        Column(_("Responsible"), 28),
        Column(_("Time frame"), 16),
        Column(_("Figures"), 40),
    ]

    def text(wordings: Wordings | None) -> str:
        return wordings[slot].text if wordings else ""

    rows: list[list[str | int | None]] = []
    for section in content.sections:
        for goal in section.blocks:
            if not isinstance(goal, GoalEntry):
                continue
            theme, figures = text(section.title), "\n".join(text(each) for each in goal.figures)
            numbers = [*_parts(goal.number), None, *_parts(goal.proposed_as)]
            rows.append([*numbers, theme, text(goal.title), text(goal.rationale), "", "", figures])
            rows += [
                [*_parts(one.number), None, None, theme, text(one.text), "", text(one.who), text(one.when), ""]
                for one in goal.measures
            ]
    return table(_("Goals"), columns, rows)


def write_sheets(content: Content, languages: Sequence[str]) -> bytes:
    """Return a workbook with the goals and the texts of a document in each of these languages."""
    tables = [
        each
        for lang in languages
        for each in (goals_of_document(content, lang), _texts(content, lang), *_tables(content, lang))
    ]
    # An adopted document's files are the same whenever they are made.
    made = datetime.combine(content.adopted_on, time(), UTC) if content.adopted_on else datetime.now(UTC)
    title = plain(content.title[languages[0]].text)[:200]
    return workbook(tables, title, made.isoformat(), spoken_in(languages[0]))


def _texts(content, lang):
    """Return a row for each text in Markdown, what tells more, and what a picture shows, with what it is under."""
    _ = Words(spoken_in(lang)).translate
    columns = [Column(_("Section"), 28), Column(_("Text"), 100)]
    rows = []
    for section in content.sections:
        for block in section.blocks:
            if isinstance(block, Prose):
                rows.append([section.title[lang].text, block.markdown[lang].text])
            elif isinstance(block, Background):
                under = ": ".join(each[lang].text for each in (section.title, block.title) if each)
                rows += [[under, each] for each in _told(block, lang)]
            elif isinstance(block, Picture):
                under = f"{section.title[lang].text}: {block.table.caption[lang].text}"
                rows.append([under, block.description[lang].text])
    return table(_("Texts"), columns, rows)


def _tables(content: Content, lang: str) -> Iterator[Table]:
    """Yield the tables of a document, those of its pictures too."""
    for section in content.sections:
        for block in section.blocks:
            if isinstance(block, DataTable | Picture):
                told = block.table if isinstance(block, Picture) else block
                columns = [Column(each[lang].text, 24) for each in told.headers]
                yield table(told.caption[lang].text, columns, [[cell[lang].text for cell in row] for row in told.rows])


def _told(background: Background, lang: str) -> Iterator[str]:
    """Yield what tells more of a theme or a phenomenon; "" where it has a title alone."""
    _ = Words(spoken_in(lang)).translate
    introduction = background.introduction
    if introduction is not None or not (background.links or background.experts):
        yield introduction[lang].text if introduction else ""
    for link in background.links:
        yield f"{_('Read more')}: " + (f"{link.title[lang].text} ({link.address})" if link.title else link.address)
    for expert in background.experts:
        about = expert.about[lang].text if expert.about else ""
        yield f"{_('Who can tell more')}: " + ", ".join(filter(None, (expert.name, about, expert.contact)))


def _parts(number: str) -> list[int]:
    return [int(part) for part in number.split(".")]
