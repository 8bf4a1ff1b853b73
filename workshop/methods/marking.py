"""Marks sentences for the catalogues where they are written; they are translated where they are shown."""


def noop(sentence: str) -> str:
    """Return the English sentence unchanged; `bin/translate` finds it by this function's name."""
    return sentence


def noop_pair(one: str, several: str) -> tuple[str, str]:
    """Return the singular and the plural unchanged; `bin/translate` finds them by this function's name."""
    return one, several
