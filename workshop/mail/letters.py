"""The letters: a sign-in link, a link that adds an address, an invitation; `name` is the name of the app.

They are in the current language, which the caller sets to the addressee's (`speaking`).
"""

from workshop.language.clocks import in_full
from workshop.language.speech import gettext
from workshop.operations.accounts import INVITATION_DAYS, LINK_MINUTES
from workshop.queries.invitations import Invitation
from workshop.reading.codes import spaced


def sign_in_letter(name: str, url: str) -> tuple[str, str]:
    """Return (subject, body) of the mail with a sign-in link."""
    body = gettext(
        "Hello,\n\nopen this link to sign in to %(name)s. It works once, for %(minutes)s minutes:\n\n%(url)s\n\n"
        "If you did not ask for it, you need not do anything.\n",
        name=name,
        minutes=LINK_MINUTES,
        url=url,
    )
    return gettext("Your sign-in link"), body


def address_letter(name: str, url: str) -> tuple[str, str]:
    """Return (subject, body) of the mail with a link that adds the address to an account.

    Danger: it must not name the account. Guests choose their own names, and could mail any text to anyone.
    """
    body = gettext(
        "Hello,\n\nopen this link in the browser in which you asked for it, and this e-mail address is added to your "
        "account in %(name)s. On another device it shows a code that you type where you asked. It works once, for "
        "%(minutes)s minutes:\n\n%(url)s\n\nIf you did not ask for it, do not open it, and give no code to anybody.\n",
        name=name,
        minutes=LINK_MINUTES,
        url=url,
    )
    return gettext("Add your e-mail address"), body


def invitation_letter(name: str, invited: Invitation, *, url: str, anew: str, contact: str) -> tuple[str, str]:
    """Return (subject, body) of the mail that invites a person to a consultation.

    It tells who invites, to what, when and by which code, what the link `url` does, that `anew` offers a new link, and
    whom to ask: the inviter, otherwise the organisation's `contact`. Where a guest invites, it contains nothing that
    people wrote, in its subject neither.
    """
    parts = [gettext("Hello,"), _invites(invited)]
    if invited.code:
        parts.append(_meeting(invited))
    parts += [
        gettext("Open the consultation and sign in with %(email)s:", email=invited.email) + f"\n{url}",
        gettext(
            "The link opens a page with a button that signs you in. It works once, for %(days)s days, and is for you "
            "alone: do not pass it on. When it no longer works, you get a new one here:",
            days=INVITATION_DAYS,
        )
        + f"\n{anew}",
    ]
    asked = ", ".join(filter(None, (invited.inviter, invited.inviter_email))) or contact
    if asked:
        parts.append(gettext("If there is anything that you want to ask: %(whom)s", whom=asked))
    title = invited.title
    subject = gettext("Invitation: %(title)s", title=title) if title else gettext("Invitation to a consultation")
    return subject, "\n\n".join([*parts, name]) + "\n"


def _invites(invited):
    if not invited.title:
        return gettext("You are invited to take part in a consultation.")
    if not invited.inviter:
        return gettext("You are invited to take part in the consultation “%(title)s”.", title=invited.title)
    return gettext(
        "%(name)s invites you to take part in the consultation “%(title)s”.", name=invited.inviter, title=invited.title
    )


def _meeting(invited):
    lines = [gettext("The next workshop: %(title)s", title=invited.workshop)]
    if invited.starts_at:
        lines.append(gettext("It begins: %(when)s (Finnish time)", when=in_full(invited.starts_at)))
    lines.append(gettext("The code of the workshop: %(code)s", code=spaced(invited.code)))
    return "\n".join(lines)
