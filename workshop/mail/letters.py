"""The letters: a sign-in link, a link that adds an address, an invitation; `name` is what the app is called."""

from flask_babel import gettext

from workshop.commands.accounts import LINK_MINUTES


def sign_in_letter(name: str, url: str) -> tuple[str, str]:
    """Give (subject, body) of the mail with a sign-in link."""
    body = gettext(
        "Hello,\n\nopen this link to sign in to %(name)s. It works once, for %(minutes)s minutes:\n\n%(url)s\n\n"
        "If you did not ask for it, you need not do anything.\n",
        name=name,
        minutes=LINK_MINUTES,
        url=url,
    )
    return gettext("Your sign-in link"), body


def address_letter(name: str, url: str) -> tuple[str, str]:
    """Give (subject, body) of the mail with a link that adds the address to an account.

    It says nothing of whose account: guests choose their own names, and might write anything to anyone.
    """
    body = gettext(
        "Hello,\n\nopen this link to add this e-mail address to your account in %(name)s. It works once, for "
        "%(minutes)s minutes:\n\n%(url)s\n\nIf you did not ask for it, do not open it.\n",
        name=name,
        minutes=LINK_MINUTES,
        url=url,
    )
    return gettext("Add your e-mail address"), body


def invitation_letter(name: str, title: str, url: str) -> tuple[str, str]:
    """Give (subject, body) of the mail that invites to a consultation."""
    body = gettext(
        "Hello,\n\nyou are invited to take part in the consultation “%(title)s”. Sign in with this e-mail address:"
        "\n\n%(url)s\n\n%(name)s\n",
        name=name,
        title=title,
        url=url,
    )
    return gettext("Invitation: %(title)s", title=title), body
