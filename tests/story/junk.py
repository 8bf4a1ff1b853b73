"""Texts as people write them, and values that no argument can have."""

TEXTS = (
    "Lähipalvelut säilyvät",
    "SOTE:lle 16 §:n mukaan klo 9.30",
    '=HYPERLINK("http://x","y")',
    "<b>lihava</b> {{ 7*7 }}",
    "Å, ä ja ö 😀\r\nja toinen rivi",
    "  kaksi   väliä ",
    "\u202eväärinpäin",
    "pitkä " * 40,
)
UNKNOWN = 10**6
JUNK = (
    None,
    "",
    " ",
    0,
    -1,
    1,
    2**31,
    2**70,
    1.5,
    True,
    [],
    {},
    "\x00",
    "x" * 50_000,
    ["x"] * 200,
    "2026-11-24T03:33:00",
    "0001-01-01T00:00:00+14:00",
    "9999-12-31T23:59:59-12:00",
    "9999-12-31T23:59:59Z",
    {"fi": None},
    {"xx": "vieras kieli"},
)
