"""Pictures of a consultation that was held: drawing, sentences, tables and files say the same, and nothing hidden."""

import io
import json
import re
import xml.etree.ElementTree as ET

import pytest
from PIL import Image

from tests.exports.meeting import Meeting, database_of
from tests.exports.reading import lines, sheets
from workshop.exports.pictures.shown import PICTURED, pictures_of
from workshop.language.speech import speaking

SVG = "{http://www.w3.org/2000/svg}"
# Bodies, how many of them vote, and how many of these agree to the first goal, and to the second.
BODIES = {"advisory-board": (10, 9, 6), "infra-network": (10, 3, 5), "small-network": (4, 4, 1)}
ATTACK = '<script>alert(1)</script> & "x" ]]>'


@pytest.fixture(scope="module")
def held(database_kind, request, tmp_path_factory):
    """Two confidential votes by body, one of whose bodies is too small to be shown."""
    with database_of(database_kind, request, tmp_path_factory) as database:
        meeting = Meeting(database)
        for body, (voters, *_agree) in BODIES.items():
            for number in range(voters):
                meeting.join(f"{body} {number}", body)
        snapshot = meeting.snapshot()
        theme, phenomenon = snapshot["themes"][0]["id"], snapshot["phenomena"][0]["id"]
        for name in (ATTACK, "Toinen", "Kolmas", "Neljäs"):
            told = {"theme_id": theme, "title": name, "phenomenon_ids": [phenomenon]}
            meeting.goals[name] = meeting.do("propose_goal", **told)["goal_id"]
        for title in ("Alussa", "Lopussa"):
            _vote(meeting, title)
        yield meeting


def _vote(meeting, title):
    asked = {"method": "opinion", "secrecy": "confidential", "results": "on_reveal", "breakdowns": ["body"]}
    round_ = meeting.open("vote", {"fi": title}, **asked)
    member = 0
    for voters, *agree in BODIES.values():
        for number in range(voters):
            choices = {
                str(goal): "agree" if number < number_of else "disagree"
                for goal, number_of in zip(meeting.goals.values(), agree, strict=False)
            }
            meeting.do("cast_ballot", member, round_id=round_, choices=choices)
            member += 1
    meeting.do("close_round", round_id=round_)
    meeting.do("reveal_results", round_id=round_)


def pictures(meeting, lang="en"):
    """The pictures by name."""
    with speaking(lang):
        return {each.name: each for each in pictures_of(meeting.record())}


def test_every_picture_is_told_in_sentences_a_table_and_a_drawing(held):
    for each in pictures(held).values():
        assert each.sentences
        assert each.table.rows
        assert each.drawing is not None


def test_empty_cells_are_named(held):
    record = held.record()
    first = pictures(held)["themes-and-phenomena"]
    titles = [each["title"]["en"] for each in record["phenomena"]]
    assert f"{record['themes'][1]['title']['en']}: {', '.join(titles)}" in first.sentences[1]
    assert f"{record['themes'][0]['title']['en']}: {', '.join(titles[1:])}" in first.sentences[1]


def test_a_body_apart_is_told_and_one_that_is_hidden_never(held):
    record = held.record()
    told = pictures(held)["between-groups"]
    whole = " ".join([*told.sentences, *map(str, told.table.rows), told.svg(), told.svg(alone=True)])
    for round_ in record["rounds"]:
        for cells in round_["tally"]["breakdowns"]["body"].values():
            assert cells.get("small-network") is None
    hidden = next(each for each in record["bodies"] if each["key"] == "small-network")
    assert not any(title in whole for title in hidden["title"].values())
    shown = {row[2] for row in told.table.rows}
    by_key = {each["key"]: each["title"]["en"] for each in record["bodies"]}
    given = {
        by_key[key]
        for round_ in record["rounds"]
        for cells in round_["tally"]["breakdowns"]["body"].values()
        for key, own in cells.items()
        if key and own is not None
    }
    assert shown <= given | {"All whose figures are shown"}


@pytest.mark.parametrize("lang", ["fi", "sv", "en"])
def test_files_say_what_the_page_says(held, lang):
    book = sheets(held.written("results.xlsx", lang=lang))
    for name, each in pictures(held, lang).items():
        rows = [["" if cell is None else str(cell) for cell in row] for row in each.table.rows]
        assert [[str(cell) for cell in row] for row in book[each.table.name][1:]] == rows
        assert len(lines(held.written(f"{name}.csv", lang=lang))) == len(rows) + 1
        drawn = ET.fromstring(held.written(f"{name}.svg", lang=lang))
        assert drawn.findtext(f"{SVG}title") == each.title
        assert drawn.findtext(f"{SVG}desc") == " ".join(each.sentences)


def test_a_picture_is_a_png_of_twice_the_size_with_all_that_is_drawn(held):
    for name, each in pictures(held, "fi").items():
        drawn = ET.fromstring(held.written(f"{name}.svg", lang="fi"))
        painted = Image.open(io.BytesIO(held.written(f"{name}.png", lang="fi"))).convert("L")
        wide, high = (2 * float(drawn.get(side)) for side in ("width", "height"))
        assert (abs(painted.width - wide) <= 2, abs(painted.height - high) <= 2) == (True, True), each.name
        assert painted.getpixel((0, 0)) == 255, "its paper is white"
        # The heading, what stands at the left, and the foot are there.
        for box in ((0, 0, wide, 80), (0, 0, wide / 2, high), (0, high / 2, wide, high)):
            assert painted.crop(tuple(map(int, box))).getextrema()[0] < 60, (name, box)


def test_texts_stay_texts_in_a_picture(held):
    for name in PICTURED:
        raw = held.written(f"{name}.svg").decode()
        drawn = ET.fromstring(raw)
        assert {each.tag.removeprefix(SVG) for each in drawn.iter()} <= {
            *("svg", "title", "desc", "style", "g", "rect", "text", "circle", "line")
        }
        assert not re.search(r"""\s(on\w+|href|style)=|url\(|@import""", raw)


def test_the_record_has_the_same_figures(held):
    whole = json.loads(held.written("record.json"))["understanding"]
    along = pictures(held)["from-round-to-round"].table.rows
    told = [point["support"]["percent"] for goal in whole["from_round_to_round"]["goals"] for point in goal["points"]]
    assert told == [row[4] for row in along]
    between = [row[6:] for row in pictures(held)["between-groups"].table.rows if row[6] is not None]
    divisions = [each for one in whole["between_groups"] for each in one["divisions"]]
    assert [[each["in_group"]["percent"], each["among_others"]["percent"]] for each in divisions] == between
