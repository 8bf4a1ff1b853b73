"""What stands before the first section: in what state the document is, and who adopted it when."""

from dataclasses import replace

from workshop.content import Background, Content, GoalEntry, Section
from workshop.exports.document.plain import plain
from workshop.language.clocks import day
from workshop.language.labels import DOCUMENT_STATES
from workshop.language.speech import speaking
from workshop.language.words import Words


def spoken_in(slot: str) -> str:
    """Return the language in which we ourselves speak beside texts of a slot: plain Finnish is Finnish."""
    return slot.partition("-")[0]


def filled(content: Content) -> Content:
    """Return the document without the sections in which nothing stands, as its page shows it."""
    return replace(content, sections=tuple(each for each in content.sections if each.blocks))


def entries(section: Section) -> list[Background | GoalEntry]:
    """Return what has a heading of its own in a section, and so a line in the contents."""
    return [each for each in section.blocks if isinstance(each, Background | GoalEntry) and each.title]


def came(goal: GoalEntry, lang: str) -> str:
    """Return under which number a goal was proposed, and what it was made of."""
    _ = Words(spoken_in(lang)).translate
    told = [_("Proposed as %(number)s") % {"number": goal.proposed_as}] if goal.proposed_as else []
    made = [_("Made of %(numbers)s") % {"numbers": ", ".join(goal.made_of)}] if goal.made_of else []
    return ". ".join(told + made)


def facts(content: Content, lang: str) -> list[tuple[str, str]]:
    """Return (what, its value) in the reader's words; what is not known yet is left out."""
    return [(what, value) for _, what, value in known(content, lang) if value]


def known(content: Content, lang: str) -> list[tuple[str, str, str]]:
    """Return (name, what, its value) in the reader's words; "" for what is not known yet."""
    spoken = spoken_in(lang)
    _ = Words(spoken).translate
    with speaking(spoken):
        adopted = day(content.adopted_on) if content.adopted_on else ""
        state = str(DOCUMENT_STATES[content.state])
    told = [
        ("state", _("State"), state),
        ("adopted_by", _("Adopted by"), content.body[lang].text if content.body else ""),
        ("adopted_on", _("Adopted on"), adopted),
        ("minutes", _("Section of the minutes"), content.minutes),
        ("unfinished", _("Not in all languages"), content.unfinished),
        ("address", _("Address"), content.address),
        ("corrects", _("Corrects"), content.corrects),
        ("correction", _("What was corrected"), content.correction),
        ("sha256", _("Fingerprint (SHA-256)"), content.sha256),
    ]
    return [(name, what, plain(value)) for name, what, value in told]
