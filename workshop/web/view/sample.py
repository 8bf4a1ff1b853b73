"""A small consultation without a database, which shows all states of components in the style guide."""

from datetime import timedelta

from workshop import states
from workshop.fields import rfc3339
from workshop.web.view.snapshot_view import SnapshotView

BODIES = (("Pienten kuntien neuvottelukunta", "Delegationen för små kommuner"), ("INFRA-verkosto", "INFRA-nätverket"))
GOALS = (
    ("Valokuitu joka kotiin vuoteen 2030 mennessä", "Fiber till varje hem före 2030"),
    ("Alemman tieverkon korjausvelka puolitetaan", ""),
    ("", "Skolan finns kvar nära barnen"),
)
RATIONALE = "Etätyö, etävastaanotto ja yrittäminen edellyttävät sitä."
# By number: kind, phase and other fields. Three of the votes have figures.
ROUNDS = {
    1: {"kind": "propose", "phase": "open", "minutes": 15},
    2: {"kind": "comment", "phase": "open"},
    3: {"kind": "vote", "phase": "open", "method": "dots", "points": 5, "secrecy": "confidential"},
    4: {"kind": "vote", "phase": "open", "method": "opinion", "secrecy": "named", "results": "live"},
    5: {"kind": "vote", "phase": "open", "method": "approve", "points": 2, "secrecy": "secret", "results": "at_close"},
    6: {"kind": "vote", "phase": "open", "method": "approve", "secrecy": "secret", "results": "at_close"},
    7: {"kind": "pause", "phase": "open"},
    8: {"kind": "propose", "phase": "planned"},
    9: {"kind": "vote", "phase": "closed", "method": "dots", "points": 5, "secrecy": "confidential"},
    10: {"kind": "vote", "phase": "revealed", "method": "dots", "points": 5, "secrecy": "confidential"},
    11: {"kind": "vote", "phase": "revealed", "method": "opinion", "secrecy": "named"},
    12: {"kind": "vote", "phase": "revealed", "method": "approve", "secrecy": "secret"},
    13: {"kind": "vote", "phase": "revealed", "method": "approve", "secrecy": "secret"},
    14: {"kind": "vote", "phase": "closed", "method": "approve", "secrecy": "secret", "withheld": True},
}
ASKED = ("Mitkä tavoitteet ovat kunnallesi tärkeimpiä?", "Vilka mål är viktigast för din kommun?")
DOTS = {"1": {"points": 17, "voters": 6}, "2": {"points": 9, "voters": 5}, "3": {"points": 4, "voters": 2}}
OPINIONS = {number: {"agree": 8 - 2 * int(number), "pass": 2, "disagree": int(number)} for number in "123"}
BREAKDOWN = {number: {"b1": {"points": 8, "voters": 5}, "b2": None} for number in "123"}
TALLIES = {
    "10": {"voters": 7, "goals": DOTS, "breakdowns": {"body": BREAKDOWN}},
    "11": {
        "voters": 10,
        "goals": OPINIONS,
        "ballots": [{"name": "Aino Virtanen", "body_id": 1, "choices": {"1": "agree", "2": "disagree"}}],
    },
    "12": {"voters": 5, "goals": {number: {"approve": 6 - int(number)} for number in "123"}},
}
ME = {
    "participant": {"id": 1, "name": "Aino Virtanen", "role": "member", "kind": "person", "body_id": 1},
    "ballots": {"3": {"1": 3}, "4": {}, "5": {}},
    "voted": [3, 6],
    "on_paper": [],
    "done": [],
    "mine": {"goals": [2], "measures": [], "comments": [2]},
}


def sample(now) -> SnapshotView:
    """Return the consultation as seen at `now` by a member who wrote the second goal and voted in some rounds."""
    listed = {"position": 1, "revision": 1}
    return SnapshotView(
        {
            "now": rfc3339(now),
            "revision": 1,
            "consultation": {"slug": "sample", "title": _texts("Esimerkki", "Exempel"), "description": {}},
            "themes": [
                {
                    **{"id": 1, "key": "t", "number": 1, "colour": "fjord", "icon": "house"},
                    **{"title": _texts("Asuminen", "Boende"), **listed},
                }
            ],
            "phenomena": [
                {"id": 1, "key": "p", "icon": "leaf", "title": _texts("Ilmastonmuutos", "Klimatförändringen"), **listed}
            ],
            "bodies": [
                {"id": number, "key": f"b{number}", "title": _texts(*words), "kind": "network", **listed}
                for number, words in enumerate(BODIES, 1)
            ],
            "rounds": [_round(number, own, now) for number, own in ROUNDS.items()],
            "goals": [_goal(number, words, now) for number, words in enumerate(GOALS, 1)],
            "measures": [_measure(now)],
            "comments": [
                _comment(1, None, "for", "Juuri näin. Meillä kolme yritystä on jo muuttanut pois.", now),
                _comment(2, 1, "question", "Kuka maksaa?", now),
            ],
            "tallies": {number: {"round_id": int(number), **tally} for number, tally in TALLIES.items()},
            "turnouts": {},
            "progress": {},
            "notices": [_notice()],
            "me": ME,
            **{
                kind.name: []
                for kind in (
                    *states.FOR_LEAD,
                    *(states.WORKSHOPS, states.CALLED_GOALS, states.CALLED_MEASURES),
                    *(states.SEALED_FILES, states.DOCUMENTS),
                )
            },
        }
    )


def _texts(finnish, swedish):
    return {lang: words for lang, words in (("fi", finnish), ("sv", swedish)) if words}


def _said(finnish, swedish=""):
    # As a table stores texts; the states convert them to plain ones.
    return {lang: {"text": words} for lang, words in _texts(finnish, swedish).items()}


def _state(state, number, /, **fields):
    return state(id=number, revision=1, **fields).model_dump()


def _round(number, own, now):
    opened = None if own["phase"] == "planned" else now - timedelta(minutes=3)
    over = now if own["phase"] in ("closed", "revealed") else None
    fields = {
        "key": f"r{number}",
        "workshop_id": None,
        "workshop_ids": [],
        "instructions": {},
        "subject": "goals",
        "contributions": "live",
        "moderated": False,
        "reaches_wall": "at_once",
        "practice": False,
        "question": {},
        "to_choose": [],
        "on_ballot": "all",
        "measure_ids": [],
        "title": _said(*(f"{words} ({number})" for words in ASKED)),
        "theme_ids": [],
        "goal_ids": [1, 2, 3] if own["kind"] == "vote" else [],
        "threshold": 5,
        "totals": "threshold" if own["kind"] == "vote" else None,
        "withheld": False,
        "opens_at": opened or now + timedelta(hours=1),
        "closes_at": now + timedelta(minutes=12) if number == 1 else None,
        "opened_at": opened,
        "closed_at": over,
        "revealed_at": over if own["phase"] == "revealed" else None,
        "called_at": over,
        "position": number,
        "number": number,
        "commitment": "0" * 64 if over else None,
        "salt": "1" * 64 if own["phase"] == "revealed" else None,
        "paper": None,
        "paper_proof": None,
    }
    empty = dict.fromkeys(("method", "points", "cap", "criteria", "secrecy", "minutes", "paused_at"))
    empty |= dict.fromkeys(("electorate", "quorum", "pass_mark", "breakdowns"))
    return _state(states.RoundState, number, **{**fields, **empty, "results": "on_reveal", **own})


def _goal(number, words, now):
    fields = {
        "key": f"g{number}",
        "number": f"1.{number}",
        "lang": "fi",
        "created_at": now,
        "phenomenon_ids": [1],
        "theme_id": 1,
        "workshop_id": None,
        "sealed": False,
        "waits": False,
        "from_table": None,
        "told_by": None,
        "body_id": 1,
        "on_wall": False,
        "mark": None,
        "mark_reason": "",
        **dict.fromkeys(("from_goal_id", "origin", "superseded", "family_id", "member_ids", "part_ids", "as_one")),
    }
    rationale = _said(RATIONALE) if number == 1 else {}
    return _state(states.GoalState, number, title=_said(*words), rationale=rationale, **fields)


def _measure(now):
    fields = {
        "key": "m1",
        "number": 1,
        "lang": "fi",
        "sealed": False,
        "waits": False,
        "from_table": None,
        "told_by": None,
        "body_id": 1,
        "created_at": now,
        "goal_id": 1,
        "from_goal_id": None,
        "status": "started",
        "type": "development",
        "responsible_body_id": None,
        "on_wall": False,
    }
    texts = {"text": _said("Laajakaistatuki kaikille kunnille", "Bredbandsstöd till alla kommuner")}
    texts |= {"responsible": _said("Ministeriö", "Ministeriet"), "time_frame": _said("2020–2022", "")}
    return _state(states.MeasureState, 1, **fields, **texts)


def _comment(number, above, stance, text, now):
    fields = {"key": f"c{number}", "lang": "fi", "body_id": 2, "created_at": now, "sealed": False}
    fields |= {"from_table": None, "told_by": None}
    fields |= {"goal_id": 1, "measure_id": None, "waits": False, "from_goal_id": None}
    return _state(states.CommentState, number, **fields, reply_to=above, stance=stance, text=_said(text))


def _notice():
    said = {"name": "hidden", "kind": "goal", "thing_id": 9, "reason": "Sama tavoite on jo ehdotettu."}
    return _state(states.NoticeState, 1, texts={"fi": "Valokuitu kaikille"}, until=None, answer="", **said)
