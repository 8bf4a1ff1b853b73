"""What can be wrong with a template, in sentences that say what to do about it."""

from dataclasses import dataclass

from workshop.language.speech import lazy_gettext as _l
from workshop.language.speech import speaking

SENTENCES = {
    "not_docx": _l("This is no Word document (.docx). Save the template as .docx and try again."),
    "too_large": _l("The template is too large. Make its pictures smaller; at most 1.5 MB, and 20 MB unpacked."),
    "macros": _l("The template has macros: %(detail)s. Save it as .docx without macros."),
    "embedded": _l("The template has another file in it: %(detail)s. Remove it."),
    "external": _l("The template fetches something from elsewhere: %(detail)s. Put it in the template itself."),
    "declarations": _l("The template has XML that no word processor writes: %(detail)s. Save it anew in Word."),
    "field": _l("The template has a field that reads other files: %(detail)s. Remove it."),
    "unchecked": _l("The template could not be checked, so it was not kept. Save it anew in Word, and try again."),
    "too_many": _l("There are %(detail)s templates already. Remove one first."),
    "missing": _l("The template lacks a place: write %(detail)s where it belongs."),
    "unknown": _l("The template has a place that we do not know: %(detail)s."),
    "not_a_place": _l("The template has more than places between braces: %(detail)s. Only names can stand there."),
}


@dataclass(frozen=True)
class TemplateFault:
    """One thing that is wrong, and where or which."""

    code: str
    detail: str = ""

    def sentence(self, lang: str) -> str:
        """Return it as a sentence."""
        with speaking(lang):
            return str(SENTENCES[self.code]) % {"detail": self.detail}
