"""What stands before the first section: in what state the document is, and who adopted it when."""

from workshop.language.clocks import day
from workshop.language.labels import DOCUMENT_STATES
from workshop.language.speech import speaking
from workshop.language.words import Words
from workshop.states.content import Content


def facts(content: Content, lang: str) -> list[tuple[str, str]]:
    """Return (what, its value) in the reader's words; what is not known yet is left out."""
    return [(what, value) for _, what, value in known(content, lang) if value]


def known(content: Content, lang: str) -> list[tuple[str, str, str]]:
    """Return (name, what, its value) in the reader's words; "" for what is not known yet."""
    _ = Words(lang).translate
    with speaking(lang):
        adopted = day(content.adopted_on) if content.adopted_on else ""
        state = str(DOCUMENT_STATES[content.state])
    return [
        ("state", _("State"), state),
        ("adopted_by", _("Adopted by"), content.body[lang].text if content.body else ""),
        ("adopted_on", _("Adopted on"), adopted),
        ("minutes", _("Section of the minutes"), content.minutes),
        ("address", _("Address"), content.address),
        ("corrects", _("Corrects"), content.corrects),
        ("correction", _("What was corrected"), content.correction),
        ("sha256", _("Fingerprint (SHA-256)"), content.sha256),
    ]
