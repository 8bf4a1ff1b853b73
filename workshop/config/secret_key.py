"""The installation's secret key: where it is kept, which keys are too weak to sign anything with, and a new one."""

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
# Of a text's letters more than this share are vowels; of letters drawn at random, y among them, 23 %.
VOWELS = 0.3
# Words of samples and of what people type where a key is asked for; what is left without them has to be long enough.
WORDS = re.compile(
    "password|passwort|salasana|losenord|lösenord|passphrase|changeme|change-me|change_me|secret|salaisuus|hemlig|"
    "key|avain|nyckel|sample|example|default|placeholder|workshop|flask|django|admin|root|test|dev|letmein|qwerty|"
    "abcdefghijklmnopqrstuvwxyz|0123456789|123456789|this|very|replace|your|here|with|random|string|please",
    re.IGNORECASE,
)


def weakness(key: str) -> str | None:
    """Say why a key is too weak, as the end of a sentence; None for a good one.

    It looks for what no generator gives and people write: too little, few different signs, something repeated, a row
    of the alphabet, or words. It can't tell how a key was made.
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
    # One in 250 keys of 32 characters that a generator gives has no digit; hardly any of those has a text's vowels.
    letters = [sign for sign in key.casefold() if sign.isalpha()]
    vowels = sum(sign in "aeiouyåäö" for sign in letters)
    return not any(sign.isdigit() for sign in key) and vowels > VOWELS * len(letters)


def random_key() -> str:
    """Draw a key of 256 bits, in hexadecimal digits, which none of the tests of `weakness` can take for a text."""
    return secrets.token_hex(32)


def kept_key(folder: Path) -> str:
    """Give the key that is kept beside the database, made at the first start."""
    path = folder / FILE
    try:
        return path.read_text().strip()
    except FileNotFoundError:
        make_private(folder)
    # Linked under its name when it is whole: processes that start together take the one that came first.
    with tempfile.NamedTemporaryFile("w", dir=folder) as file:
        file.write(random_key())
        file.flush()
        with suppress(FileExistsError):
            os.link(file.name, path)
    return path.read_text().strip()


def renew(folder: Path) -> Path:
    """Put a new key in the place of the kept one; gives its file. Processes take it when they are started again."""
    make_private(folder)
    with tempfile.NamedTemporaryFile("w", dir=folder, delete=False) as file:
        file.write(random_key())
        file.flush()
        os.fsync(file.fileno())
    return Path(file.name).replace(folder / FILE)
