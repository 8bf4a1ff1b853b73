"""A list of municipalities, read from a CSV file."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass

COLUMNS = ("code", "name_fi", "name_sv", "group", "region_code", "region_fi", "region_sv", "population")
# May be there: the codes of those that were merged into it, with blanks between them.
MERGED = "merged"
GROUPS = ("urban", "semi-urban", "rural")
# More than there ever were.
MOST_ROWS = 1000
_CODE, _REGION, _NUMBER = re.compile("[0-9]{3}"), re.compile("[0-9]{2}"), re.compile("[0-9]{1,8}")


class BadList(Exception):
    """A file is no list of municipalities; the message says what is wrong, and in which line."""


@dataclass(frozen=True)
class Line:
    """A municipality as a list has it; `merged`: the codes of those that were merged into it."""

    code: str
    name_fi: str
    name_sv: str
    group: str
    region_code: str
    region_fi: str
    region_sv: str
    population: int
    merged: tuple[str, ...] = ()


def read_list(text: str) -> list[Line]:
    """Read a list from the text of a CSV file with a head (`COLUMNS`, in any order, others are left alone).

    Cells are separated by commas, or by semicolons, as spreadsheets write them in Finland and Sweden. Raises BadList.
    """
    if not text.strip():
        raise BadList("it is empty")
    head = text.lstrip().splitlines()[0]
    rows = csv.DictReader(text.splitlines(), delimiter=";" if head.count(";") > head.count(",") else ",", strict=True)
    found: dict[str, Line] = {}
    # What a code, a name or a code of the past is taken by, each of which stands for one municipality.
    taken: dict[str, str] = {}
    try:
        if missing := [name for name in COLUMNS if name not in (rows.fieldnames or ())]:
            raise BadList(f"the head lacks {', '.join(missing)}")
        for row in rows:
            line = _line(row, rows.line_num)
            for word in (line.code, *line.merged, *{line.name_fi.casefold(), line.name_sv.casefold()}):
                if word in taken:
                    raise BadList(f"line {rows.line_num}: “{word}” is there twice, as {taken[word]} has it too")
                taken[word] = line.code
            if len(found) == MOST_ROWS:
                raise BadList(f"there are more than {MOST_ROWS} lines")
            found[line.code] = line
    except csv.Error as wrong:
        raise BadList(f"line {rows.reader.line_num}: {wrong}") from wrong
    if not found:
        raise BadList("there is no municipality in it")
    return list(found.values())


def _line(row: dict[str, str | None], number: int) -> Line:
    values = {name: (row[name] or "").strip() for name in COLUMNS}
    merged = tuple((row.get(MERGED) or "").split())
    for fault in ("it has more cells than the head",) if None in row else _faults(values, merged):
        raise BadList(f"line {number}: {fault}")
    return Line(**{**values, "population": int(values["population"])}, merged=merged)  # type: ignore[arg-type]


def _faults(values: dict[str, str], merged: tuple[str, ...]) -> Iterator[str]:
    for code in (values["code"], *merged):
        if not _CODE.fullmatch(code):
            yield f"“{code}” is no code of three digits"
    if not _REGION.fullmatch(values["region_code"]):
        yield f"“{values['region_code']}” is no region's code of two digits"
    if values["group"] not in GROUPS:
        yield f"“{values['group']}” is none of {', '.join(GROUPS)}"
    if not _NUMBER.fullmatch(values["population"]):
        yield f"“{values['population']}” is no population"
    for name in ("name_fi", "name_sv", "region_fi", "region_sv"):
        if not 0 < len(values[name]) <= 60:
            yield f"{name} is empty, or too long"
        elif not values[name].isprintable():
            yield f"{name} has what can't be printed"
