"""E-mail addresses in one form: that in which they are compared, kept, counted and sent to."""

import re
import unicodedata

from email_validator import SPECIAL_USE_DOMAIN_NAMES, EmailNotValidError, validate_email

from workshop.errors import Invalid

# RFC 5321 leaves the local part to the receiving host; only what no address has is refused here.
_PART = r"[^\s\x00-\x1f\x7f@<>\"(),;:\\\[\]]"
# A network of one's own may call its mail server by such a name. The library has no argument for that: its README says
# to take the names out of its list.
SPECIAL_USE_DOMAIN_NAMES.clear()
# With room for blanks and for signs that nobody sees.
LONGEST = 500
EMAIL = re.compile(rf"{_PART}{{1,64}}@{_PART}{{1,188}}\.{_PART}{{2,63}}")


def normal_email(email: str) -> str:
    """Give an address as it is sent to, without blanks, signs that nobody sees, capitals and other ways to write it.

    Mail goes to a domain's ASCII form, so whatever has the same is one domain here, kept as people read it. Raises
    Invalid for what is no address.
    """
    if len(email) > LONGEST:
        raise Invalid(email="not_an_address")
    seen = "".join(sign for sign in unicodedata.normalize("NFKC", email) if unicodedata.category(sign) != "Cf")
    # What is lowered may come apart again: İ becomes i with a dot above it.
    local, at, domain = unicodedata.normalize("NFKC", seen.strip().lower()).rpartition("@")
    try:
        normal = f"{local}{at}{domain.encode('idna').decode('idna').rstrip('.')}"
    except UnicodeError as wrong:
        raise Invalid(email="not_an_address") from wrong
    if not EMAIL.fullmatch(normal):
        raise Invalid(email="not_an_address")
    return normal


def new_email(email: str) -> str:
    """Give the normal form of an address that comes in now; raises Invalid for one that no mailbox can have.

    An address that an earlier version took, such as one with two dots in a row, still signs in: what is looked up goes
    through `normal_email` alone. No name server is asked.
    """
    normal = normal_email(email)
    try:
        validate_email(normal, check_deliverability=False)
    except EmailNotValidError as wrong:
        raise Invalid(email="not_an_address") from wrong
    return normal


def mailbox_of(email: str) -> str:
    """Give the address of the mailbox that a normal address stands for: what follows a plus only sorts its mail."""
    local, _, domain = email.rpartition("@")
    return f"{local.partition('+')[0] or local}@{domain}"
