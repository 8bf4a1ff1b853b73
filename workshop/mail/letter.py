"""One letter, as text and as HTML: what is said, one button, what is good to know; nothing is fetched for it."""

from dataclasses import dataclass
from functools import cache

from jinja2 import PackageLoader, Template

from workshop.language.speech import gettext, language
from workshop.templating import Templates


@dataclass(frozen=True)
class Letter:
    """The contents, in the reader's language; `name` is the organisation's.

    `facts` are lines of their own, such as when a workshop begins; the button `act` leads to `url`. Each part of `more`
    is a sentence and an address of its own, or "".
    """

    subject: str
    name: str
    said: tuple[str, ...]
    act: str
    url: str
    facts: tuple[str, ...] = ()
    more: tuple[tuple[str, str], ...] = ()

    @property
    def text(self) -> str:
        """The letter for readers, and programs, that show plain text."""
        *before, last = self.said
        parts = [gettext("Hello,"), *before, *(["\n".join(self.facts)] if self.facts else []), f"{last}\n{self.url}"]
        parts += ["\n".join(filter(None, each)) for each in self.more]
        return "\n\n".join([*parts, self.name]) + "\n"

    @property
    def html(self) -> str:
        """The same with a button; styles stand on each element, as old mail programs read no others."""
        return _template().render(letter=self, lang=language())


@cache
def _template() -> Template:
    loader = PackageLoader("workshop", "templates/mail")
    return Templates(loader=loader, autoescape=True, trim_blocks=True).get_template("letter.html")
