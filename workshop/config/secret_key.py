"""The installation's secret key: where it is stored, which keys are too weak for signing, and how to make one."""

import os
import re
import secrets
import tempfile
from contextlib import suppress
from itertools import pairwise
from pathlib import Path

from workshop.config.private import make_private

FILE = "secret-key"
SHORTEST = 32
FEWEST_SIGNS = 8
# More than this share of a text's letters are vowels; of random letters, counting y, 23 %.
VOWELS = 0.3
# Words from samples and from what people type as a key; what remains without them must be long enough.
WORDS = re.compile(
    "password|passwort|salasana|losenord|lösenord|passphrase|changeme|change-me|change_me|secret|salaisuus|hemlig|"
    "key|avain|nyckel|sample|example|default|placeholder|workshop|flask|django|admin|root|test|dev|letmein|qwerty|"
    "abcdefghijklmnopqrstuvwxyz|0123456789|123456789|this|very|replace|your|here|with|random|string|please",
    re.IGNORECASE,
)


def weakness(key: str) -> str | None:
    """Return why a key is too weak, as the end of a sentence; None for a good one.

    It finds what people write and generators do not produce: too few characters, repetition, a row of the alphabet, or
    words. It can't tell how a key was made.
    """
    if len(key) < SHORTEST:
        return f"is shorter than {SHORTEST} characters"
    if len(set(key.casefold())) < FEWEST_SIGNS:
        return f"has fewer than {FEWEST_SIGNS} different characters"
    threes = [key[at : at + 3].casefold() for at in range(len(key) - 2)]
    if len(set(threes)) < 0.75 * len(threes):
        return "repeats itself"
    steps = [ord(after) - ord(before) for before, after in pairwise(key)]
    if sum(step in (-1, 0, 1) for step in steps) > len(steps) / 2:
        return "is a row of the alphabet or of digits"
    if _reads_as_words(key) or len(WORDS.sub("", key)) < SHORTEST / 2:
        return "is made of words"
    return None


def _reads_as_words(key):
    # One in 250 generated keys of 32 letters and digits has no digit; hardly any of those has a text's share of vowels.
    letters = [sign for sign in key.casefold() if sign.isalpha()]
    vowels = sum(sign in "aeiouyåäö" for sign in letters)
    return not any(sign.isdigit() for sign in key) and vowels > VOWELS * len(letters)


def random_key() -> str:
    """Return a new key of 256 bits in hexadecimal digits, which no test of `weakness` takes for a text."""
    return secrets.token_hex(32)


def kept_key(folder: Path) -> str:
    """Return the key stored beside the database; it is made at the first start."""
    path = folder / FILE
    try:
        return path.read_text().strip()
    except FileNotFoundError:
        make_private(folder)
    # Linked under its name once complete: of processes that start together, all use the key that came first.
    with tempfile.NamedTemporaryFile("w", dir=folder) as file:
        file.write(random_key())
        file.flush()
        with suppress(FileExistsError):
            os.link(file.name, path)
    return path.read_text().strip()


def renew(folder: Path) -> Path:
    """Replace the stored key by a new one; returns its file. Processes use it after a restart."""
    make_private(folder)
    with tempfile.NamedTemporaryFile("w", dir=folder, delete=False) as file:
        file.write(random_key())
        file.flush()
        os.fsync(file.fileno())
    return Path(file.name).replace(folder / FILE)
