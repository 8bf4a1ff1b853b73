"""The words of exports, in the reader's language: from the catalogues that the pages use."""

from datetime import datetime
from functools import lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo

from babel.support import NullTranslations, Translations

FOLDER = Path(__file__).resolve().parent.parent / "translations"
FALLBACKS = ("fi", "sv", "en")
ZONE = ZoneInfo("Europe/Helsinki")
TIMES = {"fi": "%-d.%-m.%Y klo %-H.%M", "sv": "%-d.%-m.%Y kl. %-H.%M", "en": "%-d %b %Y at %-H:%M"}


class Words:
    """What a reader of `lang` reads; sentences that the catalogues lack stay English.

    `translate` gives the translation of a sentence. It is called by the name `_`, by which sentences are found.
    """

    def __init__(self, lang: str):
        self.lang = lang
        self.translate = _catalogue(lang).gettext

    def text(self, texts: dict | None) -> str:
        """Choose among `{language: text}`: the reader's, else the first there is of Finnish, Swedish, English."""
        texts = texts or {}
        return next((texts[slot] for slot in (self.lang, *FALLBACKS, *texts) if texts.get(slot)), "")

    def kind(self, code: str) -> str:
        """Name a kind of round."""
        _ = self.translate
        return {
            "propose": _("Propose"),
            "comment": _("Comment"),
            "vote": _("Vote"),
            "results": _("Results"),
            "pause": _("Pause"),
        }.get(code, code)

    def state(self, code: str) -> str:
        """Name a state of a round."""
        _ = self.translate
        return {
            "planned": _("Planned"),
            "open": _("Open"),
            "closed": _("Closed"),
            "revealed": _("Revealed"),
        }.get(code, code)

    def secrecy(self, code: str) -> str:
        """Say what a mode of secrecy means."""
        _ = self.translate
        return {
            "named": _("Named: everyone may see who voted for what."),
            "confidential": _(
                "Confidential: choices are linked to voters while the round is open, and taken apart at its close."
            ),
            "secret": _("Secret: choices are taken apart from voters at once."),
        }.get(code, code)

    def when(self, code: str) -> str:
        """Say when the results of a round are shown."""
        _ = self.translate
        return {
            "live": _("While it is open"),
            "at_close": _("At its close"),
            "on_reveal": _("When they are revealed"),
        }.get(code, code)

    def stance(self, code: str) -> str:
        """Name a stance."""
        _ = self.translate
        return {
            "for": _("For"),
            "against": _("Against"),
            "neutral": _("Neutral"),
            "question": _("Question"),
        }.get(code, code)

    def since(self, code: str) -> str:
        """Say what became of a goal after it was counted."""
        _ = self.translate
        return {
            "withdrawn": _("withdrawn after the vote"),
            "reworded": _("reworded since"),
            "moved": _("moved since"),
            "hidden": _("hidden since"),
        }.get(code, code)

    def time(self, text: str) -> str:
        """Write a time of the wire as Finnish clocks showed it."""
        return datetime.fromisoformat(text).astimezone(ZONE).strftime(TIMES.get(self.lang, TIMES["en"]))

    def status(self, code: str) -> str:
        """Name the status of a measure."""
        _ = self.translate
        return {
            "planned": _("Planned"),
            "started": _("Started"),
            "done": _("Done"),
            "dropped": _("Dropped"),
        }.get(code, code)


@lru_cache
def _catalogue(lang: str) -> NullTranslations:
    return Translations.load(FOLDER, [lang])
