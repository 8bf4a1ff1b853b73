"""Tables: a group with one device proposes and comments in its own name, and has no vote."""

from uuid import uuid4

import pytest

from tests.commands.hall import Hall, one
from workshop.admission import code_of_card
from workshop.commands.joining import Joined, join
from workshop.errors import Conflict, Invalid, KeyReused, TableHasNoVote
from workshop.models import Card
from workshop.operations.groups.electorate import expected


def come(hall: Hall, people: object = 8, *, name: object = "Pöytä 4", key: str = "", account=None, **more) -> Joined:
    """Join as a table."""
    asked = {"code": hall.code, "table": {"name": name, "people": people}, **more}
    return join(hall.database, asked, key or str(uuid4()), account_id=account, lang="fi")


def test_a_table_joins_under_its_own_name(hall: Hall):
    body = hall.do(hall.lead, "create_body", title="Verkosto")["body_id"]
    key = one(hall.seen()["bodies"], body)["key"]
    mixed, theirs = come(hall), come(hall, 3, name="Pöytä 5", body=key)
    seen = {each["name"]: each for each in hall.seen()["participants"]}
    told = [
        (seen[name]["kind"], seen[name]["people"], seen[name]["body_id"]) for name in ("Pöytä 4", "Pöytä 5", "Aino")
    ]
    assert told == [("table", 8, None), ("table", 3, body), ("person", None, None)]
    assert hall.seen(mixed.account.id)["me"]["participant"]["kind"] == "table"
    assert theirs.participant.role == "member"


def test_its_key_stands_for_the_table_as_it_joined(hall: Hall):
    key = str(uuid4())
    assert come(hall, key=key).participant.id == come(hall, key=key, name=" Pöytä 4").participant.id
    for other in ({"people": 7}, {"name": "Pöytä 9"}):
        with pytest.raises(KeyReused):
            come(hall, key=key, **other)


@pytest.mark.parametrize(
    ("table", "path"),
    [
        ({"name": "", "people": 8}, "table.name"),
        ({"name": "Pöytä", "people": 0}, "table.people"),
        ({"name": "Pöytä", "people": 51}, "table.people"),
        ({"name": "Pöytä"}, "table.people"),
        ({"people": 4}, "table.name"),
        ("Pöytä", "table"),
    ],
)
def test_a_table_says_what_it_is_called_and_how_many_sit_there(hall: Hall, table, path):
    with pytest.raises(Invalid) as refusal:
        join(hall.database, {"code": hall.code, "table": table}, str(uuid4()), account_id=None, lang="fi")
    assert path in refusal.value.errors


def test_without_a_table_a_name_is_needed(hall: Hall):
    for more in ({}, {"table": None}):
        with pytest.raises(Invalid) as refusal:
            join(hall.database, {"code": hall.code, **more}, str(uuid4()), account_id=None, lang="fi")
        assert [(path, fault.code) for path, fault in refusal.value.errors.items()] == [("name", "missing")]


def test_who_takes_part_as_a_person_is_no_table_on_the_same_device(hall: Hall):
    with pytest.raises(Conflict) as refusal:
        come(hall, account=hall.aino)
    assert refusal.value.reason == "table_already"
    table = come(hall)
    assert come(hall, account=table.account.id).participant.id == table.participant.id


def test_a_table_has_no_card(hall: Hall):
    card = hall.do(hall.lead, "make_cards", workshop_id=hall.workshop, number=1)["card_ids"][0]
    with hall.database.read() as session:
        code = code_of_card("", session.get_one(Card, card).seed or "")
    with pytest.raises(Conflict) as refusal:
        come(hall, code=code)
    assert refusal.value.reason == "card_of_person"


def test_what_it_writes_is_in_its_name_as_of_then(hall: Hall):
    table = come(hall).account.id
    for kind in ("propose", "comment"):
        hall.opened(kind)
    goal = hall.do(table, "propose_goal", theme_id=hall.theme, title="Yhdessä", measures=[{"text": "Toimi"}])["goal_id"]
    hall.do(table, "add_comment", goal_id=goal, text="Meistä", stance="for")
    hall.do(table, "rename_me", name="Pöytä neljä")
    seen = hall.seen(hall.aino)
    written = [one(seen["goals"], goal), seen["measures"][-1], seen["comments"][-1]]
    assert [each["table"] for each in written] == [{"name": "Pöytä 4", "people": 8}] * 3
    [own] = hall.goals(1)
    assert one(hall.seen()["goals"], own)["table"] is None


@pytest.mark.parametrize("secrecy", ["named", "confidential", "secret"])
def test_a_table_has_no_vote_and_is_in_no_turnout(hall: Hall, secrecy):
    [goal] = hall.goals(1)
    table = come(hall).account.id
    number = hall.opened("vote", method="approve", secrecy=secrecy, results="at_close")
    with pytest.raises(TableHasNoVote):
        hall.cast(table, number, **{f"g{goal}": 1})
    with hall.database.read() as session:
        from workshop.models import Round

        assert len(expected(session, session.get_one(Round, number))) == 3


def test_who_joins_anew_as_a_person_may_vote(hall: Hall):
    [goal] = hall.goals(1)
    table = come(hall).account.id
    hall.do(table, "leave")
    hall.join("Aino taas", account=table)
    number = hall.opened("vote", method="approve", secrecy="named")
    hall.cast(table, number, **{f"g{goal}": 1})
