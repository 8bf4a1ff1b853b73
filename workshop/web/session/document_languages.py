"""In which languages a document is read, and asked for as a file."""

from workshop.content import Content
from workshop.language.speech import language


def language_of(content: Content | None) -> str:
    """Return the language in which a document is read: the reader's where it has that, else its first."""
    if content is None:
        return language()
    return language() if language() in content.languages else content.languages[0]


def languages_asked(content: Content, given: str) -> tuple[str, ...]:
    """Return the languages of a file that is asked for as `fi,sv`; the reader's where these are not the document's."""
    asked = tuple(dict.fromkeys(given.split(",")))
    return asked if set(asked) <= set(content.languages) else (language_of(content),)


def stand_beside(languages: tuple[str, ...], given: str) -> bool:
    """Whether they are to stand beside each other, which one alone can't."""
    return bool(given) and len(languages) > 1
