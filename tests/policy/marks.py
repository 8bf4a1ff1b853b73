"""The marks of the matrix: what a row of real answers comes down to, and the table that says the same."""

from pathlib import Path

CONTRIBUTING = Path(__file__).parents[2] / "CONTRIBUTING.md"
BEGIN, END = "<!-- matrix -->", "<!-- /matrix -->"
SAME_ALWAYS = {"ok": "yes", "forbidden": "-", "not_found": "404", "not_signed_in": "401"}

Codes = dict[str | None, str]


def mark(others: Codes, own: Codes | None = None) -> str:
    """Sum up the answers by kind of open round: to what others wrote, and to what the actor wrote."""
    to_others = _when(others)
    if own is None or _when(own) == to_others:
        return to_others
    if to_others != "-":
        return f"{to_others}; own: {_when(own)}"
    return "own" if _when(own) == "yes" else f"own, {_when(own)}"


def written_table() -> dict[str, dict[str, str]]:
    """Read the table in CONTRIBUTING.md: command → column → mark."""
    text = CONTRIBUTING.read_text().split(BEGIN)[1].split(END)[0]
    header, _, *rows = [_cells(line) for line in text.splitlines() if line.startswith("|")]
    return {row[0].strip("`"): dict(zip(header[1:], row[1:], strict=True)) for row in rows}


def as_table(marks: dict[str, dict[str, str]]) -> str:
    """Write marks as the table in CONTRIBUTING.md has them."""
    columns = list(next(iter(marks.values())))
    lines = [["command", *columns], ["---"] * (len(columns) + 1)]
    lines += [[f"`{command}`", *row.values()] for command, row in marks.items()]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _when(codes):
    seen = set(codes.values())
    if len(seen) == 1:
        only = seen.pop()
        return SAME_ALWAYS.get(only, only)
    permitting = [kind for kind, code in codes.items() if code == "ok"]
    if len(permitting) == 1 and seen == {"ok", "round_closed"}:
        return f"in an open {permitting[0]} round" if permitting[0] else "while no round is open"
    return ", ".join(f"{kind or 'no round'}: {code}" for kind, code in codes.items())


def _cells(line):
    return [cell.strip() for cell in line.strip().strip("|").split("|")]
