"""A whole consultation, held through the commands: goals of every awkward kind, and votes in all methods and modes."""

import contextlib
import random
import shutil
import uuid
from collections.abc import Iterator

from tests.nodes.few import of_few
from workshop.commands import Request, carry_out
from workshop.commands.founding import create_consultation
from workshop.commands.joining import join
from workshop.db import Database
from workshop.engine.request_state import place_of
from workshop.exports.names import NAMES
from workshop.operations.installing import install, make_administrator
from workshop.queries.exported.reading import exported
from workshop.queries.record import record
from workshop.queries.snapshot import snapshot

FORMULA = '=HYPERLINK("http://x","y")'
# What each says is text, whatever a spreadsheet or an XML writer would make of it.
AWKWARD = {
    "formula": FORMULA,
    "plus": "+1",
    "at": "@cmd",
    "minus": "-2",
    "emoji": "🌾🚜 Maaseutu 👩‍🌾 elää",
    "long": "Pitkä perustelu",
    "quotes": 'Sanoi: "SOTE:lle; EU:n"; loppu',
    "markup": "<r>&oops</r>",
    "escape": "_x0041_ & <b>]]>",
    "number": "2030",
    "late": "Myöhään peruttu XYZZY",
    "withdrawn": "Peruttu PLUGH",
    "hidden": "Piilotettu FROTZ",
}
GONE = ("late", "withdrawn", "hidden")
GONE_WORDS = ("XYZZY", "PLUGH", "FROTZ", "ROSEBUD")
LONG = ("Kuntien välinen yhteistyö – äöå. " * 200)[:5000].strip()
LINES = 'Rivi yksi\n\nrivi "kolme"; neljä'
NOT_IN_XML = "Loppu\uffff\ufffe"
METHODS = {"approve": None, "opinion": None, "dots": 60}
SECRECIES = ("named", "confidential", "secret")
# What twelve people with so many dots for one goal give together is a figure that nothing else in an export has.
KEPT_BACK_DOTS = 997
KEPT_BACK = 12 * KEPT_BACK_DOTS


class Meeting:
    """One consultation in a database: `do` gives commands as its facilitator, or as the member of a number."""

    def __init__(self, database: Database):
        self.database = database
        self.lead = database.write(lambda session: make_administrator(session, "lead@example.org", "Kirsi").id)
        arguments = {"example": "focus-areas-2019", "lang": "fi"}
        self.slug = create_consultation(database, self.lead, _key(), arguments).result["slug"]
        self.workshop = self.do("create_workshop", title={"fi": "Työpaja", "sv": "Verkstad"})["workshop_id"]
        self.code = self.snapshot()["workshops"][0]["code"]
        self.members: list[int] = []
        self.goals: dict[str, int] = {}
        self.rounds: dict[str, int] = {}

    def join(self, name: str, body: str | None = None, lang: str = "fi") -> None:
        """Let one more member join."""
        raw = {"code": self.code, "name": name, **({"body": body} if body else {})}
        self.members.append(join(self.database, raw, _key(), account_id=None, lang=lang).account.id)

    def do(self, command: str, member: int | None = None, **arguments) -> dict:
        """Give a command and return its result; raises the refusals."""
        account = self.lead if member is None else self.members[member]
        return carry_out(self.database, account, Request(self.slug, command, _key(), arguments)).result

    def open(self, kind: str, title, **more) -> int:
        """Plan a round between workshops and open it."""
        round_id = self.do("create_round", kind=kind, title=title, **of_few(kind, more))["round_id"]
        self.do("open_round", round_id=round_id)
        return round_id

    def snapshot(self, member: int | None = None) -> dict:
        """Return all that the facilitator, or a member, may see."""
        return self._seen(snapshot, member)

    def record(self, member: int | None = None) -> dict:
        """Return the record as the facilitator, or a member, may see it."""
        return self._seen(record, member)

    def written(self, name: str, member: int | None = None, lang: str = "fi") -> bytes:
        """Return an export as the facilitator, or a member, is given it."""
        writer = NAMES[name]
        read = self._seen(lambda *place: exported(*place, writer.reads), member)
        return writer.write(read, lang)

    def _seen(self, query, member):
        account = self.lead if member is None else self.members[member]
        with self.database.read() as session:
            return query(session, *place_of(session, self.slug, account))


@contextlib.contextmanager
def database_of(kind: str, request, tmp_path_factory) -> Iterator[Database]:
    """Open a database of this kind with the tables in it, for as long as a fixture lives."""
    if kind == "postgres":
        postgres = request.getfixturevalue("postgres")
        name = postgres.create(request.getfixturevalue("migrated"))
        url = postgres.url(name)
    else:
        made = request.getfixturevalue("tables_file")
        url = f"sqlite:///{shutil.copy(made, tmp_path_factory.mktemp('meeting'))}"
    database = Database(url)
    database.write(install)
    try:
        yield database
    finally:
        database.dispose()
        if kind == "postgres":
            postgres.drop(name)


def hold(database: Database) -> Meeting:
    """Hold a whole consultation and return it."""
    meeting = Meeting(database)
    for number in range(12):
        body = "advisory-board" if number < 7 else "infra-network" if number < 9 else None
        meeting.join(f"Osallistuja {number}", body, "sv" if number == 11 else "fi")
    _propose(meeting)
    _comment(meeting)
    _vote(meeting)
    keep_back(meeting)
    meeting.do("withdraw_goal", member=0, goal_id=meeting.goals["late"])
    return meeting


def begin(database: Database) -> Meeting:
    """Begin another one with a single goal, and vote so that the results are not revealed yet."""
    meeting = Meeting(database)
    for number in range(12):
        meeting.join(f"Osallistuja {number}")
    theme = meeting.snapshot()["themes"][0]["id"]
    meeting.goals["formula"] = meeting.do("propose_goal", theme_id=theme, title=FORMULA)["goal_id"]
    keep_back(meeting)
    return meeting


def keep_back(meeting: Meeting) -> None:
    """Let all members vote in a round whose results are for the facilitator to reveal, and close it."""
    asked = {"method": "dots", "points": KEPT_BACK_DOTS, "secrecy": "named", "results": "on_reveal"}
    round_ = meeting.rounds["kept back"] = meeting.open("vote", {"fi": "Vielä salassa"}, **asked)
    for member in range(12):
        choices = {str(meeting.goals["formula"]): KEPT_BACK_DOTS}
        meeting.do("cast_ballot", member, round_id=round_, choices=choices)
    meeting.do("close_round", round_id=round_)


def choices_of(method: str, seed: str, goals: list[int]) -> dict[str, object]:
    """Return choices for some of the goals, always the same for the same seed."""
    chance = random.Random(seed)
    values = {"approve": [1], "opinion": ["agree", "pass", "disagree"], "dots": [1, 2, 3, 4]}[method]
    return {str(goal): chance.choice(values) for goal in chance.sample(goals, chance.randint(3, len(goals) - 2))}


def _propose(meeting):
    round_ = meeting.open("propose", {"fi": "Ehdotukset", "sv": "Förslag"})
    seen = meeting.snapshot()
    economy, environment = (theme["id"] for theme in seen["themes"][:2])
    phenomena = [each["id"] for each in seen["phenomena"]]
    for number, (name, title) in enumerate(AWKWARD.items()):
        more = {"long": {"rationale": LONG}, "quotes": {"rationale": LINES}, "number": {"rationale": NOT_IN_XML}}
        arguments = {"theme_id": economy, "title": title, "rationale": "+1+1", **more.get(name, {})}
        measures = [{"text": "=1+1", "responsible": "@kunta", "time_frame": "-2"}] if name in ("formula", *GONE) else []
        member = 0 if name in GONE else number % 12
        meeting.goals[name] = meeting.do("propose_goal", member, measures=measures, **arguments)["goal_id"]
    arguments = {"theme_id": environment, "title": "Bredband åt alla", "phenomenon_ids": phenomena[:2]}
    measures = [{"text": f"{number}: " + "x" * 990} for number in range(40)]
    meeting.goals["swedish"] = meeting.do("propose_goal", 11, measures=measures, **arguments)["goal_id"]
    meeting.do("edit_goal", goal_id=meeting.goals["swedish"], title="Laajakaista kaikille", lang="fi")
    meeting.do("propose_measure", 1, goal_id=meeting.goals["plus"], text="Perutaan ROSEBUD")
    own = meeting.snapshot(1)["me"]["mine"]["measures"]
    meeting.do("withdraw_measure", 1, measure_id=own[-1])
    meeting.do("withdraw_goal", 0, goal_id=meeting.goals["withdrawn"])
    meeting.do("close_round", round_id=round_)


def _comment(meeting):
    round_ = meeting.open("comment", {"fi": "Kommentit"})
    goal = meeting.goals["formula"]
    measure = next(each["id"] for each in meeting.snapshot()["measures"] if each["goal_id"] == goal)

    def say(member, stance, text, **about):
        return meeting.do("add_comment", member, stance=stance, text=text, **about)["comment_id"]

    first = say(2, "for", "=2+2", goal_id=goal)
    reply = say(3, "question", 'Miksi; "miten"?\nToinen rivi', goal_id=goal, reply_to=first)
    say(11, "neutral", "Därför att", goal_id=goal, reply_to=reply)
    say(4, "against", "@kaikki", measure_id=measure)
    gone = say(5, "for", "Perutaan ROSEBUD", goal_id=goal)
    say(6, "neutral", "Jäi vastaamaan", goal_id=goal, reply_to=gone)
    meeting.do("withdraw_comment", 5, comment_id=gone)
    meeting.do("hide_comment", comment_id=say(7, "for", "Asiaton ROSEBUD", goal_id=goal), reason="Asiaton")
    for name in ("hidden", "late"):
        say(8, "for", f"Kadonneesta ROSEBUD {name}", goal_id=meeting.goals[name])
    meeting.do("close_round", round_id=round_)


def _vote(meeting):
    whens = ("live", "at_close", "on_reveal")
    # Confidential figures are live only where nobody new can come.
    meeting.do("lock_workshop", workshop_id=meeting.workshop, locked=True)
    for at, (method, points) in enumerate(METHODS.items()):
        for number, secrecy in enumerate(SECRECIES):
            results = whens[(at + number) % 3]
            title = {"fi": "=SUM(A1)" if secrecy == "named" else f"Kierros {method}", "sv": f"{method} {secrecy}"}
            asked = {"method": method, "points": points, "secrecy": secrecy, "results": results}
            if (secrecy, results) == ("confidential", "live"):
                asked["workshop_id"] = meeting.workshop
            round_ = meeting.rounds[f"{method} {secrecy}"] = meeting.open("vote", title, **_given(asked))
            _cast(meeting, round_, method, again=secrecy != "secret")
            if (at, number) == (0, 0):
                meeting.do("hide_goal", goal_id=meeting.goals["hidden"], reason="Asiaton")
            meeting.do("close_round", round_id=round_)
            if results == "on_reveal":
                meeting.do("reveal_results", round_id=round_)


def _cast(meeting, round_, method, again):
    on_ballot = next(each["goal_ids"] for each in meeting.snapshot()["rounds"] if each["id"] == round_)
    for member in range(12):
        choices = choices_of(method, f"{round_} {member}", on_ballot)
        if again and member == 0:
            meeting.do("cast_ballot", member, round_id=round_, choices=choices_of(method, "regretted", on_ballot))
            choices = {**{str(goal): None for goal in on_ballot}, **choices}
        meeting.do("cast_ballot", member, round_id=round_, choices=choices)


def _given(arguments):
    return {name: value for name, value in arguments.items() if value is not None}


def _key():
    return str(uuid.uuid4())
