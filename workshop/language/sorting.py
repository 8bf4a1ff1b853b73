"""The order of names, the same on every floor (docs/decisions/12-sorting.md)."""

from icu import Collator, Locale

# The order of Finnish for every reader, so that all see one list: å, ä and ö after z, w after v, ü as a y. No
# script sorts names: lists of people come from the server.
_FINNISH = Collator.createInstance(Locale("fi"))


def alphabetical(name: str) -> bytes:
    """Return the key by which names are sorted (Unicode TS 10, with CLDR's rules for Finnish).

    Accents count only where names are alike without them, and capitals only after those. Names that differ in nothing
    that is seen have the same key.
    """
    return _FINNISH.getSortKey(name)
