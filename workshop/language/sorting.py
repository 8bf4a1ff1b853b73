"""The order of names, the same everywhere (docs/decisions/12-sorting.md)."""

from icu import Collator, Locale

# Finnish order for every reader, so that all see the same list: å, ä, ö after z, w after v, ü as y. Scripts never sort
# names: lists of people come from the server.
_FINNISH = Collator.createInstance(Locale("fi"))


def alphabetical(name: str) -> bytes:
    """Return the key by which names are sorted (Unicode UTS 10, with CLDR's rules for Finnish).

    Accents decide only between names that are equal without them, and capitals only after that. Names that look the
    same have the same key.
    """
    return _FINNISH.getSortKey(name)
