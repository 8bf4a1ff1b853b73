"""E-mail addresses in one normal form, in which they are compared, stored, counted and sent to."""

import re
import unicodedata

from email_validator import SPECIAL_USE_DOMAIN_NAMES, EmailNotValidError, validate_email

from workshop.errors import Invalid

# RFC 5321 leaves the local part to the receiving host; refused here is only what no address contains.
_PART = r"[^\s\x00-\x1f\x7f@<>\"(),;:\\\[\]]"
# An organisation's own network may use such names for its mail server. The library has no argument for that: its README
# says to clear the list.
SPECIAL_USE_DOMAIN_NAMES.clear()
# Leaves room for blanks and invisible characters, which are removed.
LONGEST = 500
EMAIL = re.compile(rf"{_PART}{{1,64}}@{_PART}{{1,188}}\.{_PART}{{2,63}}")


def normal_email(email: str) -> str:
    """Return the normal form of an address: no blanks or invisible characters, lower case, the domain decoded from
    IDNA.

    Domains with the same ASCII form are one domain, because mail is sent to that form. Raises Invalid for what is no
    address.
    """
    if len(email) > LONGEST:
        raise Invalid(email="not_an_address")
    seen = "".join(sign for sign in unicodedata.normalize("NFKC", email) if unicodedata.category(sign) != "Cf")
    # Lower case may decompose again: İ becomes i with a combining dot above.
    local, at, domain = unicodedata.normalize("NFKC", seen.strip().lower()).rpartition("@")
    try:
        normal = f"{local}{at}{domain.encode('idna').decode('idna').rstrip('.')}"
    except UnicodeError as wrong:
        raise Invalid(email="not_an_address") from wrong
    if not EMAIL.fullmatch(normal):
        raise Invalid(email="not_an_address")
    return normal


def new_email(email: str) -> str:
    """Return the normal form of an address to be stored; raises Invalid for one that no mailbox can have.

    Addresses that an earlier version accepted (such as with two dots in a row) still sign in: look-ups use
    `normal_email` alone. No name server is asked.
    """
    normal = normal_email(email)
    try:
        validate_email(normal, check_deliverability=False)
    except EmailNotValidError as wrong:
        raise Invalid(email="not_an_address") from wrong
    return normal


def mailbox_of(email: str) -> str:
    """Return the mailbox of a normal address: without the tag after a plus, by which its owner sorts mail."""
    local, _, domain = email.rpartition("@")
    return f"{local.partition('+')[0] or local}@{domain}"
