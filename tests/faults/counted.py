"""What each surface says of the rounds that were counted: figures by what the goals are called there."""

import io
import json
from collections import Counter
from html.parser import HTMLParser

import openpyxl

from tests.exports.reading import lines
from tests.nodes.client import Client
from tests.pages.reading import VOID

# What every figure of a round is told under, by round; whatever is compared comes down to this.
Figures = dict[str, list]
HIDDEN = "(hidden)"


def on_the_page(client: Client, slug: str) -> dict[str, list]:
    """Read the page of results: by round, (number and title, figures) in the order of the rows."""
    page = _tree(client.request("GET", f"/c/{slug}/results"))
    found = {}
    for section in page.all("section", "results-counted"):
        title = section.first("h2").words()
        main, *_ = section.all("table", "results-figures")
        rows = [row for row in main.all("tr") if row.attrs.get("data-id")]
        found[title] = [(row.first("a").words(), [cell.words() for cell in row.all("td", "number")]) for row in rows]
        goals = [row for matrix in section.all("div", "results-matrix") for row in matrix.first("tbody").all("tr")]
        found[f"{title} by body"] = [
            (row.first("th").words(), [cell.words() for cell in row.all("td")]) for row in goals
        ]
        found[f"{title} by name"] = sorted(ballot.words() for ballot in section.all("li", "results-ballot"))
    return found


def on_the_wall(client: Client, code: str) -> list:
    """Read the wall: (number and title, figures) in the order of the rows."""
    page = _tree(client.request("GET", f"/w/{code}/wall?lang=en"))
    rows = page.all("li", "wall-result")
    return [(row.first("h2").words(), [figure.words() for figure in row.all("b")]) for row in rows]


def in_the_spreadsheet(client: Client, slug: str) -> dict[str, Counter]:
    """Read the spreadsheet: by sheet and round, what is told of each goal under what it was called in that round."""
    contents = client.request("GET", f"/c/{slug}/export/results.xlsx?lang=en").content
    book = openpyxl.load_workbook(io.BytesIO(contents))
    sheets = {sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book}
    book.close()
    found = _by_round(*sheets["Goals"], 1)
    for name in ("By group", "Named votes"):
        head, *rows = sheets[name]
        width = head.index("After the vote") if "After the vote" in head else len(head)
        found[name] = Counter(_joined(head, row[:width]) for row in rows)
    return found


def in_the_plain_table(client: Client, slug: str) -> dict[str, Counter]:
    """Read the table of goals as text."""
    contents = client.request("GET", f"/c/{slug}/export/results.csv?lang=en").content
    head, *rows = lines(contents)
    rows = [[f"{row[0]}.{row[1]}", *row[2:]] for row in rows]
    return _by_round(["Number", *head[2:]], *rows, 1)


def in_the_record(client: Client, slug: str) -> dict[str, tuple]:
    """Read the record: by round, what the goals are called in their order, and the tally."""
    record = json.loads(client.request("GET", f"/c/{slug}/export/record.json").content)
    found = {}
    for each in record["rounds"]:
        if each["tally"]:
            assert {str(called["goal_id"]) for called in each["called"]} == set(each["tally"]["goals"])
            called = [_called(one["number"], *one["title"].values()) for one in each["called"]]
            themes = [one["theme_title"] for one in each["called"]]
            found[each["title"]["fi"]] = called, themes, each["tally"], each["commitment"], each["salt"]
    return found


def _by_round(head, *rows_and_first):
    *rows, _ = rows_and_first
    found: dict[str, Counter] = {}
    titles = list(dict.fromkeys(heading.split(" – ")[0] for heading in head if " – " in heading))
    for title in titles:
        columns = {heading.split(" – ")[1]: at for at, heading in enumerate(head) if heading.startswith(f"{title} – ")}
        renamed = columns.pop("The goal as it was counted", None)
        found[title] = Counter()
        for row in rows:
            called = (row[renamed] if renamed is not None else None) or _called(row[0], row[2])
            figures = [str(row[at]) for at in columns.values() if row[at] not in (None, "")]
            if figures:
                found[title][called, *figures] += 1
    return found


def _joined(head, row):
    """Put a row's number and title together, as what a goal is called."""
    number, title = head.index("Number"), head.index("Goal")
    others = [cell for at, cell in enumerate(row) if at not in (number, title)]
    return (_called(row[number], row[title]), *others)


def _called(number, title=HIDDEN):
    return f"{number} {title}"


class _Node:
    """An element of a page, without what is hidden in it."""

    def __init__(self, tag, attrs):
        self.tag, self.attrs, self.parts = tag, attrs, []

    def all(self, tag, name=""):
        """All elements of a tag, and of a class, in it."""
        found = []
        for part in self.parts:
            if isinstance(part, _Node):
                if part.tag == tag and (not name or name in (part.attrs.get("class") or "").split()):
                    found.append(part)
                found += part.all(tag, name)
        return found

    def first(self, tag):
        """The first element of a tag in it."""
        return self.all(tag)[0]

    def words(self):
        """What it says, without what became of a goal later."""
        said = [part if isinstance(part, str) else part.words() for part in self.parts if not _is_since(part)]
        return " ".join("".join(said).split())


def _is_since(part):
    return isinstance(part, _Node) and part.attrs.get("class") in ("results-since", "wall-since")


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.path = [_Node("page", {})]

    def handle_starttag(self, tag, attrs):
        node = _Node(tag, dict(attrs))
        # What is hidden is read, to be left, but stands nowhere.
        if "hidden" not in node.attrs and tag != "template":
            self.path[-1].parts.append(node)
        if tag not in VOID:
            self.path.append(node)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.path.pop()

    def handle_endtag(self, tag):
        if tag not in VOID:
            self.path.pop()

    def handle_data(self, data):
        self.path[-1].parts.append(data)


def _tree(answer):
    assert answer.status_code == 200, answer.text
    reader = _Reader()
    reader.feed(answer.text)
    return reader.path[0]
