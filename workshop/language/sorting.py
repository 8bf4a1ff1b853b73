"""The order of names, the same on every floor and in the browser (docs/decisions/12-sorting.md)."""

from icu import Collator, Locale

# The order of Finnish for every reader, so that all see one list: å, ä and ö after z, w after v, ü as a y. The twin in
# the browser is the `Intl.Collator` of desk-people.js; both sort tests/fixtures/names.json.
_FINNISH = Collator.createInstance(Locale("fi"))


def alphabetical(name: str) -> bytes:
    """Give the key by which names are sorted (Unicode TS 10, with CLDR's rules for Finnish).

    Accents count only where names are alike without them, and capitals only after those. Names that differ in nothing
    that is seen have the same key.
    """
    return _FINNISH.getSortKey(name)
