"""Every field of every form: emptied it is no value, untouched it changes nothing, unreadable it is refused."""

import re
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from tests.entry.visitor import forms_of
from tests.nodes.client import Client
from tests.pages.conftest import signed_in

KINDS = ("themes", "phenomena", "bodies", "participants", "workshops", "rounds", "goals", "measures", "comments")
UNREADABLE = {
    "number": ("2x", "1,5", "1.5", "kaksi", "1e3", "٣", "2 3", "0x10", "½"),
    "datetime-local": ("2026-13-45T10:00", "2026-11-30", "huomenna", "24.12.2026 klo 18"),
}
# Why something is changed, and that one has looked at one's secret ballot again.
# A box that is not ticked says so by a value of its own.
NOT_OF_THE_THING = {"reason", "checked", "practice", "moderated"}
# They say which first ones of a vote are on a ballot, where it is these.
OF_THE_FIRST = {"on_ballot_round", "on_ballot_first"}
# A day on which the clocks go back: 3.30 comes twice, and this is the second time.
TWICE = "2027-10-31T01:30:17.123456+00:00"


class Scene:
    """A consultation in which everything that a form can change has a value, and the pages with these forms."""

    def __init__(self, server):
        self.server, self.lead = server, signed_in(server)
        self.wire = Client(server.url, server.example["facilitator"]["token"])
        texts = {"fi": "Nimi", "sv": "Namn", "en": "Name"}
        body = {"title": texts, "description": {lang: f"{text}\n\nja muuta" for lang, text in texts.items()}}
        made = self.wire.request("POST", "/api/v1/do/create_consultation", json=body, key=str(uuid4()))
        self.slug = made.json()["result"]["slug"]
        self.theme = self.done("create_theme", title=texts)["theme_id"]
        voting = self.done("create_theme", title=texts)["theme_id"]
        phenomena = [self.done("create_phenomenon", title=texts)["phenomenon_id"] for _ in range(3)]
        body_id = self.done("create_body", title=texts, kind="network")["body_id"]
        workshop = self.done("create_workshop", title=texts, starts_at=TWICE)["workshop_id"]
        code = self.wire.snapshot(self.slug)["workshops"][0]["code"]
        member = Client(server.url)
        assert member.join(code, "Aino").ok
        person = member.participant["id"]
        self.done("change_participant", participant_id=person, role="observer", body_id=body_id)
        opens = datetime.now(UTC) + timedelta(days=3, seconds=17, microseconds=123456)
        between = {"opens_at": opens.isoformat(), "closes_at": TWICE}
        vote = {"kind": "vote", "title": texts, "theme_ids": [self.theme], "method": "approve", "points": 4}
        vote |= {"instructions": texts, "quorum": 3, "pass_mark": 50}
        self.between = self.done("create_round", **vote, **between)["round_id"]
        planned = self.done("create_round", **vote, workshop_id=workshop, minutes=25)["round_id"]
        words = {"title": "Tavoite", "rationale": "Syy\n\n toinen ", "lang": "fi", "phenomenon_ids": phenomena[:2]}
        goal = self.done("propose_goal", theme_id=self.theme, **words)["goal_id"]
        words = {"text": "Selvitys", "responsible": "Kunta", "time_frame": "2027", "lang": "fi"}
        words |= {"type": "network", "responsible_body_id": body_id}
        measure = self.done("propose_measure", goal_id=goal, **words)["measure_id"]
        comment = self.done("add_comment", goal_id=goal, text="Hyvä", stance="question", lang="fi")["comment_id"]
        at_goal, desk = f"/c/{self.slug}/goals/{goal}?open=", f"/w/{code}/lead?change="
        self.pages = [
            f"/c/{self.slug}/settings",
            *(at_goal + form for form in (f"edit_goal-{goal}", f"edit_measure-{measure}", f"edit_comment-{comment}")),
            f"{desk}round-{planned}",
            f"{desk}participant-{person}",
        ]
        # What is on an open ballot can't be reworded.
        chosen = [self.done("propose_goal", theme_id=voting, title="Tavoite")["goal_id"] for _ in range(2)]
        about = {"kind": "vote", "method": "dots", "points": 9, "theme_ids": [voting]}
        voted = self.done("create_round", title=texts, **about)["round_id"]
        self.done("open_round", round_id=voted)
        self.done("cast_ballot", round_id=voted, choices={str(chosen[0]): 2, str(chosen[1]): 3})
        self.pages.append(f"/c/{self.slug}")

    def done(self, command: str, **arguments) -> dict:
        """Let the facilitator do something."""
        return self.wire.done(self.slug, command, **arguments)

    def forms(self, wanted) -> list[tuple[str, str]]:
        """The (page, id) of all forms of commands that are wanted."""
        found = []
        for path in self.pages:
            forms = forms_of(self.lead.get(path).text)
            found += [(path, form) for form, each in forms.items() if "/do/" in each["action"] and wanted(form, each)]
        return found

    def state(self) -> dict:
        """All that a form could change: (kind, id, attribute) to value."""
        seen = self.wire.snapshot(self.slug)
        things = [("consultation", seen["consultation"])] + [(kind, one) for kind in KINDS for one in seen[kind]]
        state = {(kind, one["id"], name): one[name] for kind, one in things for name in one if name != "revision"}
        return {**state, "ballots": seen["me"]["ballots"]}


@pytest.fixture(scope="module")
def scene(shared_in_process):
    return Scene(shared_in_process)


def _changes(form, each):
    # The dialogs of the desk are empty until a script fills them; opening a round changes more than its fields.
    named = dict(each["fields"])
    return any(name.startswith("shown.") for name in named) and named.get("expect") != "" and "open_round" not in form


def _counts(form, each):
    return dict(each["fields"]).get("expect") != "" and {"number", "datetime-local"} & set(each["kinds"].values())


def test_a_form_that_nobody_touched_changes_nothing(scene):
    forms = scene.forms(_changes)
    assert len({form.rsplit("-", 1)[0] for _, form in forms}) >= 11, forms
    for path, form in forms:
        before = scene.state()
        answer = scene.lead.submit(scene.lead.get(path), form)
        assert answer.status_code == 303, (form, answer.text)
        assert scene.state() == before, form


def test_one_field_that_is_changed_changes_nothing_else(scene):
    for path, form in scene.forms(_changes):
        page, before = scene.lead.get(path), scene.state()
        kinds = forms_of(page.text)[form]["kinds"]
        texts = [name for name, kind in kinds.items() if kind in ("text", "textarea") and name != "reason"]
        if not texts:
            continue
        assert scene.lead.submit(page, form, **{texts[0]: f"Uusi {uuid4()}"}).status_code == 303
        _differ(before, scene.state(), {texts[0].split(".")[0]}, form)


def test_an_emptied_field_is_no_value_or_is_refused_and_never_ignored(scene):
    for path, form in scene.forms(_changes):
        there = forms_of(scene.lead.get(path).text)[form]
        # What another way of voting or another electorate would have is empty already.
        filled = {name for name, value in there["fields"] if value}
        names = [name for name in there["kinds"] if name in filled and name not in NOT_OF_THE_THING | OF_THE_FIRST]
        for name in dict.fromkeys(names):
            page, before = scene.lead.get(path), scene.state()
            where, fields = scene.lead.fill(page, form, **{name: ""})
            answer = scene.lead.post(where, fields)
            after = scene.state()
            if answer.status_code == 303:
                attribute = name.removesuffix("[]").split(".")[0]
                attribute = "ballots" if attribute == "choices" else attribute
                changed = _differ(before, after, {attribute}, (form, name))
                assert len(changed) == 1, f"{form}: {name} was ignored"
                assert not _part(after[next(iter(changed))], name)
                _put_back(scene, before, changed, form, fields)
            else:
                assert answer.status_code in (409, 422), (form, name, answer.text)
                assert after == before
                # A conflict is of the form as a whole: a body stays while a vote counts by bodies.
                assert answer.status_code == 409 or _is_at_fault(answer.text, form, name), (form, name)


@pytest.mark.parametrize("kind", UNREADABLE)
def test_what_cannot_be_read_is_refused_at_its_field_and_kept_there(scene, kind):
    tried = set()
    for path, form in scene.forms(_counts):
        kinds = forms_of(scene.lead.get(path).text)[form]["kinds"]
        for name in [each for each, its in kinds.items() if its == kind]:
            before, page = scene.state(), scene.lead.get(path)
            # All fields of a kind are read by one reader: each is tried, and every text once for each name.
            for typed in UNREADABLE[kind][: 2 if name.split(".")[0] in tried else None]:
                # What is asked for votes alone counts for nothing where the round is another.
                vote = {"kind": "vote"} if form == "create_round" else {}
                vote |= {"on_ballot": "first"} if name in OF_THE_FIRST else {}
                answer = scene.lead.submit(page, form, **{**vote, name: typed})
                assert answer.status_code == 422, (form, name, typed)
                assert _is_at_fault(answer.text, form, name), (form, name, typed)
                assert ("value", typed) in _attributes(answer.text, form, name), "what was typed stays"
            assert scene.state() == before
            tried.add(name.split(".")[0])
    wanted = {"number": {"minutes", "points", "position", "threshold", "choices"}}
    assert tried >= wanted.get(kind, {"opens_at", "closes_at", "starts_at"})


def test_opened_now_a_round_whose_minutes_were_cleared_stays_open(scene, shared_in_process):
    workshop = scene.wire.snapshot(scene.slug)["workshops"][0]
    made = scene.done("create_round", kind="pause", title="Tauko", workshop_id=workshop["id"], minutes=5)["round_id"]
    path = f"/w/{workshop['code']}/lead?change=round-{made}"
    assert scene.lead.submit(scene.lead.get(path), f"open_round-{made}", minutes="").status_code == 303
    assert scene.state()["rounds", made, "closes_at"] is None
    scene.done("close_round", round_id=made)


def test_opened_now_a_round_that_was_planned_by_the_clock_closes_as_planned(scene):
    closes = (datetime.now(UTC) + timedelta(days=9, seconds=3)).isoformat(timespec="milliseconds")
    for typed, stays in (({}, True), ({"minutes": ""}, True), ({"minutes": "30"}, False)):
        made = scene.done("create_round", kind="pause", title="Tauko", closes_at=closes)["round_id"]
        path = f"/c/{scene.slug}/settings"
        assert scene.lead.submit(scene.lead.get(path), f"open_round-{made}", **typed).status_code == 303
        closing = datetime.fromisoformat(scene.state()["rounds", made, "closes_at"])
        assert (closing == datetime.fromisoformat(closes)) is stays


def test_a_page_of_the_version_before_does_no_harm(scene):
    """It showed nothing, left nothing out and named in `emptied[]` what may be empty."""
    for path, form in scene.forms(_changes):
        if form.startswith(("edit_workshop", "edit_round")):
            continue
        before = scene.state()
        where, fields = scene.lead.fill(scene.lead.get(path), form)
        old = [field for field in fields if not field[0].startswith("shown.")] + [("emptied[]", "title")]
        assert scene.lead.post(where, old).status_code == 303
        assert scene.state() == before, form


def test_whoever_was_told_of_a_conflict_goes_on_with_what_the_other_changed(scene):
    number = next(key[1] for key in scene.state() if key[0] == "goals")
    form, path = f"edit_goal-{number}", f"/c/{scene.slug}/goals/{number}?open=edit_goal-{number}"
    page = scene.lead.get(path)
    scene.done("edit_goal", goal_id=number, rationale="Toisen syy", lang="fi")
    late = scene.lead.submit(page, form, title="Oma otsikko")
    assert late.status_code == 409
    fields = dict(forms_of(late.text)[form]["fields"])
    assert (fields["title"], fields["rationale"]) == ("Oma otsikko", "Toisen syy")
    assert scene.lead.submit(late, form).status_code == 303
    state = scene.state()
    assert state["goals", number, "title"] == {"fi": "Oma otsikko"}
    assert state["goals", number, "rationale"] == {"fi": "Toisen syy"}


def _differ(before, after, attributes, where):
    changed = {key for key in before if before[key] != after.get(key)}
    assert {key if key == "ballots" else key[2] for key in changed} <= attributes, where
    return changed


def _part(value, name):
    rest = name.split(".")[1:]
    if name.startswith("choices."):
        return any(rest[0] in ballot for ballot in value.values())
    return value.get(rest[0]) if rest and isinstance(value, dict) else value


def _put_back(scene, before, changed, form, fields):
    """Give a thing back the value that it had, so that the next field finds everything as it was."""
    command, (key,) = form.rsplit("-", 1)[0], changed
    if key == "ballots":
        scene.done("cast_ballot", round_id=int(form.rsplit("-", 1)[1]), choices=before[key][form.rsplit("-", 1)[1]])
        return
    named = [field for field in fields if field[0].endswith("_id") and not field[0].startswith("shown.")]
    ids = {name: int(value) for name, value in named if f"shown.{name}" not in dict(fields)}
    value = before[key]
    if key[2] in ("rationale", "responsible", "time_frame"):
        ids["lang"], value = "fi", value["fi"]
    scene.done(command, **ids, **{key[2]: value})


def _attributes(html, form, name):
    identity = f"{form}-{name.removesuffix('[]').replace('.', '-')}"
    tag = re.search(rf'<[^>]* id="{re.escape(identity)}"[^>]*>', html)
    return re.findall(r'([\w-]+)="([^"]*)"', tag[0]) if tag else []


def _is_at_fault(html, form, name):
    places = {name, name.split(".")[0]}
    return any(("aria-invalid", "true") in _attributes(html, form, place) for place in places)
