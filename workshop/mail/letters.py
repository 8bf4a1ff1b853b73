"""The letters: a sign-in link, a link that adds an address, an invitation; `name` is the name of the app.

They are in the current language, which the caller sets to the addressee's (`speaking`).
"""

from workshop.language.clocks import in_full
from workshop.language.speech import gettext
from workshop.mail.letter import Letter
from workshop.operations.people.accounts import INVITATION_DAYS, LINK_MINUTES
from workshop.queries.invitations import Invitation
from workshop.reading.codes import spaced


def sign_in_letter(name: str, url: str) -> Letter:
    """Return the letter with a sign-in link."""
    return Letter(
        subject=gettext("Your sign-in link"),
        name=name,
        said=(gettext("Open this link to sign in to %(name)s.", name=name),),
        act=gettext("Sign in"),
        url=url,
        more=(
            (gettext("The link works once, for %(minutes)s minutes.", minutes=LINK_MINUTES), ""),
            (gettext("If you did not ask for it, you need not do anything."), ""),
        ),
    )


def address_letter(name: str, url: str) -> Letter:
    """Return the letter with a link that adds the address to an account.

    Danger: it must not name the account. Guests choose their own names, and could mail any text to anyone.
    """
    return Letter(
        subject=gettext("Add your e-mail address"),
        name=name,
        said=(
            gettext(
                "Open this link in the browser in which you asked for it, and this e-mail address is added to your "
                "account in %(name)s. On another device it shows a code that you type where you asked.",
                name=name,
            ),
        ),
        act=gettext("Add the address"),
        url=url,
        more=(
            (gettext("The link works once, for %(minutes)s minutes.", minutes=LINK_MINUTES), ""),
            (gettext("If you did not ask for it, do not open it, and give no code to anybody."), ""),
        ),
    )


def invitation_letter(name: str, invited: Invitation, *, url: str, anew: str, contact: str) -> Letter:
    """Return the letter that invites a person to a consultation.

    It tells who invites, to what, when and by which code, what the link `url` does, that `anew` offers a new link, and
    whom to ask: the inviter, otherwise the organisation's `contact`. Where a guest invites, it contains nothing that
    people wrote, in its subject neither.
    """
    asked = ", ".join(filter(None, (invited.inviter, invited.inviter_email))) or contact
    about = gettext(
        "The link opens a page with a button that signs you in. It works once, for %(days)s days, and is for you "
        "alone: do not pass it on. When it no longer works, you get a new one here:",
        days=INVITATION_DAYS,
    )
    more = [(about, anew)]
    if asked:
        more.append((gettext("If there is anything that you want to ask: %(whom)s", whom=asked), ""))
    title = invited.title
    return Letter(
        subject=gettext("Invitation: %(title)s", title=title) if title else gettext("Invitation to a consultation"),
        name=name,
        said=(_invites(invited), gettext("Open the consultation and sign in with %(email)s:", email=invited.email)),
        facts=_meeting(invited) if invited.code else (),
        act=gettext("Open the consultation"),
        url=url,
        more=tuple(more),
    )


def _invites(invited):
    if not invited.title:
        return gettext("You are invited to take part in a consultation.")
    if not invited.inviter:
        return gettext("You are invited to take part in the consultation “%(title)s”.", title=invited.title)
    return gettext(
        "%(name)s invites you to take part in the consultation “%(title)s”.", name=invited.inviter, title=invited.title
    )


def _meeting(invited):
    lines = [gettext("The next workshop: “%(title)s”", title=invited.workshop)]
    if invited.starts_at:
        lines.append(gettext("It begins: %(when)s (Finnish time)", when=in_full(invited.starts_at)))
    lines.append(gettext("The code of the workshop: %(code)s", code=spaced(invited.code)))
    return tuple(lines)
