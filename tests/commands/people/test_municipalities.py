"""A participant's municipality: by code or name in either language, mended by themselves until a vote counts it."""

from datetime import date
from uuid import uuid4

import pytest

from tests.commands.hall import Hall, one
from workshop.commands.joining import join
from workshop.errors import Conflict, Invalid, KeyReused
from workshop.operations.municipalities import names as municipality_names
from workshop.operations.municipalities.lists import BadList, municipalities_on, read_list, store_list

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
    municipality_names.BY_NAME.clear()
    return hall.database.write(lambda session: store_list(session, read_list([HEAD, *lines]), day))


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


@pytest.mark.parametrize(
    ("lines", "wrong"),
    [
        (["code,name_fi"], "the head lacks"),
        ([HEAD], "no municipality"),
        ([HEAD, HELSINKI, HELSINKI], "line 3: code 091 is there twice"),
        ([HEAD, HELSINKI.replace("091", "91")], "line 2: “91” is no code"),
        ([HEAD, HELSINKI.replace("urban", "city")], "line 2: “city”"),
        ([HEAD, HELSINKI.replace("664028", "many")], "is no population"),
        ([HEAD, HELSINKI.replace("Helsingfors", "")], "name_sv is empty"),
        ([HEAD, HELSINKI.replace(",01,", ",1,")], "no region's code"),
    ],
)
def test_what_is_no_list_is_refused_by_its_line(lines, wrong):
    with pytest.raises(BadList, match=wrong):
        read_list(lines)


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
