"""Marks sentences for the catalogues where they are written; they are translated where they are shown."""


def noop(sentence: str) -> str:
    """Give the English sentence as it is; `bin/translate` finds it by this name."""
    return sentence


def noop_pair(one: str, several: str) -> tuple[str, str]:
    """Give a sentence for one thing and for several as they are; `bin/translate` finds it by this name."""
    return one, several
