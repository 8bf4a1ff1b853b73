"""Prints the rows of the table in docs/likeness.md: `python -m tests.likeness`."""

from tests.likeness.pairs import figures

if __name__ == "__main__":
    print("\n".join(figures()))
