"""While results are shown place by place, two votes that differ in what is not shown yet give the same bytes.

A vote is counted, and some of its places are shown. Then all that the database knows of its choices is exchanged for
that of another vote with the same last places, and everything is asked for again: exports, pages, what programs read,
with their headers and sizes. What tells the time of an answer is all that may differ.
"""

import io
import re
import zipfile
import zlib

import pytest
from sqlalchemy import delete, insert, select

from tests.faults.room import Room
from tests.nodes.client import Client
from workshop.exports.pictures.shown import PICTURES
from workshop.models import Ballot, DetachedBallot, RollEntry, RunningSum, Tally

STEPS = 2
# What the database knows of choices, and of a tally.
CHOSEN = (Ballot, DetachedBallot, RollEntry, RunningSum)
COUNTED = ("figures", "breakdowns", "extras")
PAGES = ("/c/{slug}", "/c/{slug}/results", "/w/{code}", "/w/{code}/wall?lang=fi", "/w/{code}/wall?part=sv")
PAGES += ("/c/{slug}/results/understanding", "/c/{slug}/exports", "/c/{slug}/themes/{theme}")
LEADS = ("/w/{code}/lead", "/w/{code}/order", "/c/{slug}/settings", "/w/{code}/lead/people", "/w/{code}/lead/similar")
LEADS += tuple(f"/c/{{slug}}/rounds/{{shown}}/{page}" for page in ("shortlist", "channels"))
LEADS += ("/c/{slug}/moderation", "/c/{slug}/sealed", "/c/{slug}/export/record-of-facilitators.zip")
EXPORTS = [
    "/c/{slug}/export/record.json",
    *(f"/c/{{slug}}/export/results.{ext}?lang={lang}" for ext in ("xlsx", "csv") for lang in ("fi", "sv")),
    "/c/{slug}/export/record.zip",
    *(f"/c/{{slug}}/export/{name}?lang=fi" for name in PICTURES if not name.endswith("png")),
]
READ = ("/api/v1/consultations/{slug}/snapshot", "/api/v1/consultations/{slug}/changes?since={since}")
# What no two answers have in common: keys of forms, and when they were given.
OWN = re.compile(
    rb"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
    rb'|"(?:now|written_at)": ?"[^"]*"|data-field="stood">[^<]*<|<dcterms:\w+ [^>]*>[^<]*<'
)
UNLIKE = {"Date", "Set-Cookie"}

FAR, NEAR = {"importance": 5, "feasibility": 2}, {"importance": 3, "feasibility": 5}
YES, ABSTAIN = {"choice": "agree"}, {"choice": "abstain"}
NO = {"choice": "object", "reason": "It costs too much."}
# The terms of a round; what goals 1, 2 and 3 get from the first voters, which puts them last, in both votes alike; and
# what goals 4, 5 and 6 get from each of the others in turn, in one vote and in the other.
ROUNDS = {
    "approve": ({"secrecy": "named"}, [[], [1], [1]], [[1, 1, 1], [1, 1, None]], [[1, 1, 1], [None, 1, 1]]),
    "dots": (
        {"secrecy": "confidential", "points": 12, "cap": 6, "breakdowns": ["body", "workshop"]},
        *([[], [1], [1]], [[5, 2, 1]], [[1, 2, 3]]),
    ),
    "opinion": (
        {"secrecy": "secret"},
        *([["disagree"] * 3, ["disagree"], ["disagree"]], [["agree", "agree", "pass"]], [["pass", "agree", "agree"]]),
    ),
    "score": (
        {"secrecy": "confidential", "criteria": ["importance", "feasibility"], "quorum": 5, "pass_mark": 50},
        *([[{"importance": 1}], [{"importance": 2}], [{"importance": 2}]], [[FAR, NEAR, NEAR]], [[NEAR, NEAR, FAR]]),
    ),
    "rank": (
        {"secrecy": "confidential", "points": 4},
        [[], [4], [None, 4]],
        [[1, 2, 3], [2, 1, 3]],
        [[2, 3, 1], [3, 2, 1]],
    ),
    "consent": (
        {"secrecy": "named", "pass_mark": 60},
        *([[NO] * 3, [NO], [NO]], [[YES, ABSTAIN, ABSTAIN], [YES] * 3], [[YES, YES, ABSTAIN], [YES, ABSTAIN, YES]]),
    ),
}
VOTERS = 7
# In PostgreSQL rows lie as they were written, in SQLite in the order of their keys whatever the way of voting.
ON = [("postgres", method) for method in ROUNDS] + [("sqlite", "approve"), ("sqlite", "score")]


def ballots(goals: list[str], lasts: list[list], bests: list[list]) -> list[dict]:
    """The ballot of each voter."""
    last, best = goals[:3], goals[3:]
    cast = []
    for number in range(VOTERS):
        own = {goal: given[number] for goal, given in zip(last, lasts, strict=True) if number < len(given)}
        chosen = {**own, **dict(zip(best, bests[number % len(bests)], strict=True))}
        cast.append({goal: value for goal, value in chosen.items() if value is not None})
    return cast


@pytest.mark.parametrize(("database_kind", "method"), ON, indirect=["database_kind"])
def test_what_is_not_shown_yet_moves_no_byte_of_anything(start_in_process, method):
    app = start_in_process()
    room = Room(app)
    terms, lasts, *both = ROUNDS[method]
    goals, people, (quiet,) = room.goals(6), room.people(VOTERS), room.people(1)
    rounds = shown, hidden = [room.vote(method=method, results="on_reveal", totals="always", **terms) for _ in range(2)]
    for round_id, bests, voters in ((shown, both[0], VOTERS), (hidden, both[1], VOTERS - 1)):
        for person, choices in list(zip(people, ballots(goals, lasts, bests), strict=True))[:voters]:
            person.done(room.slug, "cast_ballot", round_id=round_id, choices=choices)
    since = room.lead.snapshot(room.slug)["revision"]
    for round_id in rounds:
        room.do("close_round", round_id=round_id)
    where = {"slug": room.slug, "code": room.code, "since": since, "goals": goals, "shown": shown}
    where["theme"] = room.theme_id
    tokens = [quiet.token, room.lead.token]
    room.close()
    for step in range(STEPS):
        with Client(app.url, tokens[-1]) as lead:
            answer = lead.do(where["slug"], "reveal_next", round_id=shown).json()
            assert answer["events"][0]["name"] == "place_revealed"
            tally = lead.snapshot(where["slug"])["tallies"][str(shown)]
        assert sorted(tally["goals"]) == sorted(goals[: (1, 3)[step]]), "the last places are as this test has them"
        before = everything(app, where, tokens)
        exchange(app, shown, hidden)
        after = everything(app, where, tokens)
        exchange(app, shown, hidden)
        assert before.keys() == after.keys()
        for about, seen in before.items():
            assert seen == after[about], (method, step + 1, about, first_difference(seen[0], after[about][0]))


def first_difference(one: bytes, other: bytes) -> tuple[bytes, bytes]:
    """Where two answers part."""
    at = next((place for place, pair in enumerate(zip(one, other, strict=False)) if len(set(pair)) > 1), 0)
    return one[at - 80 : at + 80], other[at - 80 : at + 80]


def everything(app, where, tokens) -> dict:
    """All that leaves a server that has just begun, by who asks and what for: contents, headers and sizes."""
    app.stop()
    app.start()
    seen = {}
    for who, token in enumerate(tokens):
        paths = [*PAGES, *EXPORTS, *READ, *(LEADS if who else ())]
        paths = [path.format(**where) for path in paths] + [f"/c/{where['slug']}/goals/{id}" for id in where["goals"]]
        with Client(app.url, token) as client:
            for path in paths:
                seen[who, path] = _answered(client, path)
    return seen


def _answered(client, path):
    plain = client.request("GET", path, headers={"Accept-Encoding": "identity"})
    assert plain.status_code == 200, (path, plain.text)
    packed = client.request("GET", path)
    told = {name: value for name, value in plain.headers.items() if name not in UNLIKE}
    if ".xlsx" in path or ".zip" in path:
        # The times in it are packed.
        del told["Content-Length"]
        return _unpacked(plain.content), told
    content = OWN.sub(b"", plain.content)
    assert OWN.sub(b"", packed.content) == content
    # The keys and times that differ are of one length; packed, they are not.
    return content, told, len(plain.content), len(zlib.compress(content)), packed.headers.get("ETag")


def _unpacked(contents):
    with zipfile.ZipFile(io.BytesIO(contents)) as packed:
        return [(name, OWN.sub(b"", packed.read(name))) for name in packed.namelist()]


def exchange(app, *rounds: int) -> None:
    """Let each of two rounds have been voted on as the other one was."""

    def write(session):
        one, other = (session.get_one(Tally, each) for each in rounds)
        for name in COUNTED:
            mine, theirs = getattr(one, name), getattr(other, name)
            assert name != "figures" or mine != theirs
            setattr(one, name, theirs)
            setattr(other, name, mine)
        for table in (model.__table__ for model in CHOSEN):
            chosen = table.c.round_id.in_(rounds)
            rows = [dict(row) for row in session.execute(select(table).where(chosen)).mappings()]
            session.execute(delete(table).where(chosen))
            turned = [{**row, "round_id": sum(rounds) - row["round_id"]} for row in rows]
            if turned:
                session.execute(insert(table), turned)

    app.app.extensions["workshop"].database.write(write)
