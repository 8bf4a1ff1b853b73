"""A participant's municipality: by code or name in either language, mended by themselves until a vote counts it."""

from collections.abc import Iterator
from datetime import date, timedelta
from uuid import uuid4

import pytest

from tests.commands.hall import Hall, found, one
from workshop.commands.joining import join
from workshop.db import Database
from workshop.errors import Conflict, Invalid, KeyReused
from workshop.operations.municipalities import names as municipality_names
from workshop.operations.municipalities.lists import SHIPPED, municipalities_on, store_list
from workshop.operations.municipalities.reading import BadList, read_list

HEAD = "code,name_fi,name_sv,group,region_code,region_fi,region_sv,population"
HELSINKI = "091,Helsinki,Helsingfors,urban,01,Uusimaa,Nyland,664028"


def of(hall: Hall, account: int) -> str | None:
    """The code of somebody's municipality."""
    return one(hall.seen()["participants"], hall.participant(account))["municipality_code"]


def comes(hall: Hall, municipality, key=None) -> int:
    """Join with a municipality, and return the account."""
    asked = {"code": hall.code, "name": "Pertti", "municipality": municipality}
    return join(hall.database, asked, key or str(uuid4()), account_id=None, lang="fi").account.id


@pytest.mark.parametrize(
    ("word", "code"),
    [
        *[("091", "091"), ("Helsinki", "091"), ("helsingfors", "091"), (" Raseborg ", "710")],
        *[("Pedersören kunta", "599"), ("Mariehamn", "478"), ("", None), (None, None)],
    ],
)
def test_it_is_given_by_its_code_or_either_name(hall: Hall, word, code):
    assert of(hall, comes(hall, word)) == code
    hall.do(hall.aino, "change_me", municipality=word)
    assert of(hall, hall.aino) == code


def test_there_is_no_other(hall: Hall):
    for word in ("Hesa", "999", "Helsinki, Espoo"):
        for give in (
            lambda word=word: comes(hall, word),
            lambda word=word: hall.do(hall.aino, "change_me", municipality=word),
        ):
            with pytest.raises(Invalid) as refused:
                give()
            assert refused.value.errors["municipality"].code == "not_a_municipality"


def test_a_key_stands_for_one_municipality(hall: Hall):
    key = str(uuid4())
    assert comes(hall, "Helsinki", key) == comes(hall, "091", key)
    with pytest.raises(KeyReused):
        comes(hall, "Espoo", key)


def test_a_facilitator_corrects_it_and_null_is_none(hall: Hall):
    them = {"participant_id": hall.participant(hall.aino)}
    hall.do(hall.lead, "change_participant", **them, municipality="Espoo")
    hall.do(hall.lead, "change_participant", **them, name="Aino A")
    assert of(hall, hall.aino) == "049"
    hall.do(hall.lead, "change_participant", **them, municipality=None)
    assert of(hall, hall.aino) is None


@pytest.mark.parametrize("breakdowns", [["region"], ["group"], ["body", "size"], None])
def test_it_stays_while_a_vote_that_counts_it_is_open(hall: Hall, breakdowns):
    hall.goals(1)
    if breakdowns is None:
        hall.do(hall.lead, "edit_consultation", asks_municipality=True)
    number = hall.do(hall.lead, "create_round", kind="vote", title="?", breakdowns=breakdowns)["round_id"]
    hall.do(hall.aino, "change_me", municipality="Espoo")
    hall.do(hall.lead, "open_round", round_id=number)
    for account, command, them in (
        (hall.aino, "change_me", {}),
        (hall.lead, "change_participant", {"participant_id": hall.participant(hall.aino)}),
    ):
        hall.do(account, command, **them, municipality="Espoo")
        with pytest.raises(Conflict) as refused:
            hall.do(account, command, **them, municipality="Helsinki")
        assert refused.value.reason == "municipality_in_open_vote"
    hall.do(hall.lead, "close_round", round_id=number)
    hall.do(hall.aino, "change_me", municipality="Helsinki")
    assert of(hall, hall.aino) == "091"


def test_a_vote_that_does_not_count_it_leaves_it_free(hall: Hall):
    hall.goals(1)
    for more in ({"breakdowns": ["body"]}, {"breakdowns": ["region"], "secrecy": "secret"}):
        number = hall.do(hall.lead, "create_round", kind="vote", title="?", **more)["round_id"]
        hall.do(hall.lead, "open_round", round_id=number)
        hall.do(hall.aino, "change_me", municipality="Espoo")
        hall.do(hall.aino, "change_me", municipality=None)


def imported(hall: Hall, *lines: str, day=date(2027, 1, 1)):
    """Read a list and store it."""
    stored = hall.database.write(lambda session: store_list(session, read_list("\n".join([HEAD, *lines])), day))
    municipality_names.BY_NAME.clear()
    return stored


def names(hall: Hall, day: date) -> dict[str, str]:
    """The municipalities of a day by their codes."""
    with hall.database.read() as session:
        return {row.code: row.name_fi for row in municipalities_on(session, day)}


def test_another_years_list_is_valid_from_its_day_and_codes_stay(hall: Hall):
    hall.do(hall.aino, "change_me", municipality="Espoo")
    found = imported(hall, HELSINKI.replace("Helsinki", "Uusi Helsinki"), "999,Uusi,Nya,rural,01,Uusimaa,Nyland,5")
    assert (found.number, found.new, len(found.gone)) == (2, ["999"], 307)
    assert len(names(hall, date(2026, 12, 31))) == 308
    assert names(hall, date(2027, 1, 1)) == {"091": "Uusi Helsinki", "999": "Uusi"}
    assert of(hall, hall.aino) == "049"


def test_a_list_takes_the_place_of_the_one_of_its_day(hall: Hall):
    imported(hall, HELSINKI, "999,Uusi,Nya,rural,01,Uusimaa,Nyland,5")
    assert imported(hall, HELSINKI).gone == ["999"]
    assert set(names(hall, date(2030, 1, 1))) == {"091"}
    assert imported(hall, HELSINKI, "999,Uusi,Nya,rural,01,Uusimaa,Nyland,5").gone == []


@pytest.fixture
def apart(tables_url) -> Iterator[Hall]:
    """A hall of a database of its own, of each kind: for all others of one database its lists are valid too."""
    database = Database(tables_url)
    yield found(database)
    database.dispose()


@pytest.fixture
def today(apart: Hall) -> date:
    """The day that it is by the database's clock."""
    with apart.database.read() as session:
        return municipality_names.today(session)


def merging(hall: Hall, day: date) -> None:
    """Import a list in which Espoo and Kauniainen were merged into Helsinki, which has got another name."""
    text = (SHIPPED / "2026-01-01.csv").read_text(encoding="utf-8").splitlines()
    rows = [row for row in text[1:] if row[:3] not in {"049", "235", "091"}]
    named = [f"{row}," for row in rows]
    named.append("091,Pääkaupunki,Huvudstaden,urban,0,01,Uusimaa,Nyland,980000,049 235")
    lines = read_list("\n".join([f"{text[0]},merged", *named]))
    stored = hall.database.write(lambda session: store_list(session, lines, day))
    municipality_names.BY_NAME.clear()
    assert (stored.number, stored.new, stored.gone) == (306, [], ["049", "235"])


def test_who_is_of_a_merged_municipality_keeps_its_code_and_its_name_stands_for_the_new_one(apart: Hall, today: date):
    apart.do(apart.aino, "change_me", municipality="Espoo")
    merging(apart, today)
    assert of(apart, apart.aino) == "049"
    for word in ("Espoo", "esbo", "Grankulla", "Helsinki", "Huvudstaden"):
        apart.do(apart.ville, "change_me", municipality=word)
        assert of(apart, apart.ville) == "091", word


def test_what_is_merged_and_renamed_later_is_what_it_is_until_then(apart: Hall, today: date):
    merging(apart, today + timedelta(days=1))
    for word, code in (("Espoo", "049"), ("Grankulla", "235"), ("Helsinki", "091"), ("Pääkaupunki", "091")):
        apart.do(apart.ville, "change_me", municipality=word)
        assert of(apart, apart.ville) == code, word
    with apart.database.read() as session:
        assert municipality_names.titles_of(session, ["091"]) == {"091": {"fi": "Helsinki", "sv": "Helsingfors"}}
        assert {row.name_fi for row in municipality_names.suggested(session)} >= {"Espoo", "Helsinki"}


def test_of_those_that_were_merged_voters_are_counted_as_one(apart: Hall, today: date):
    goals = apart.goals(1)
    apart.do(apart.lead, "edit_consultation", asks_municipality=True)
    people = [apart.join(f"Lisä {place}") for place in range(4)]
    for account, word in zip(people, ("Espoo", "Espoo", "Grankulla", "Helsinki"), strict=True):
        apart.do(account, "change_me", municipality=word)
    terms = {"kind": "vote", "method": "approve", "secrecy": "named", "results": "at_close", "breakdowns": ["size"]}
    told = []
    for change in (lambda: None, lambda: merging(apart, today)):
        change()
        number = apart.do(apart.lead, "create_round", title="?", **terms)["round_id"]
        apart.do(apart.lead, "open_round", round_id=number)
        for account in people[1:]:
            apart.cast(account, number, **{f"g{goals[0]}": 1})
        apart.do(apart.lead, "close_round", round_id=number)
        told.append(apart.seen()["tallies"][str(number)])
    assert [each["municipalities"] for each in told] == [
        {"voters": 3, "goals": {str(goals[0]): {"approve": 3.0}}},
        {"voters": 1, "goals": {str(goals[0]): {"approve": 1.0}}},
    ]
    assert [set(each["breakdowns"]["size"][str(goals[0])]) for each in told] == [
        {"100000-", "10000-19999"},
        {"100000-"},
    ]


def test_what_was_merged_must_have_been_there(hall: Hall):
    lines = read_list(f"{HEAD},merged\n{HELSINKI},998")
    with pytest.raises(BadList, match="code 998, which was merged into 091, is in no earlier list"):
        hall.database.write(lambda session: store_list(session, lines, date(2027, 1, 1)))


def test_spreadsheets_of_finland_write_semicolons(hall: Hall):
    lines = read_list(f"{HEAD}\r\n{HELSINKI}\r\n".replace(",", ";"))
    assert [(line.code, line.name_sv, line.population) for line in lines] == [("091", "Helsingfors", 664028)]


@pytest.mark.parametrize(
    ("lines", "wrong"),
    [
        (["code,name_fi"], "the head lacks"),
        ([], "it is empty"),
        ([" ", ""], "it is empty"),
        ([HEAD], "no municipality"),
        ([HEAD, HELSINKI, HELSINKI], "line 3: “091” is there twice, as 091 has it too"),
        ([HEAD, HELSINKI.replace("091", "91")], "line 2: “91” is no code"),
        ([HEAD, HELSINKI.replace("urban", "city")], "line 2: “city”"),
        ([HEAD, HELSINKI.replace("664028", "many")], "is no population"),
        ([HEAD, HELSINKI.replace("Helsingfors", "")], "name_sv is empty"),
        ([HEAD, HELSINKI.replace("Helsingfors", "Helsing\0fors")], "name_sv has what can't be printed"),
        ([HEAD, HELSINKI.replace(",01,", ",1,")], "no region's code"),
        ([HEAD, HELSINKI.replace("Helsinki", "Helsinki, stad")], "line 2: it has more cells than the head"),
        ([HEAD, HELSINKI, HELSINKI.replace("091", "092")], "line 3: “helsin.+” is there twice, as 091 has it too"),
        ([HEAD, HELSINKI.replace("Helsinki", '"Helsinki')], "line 2: unexpected end of data"),
        ([f"{HEAD},merged", f"{HELSINKI},49"], "line 2: “49” is no code"),
        ([f"{HEAD},merged", f"{HELSINKI},091"], "line 2: “091” is there twice"),
        ([HEAD.replace(",", "\t"), HELSINKI.replace(",", "\t")], "the head lacks"),
    ],
)
def test_what_is_no_list_is_refused_by_its_line(lines, wrong):
    with pytest.raises(BadList, match=wrong):
        read_list("\n".join(lines))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Rasepori", "Raasepori"),
        ("rasebor", "Raseborg"),
        ("HELSINGFROS", "Helsingfors"),
        ("Jyväskyla", "Jyväskylä"),
        ("Kontula", ""),
        ("Tukholma", ""),
    ],
)
def test_a_word_that_is_nearly_a_name_is_answered_with_the_name(hall: Hall, typed, meant):
    with pytest.raises(Invalid) as refused:
        hall.do(hall.aino, "change_me", municipality=typed)
    fault = refused.value.errors["municipality"]
    assert (fault.code, fault.limits.get("name", "")) == (
        "nearly_a_municipality" if meant else "not_a_municipality",
        meant,
    )
