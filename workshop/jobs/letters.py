"""Sending a letter from a job: when it is its turn, in the reader's language, with links to the configured address."""

from collections.abc import Callable

from workshop.config import Settings
from workshop.jobs.kind import JobContext
from workshop.language.speech import speaking
from workshop.mail import post
from workshop.mail.letter import Letter
from workshop.operations.mailing import take_turn


def wait_for_turn(context: JobContext, name: str) -> None:
    """Count a mail that is about to be sent; raises TooManyMails where it has to wait."""
    context.database.write(lambda session: take_turn(session, name))


def sign_in_url(settings: Settings, secret: str, then: str) -> str:
    """Return the address that signs in by a secret and leads on to the path `then`."""
    return f"{settings.url}/sign-in/{secret}" + ("" if then == "/" else f"?next={then}")


def send(context: JobContext, email: str, lang: str, letter: Callable[[str], Letter]) -> None:
    """Mail what `letter(name of the app)` returns, in the language `lang`.

    Raises LeaseLost where another worker sends it, and whatever `post` raises.
    """
    with speaking(lang):
        written = letter(context.settings.name)
        context.hold()
        post(context.settings, email, written)
