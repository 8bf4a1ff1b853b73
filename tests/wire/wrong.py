"""Wrong values for each kind of argument, and the fault that each one must be refused for."""

from typing import Any

MISSING = object()
NOT_FOUND = "not found"
# Bodies that are no JSON object.
BODIES = {
    "nothing": b"",
    "null": b"null",
    "a list": b"[]",
    "a list of arguments": b'[{"name": "A"}]',
    "a text": b'"x"',
    "a number": b"5",
    "half a body": b'{"name": "A"',
    "two bodies": b"{}{}",
    "NaN": b'{"name": NaN}',
    "Infinity": b'{"name": -Infinity}',
    "a lone surrogate": b'{"name": "\\ud800"}',
    "a lone surrogate in a name": b'{"\\udfff": 1}',
    "bytes that are no UTF-8": b'{"name": "\xff"}',
    "UTF-16": '{"name": "A"}'.encode("utf-16"),
    "a byte-order mark": b'\xef\xbb\xbf{"name": "A"}',
    "single quotes": b"{'name': 'A'}",
    "a number of 5,000 digits": b'{"name": ' + b"9" * 5000 + b"}",
}
HUGE = (2**31, 2**63, 10**30)
NO_TEXT = (5, True, 1.5, [], {}, ["a"])

Cases = list[tuple[Any, str]]


def wrong_id(own: int, foreign: int) -> Cases:
    """Values that are no id (422), and ids of nothing that the actor may see (404)."""
    no_id = [(value, "wrong_type") for value in (str(own), True, float(own), 1.5, [], {}, "x", "", [[own]])]
    return no_id + [(value, NOT_FOUND) for value in (foreign, str(foreign), 999_999, 0, -1, -(2**63), *HUGE)]


def wrong_ids(own: int, foreign: int) -> Cases:
    """The same in a list."""
    no_ids = [(value, "wrong_type") for value in ({}, 5.5, True, [None], [str(own)], [True], [[own]], ["x"], "x")]
    return no_ids + [([own, value], NOT_FOUND) for value in (foreign, -1, *HUGE)]


def wrong_text(longest: int, *, optional: bool = False) -> Cases:
    """Values that are no text, and texts that are too long, can't be kept or say nothing."""
    cases = [(value, "wrong_type") for value in NO_TEXT]
    cases += [("x" * 50_000, "too_long"), ("😀" * (longest + 1), "too_long"), ("a\x00b", "bad_characters")]
    return cases if optional else [*cases, *((value, "empty") for value in ("", " \n\t ", "\u202e\u2066", "\u0007"))]


def wrong_number(highest: int) -> Cases:
    """Values that are no whole number, and numbers that are too small or too large."""
    return [(value, "wrong_type") for value in ("5", True, 1.5, [], {}, "")] + [
        (value, "out_of_range") for value in (0, -1, -(2**63), highest + 1, *HUGE)
    ]


def wrong_choice() -> Cases:
    """Values that are not offered."""
    return [(value, "not_a_choice") for value in ("no such thing", "", 5, True, [], {}, "\u202e", "x" * 50_000)]


def wrong_time() -> Cases:
    """Values that are no time with a zone, and times that no workshop will see."""
    no_time = ("", "tomorrow", "2026-12-01", "2026-12-01T10:00:00", "2026-02-30T10:00:00Z", "2026-12-01T10:00:00+99:00")
    far = ("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "1999-12-31T23:59:59Z")
    cases = [(value, "not_a_time") for value in no_time] + [(value, "out_of_range") for value in far]
    return cases + [(value, "wrong_type") for value in (True, [], {})]
