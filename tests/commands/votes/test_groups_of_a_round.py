"""A round is counted by the groups that it named beforehand, from the links at its close, in every output alike."""

import pytest

from tests.commands.hall import Hall
from workshop.errors import Invalid

# By code: region, group and size class of 2026.
HOMES = {
    "091": ("01", "urban", "100000-"),
    "710": ("01", "semi-urban", "20000-39999"),
    "009": ("17", "rural", "2000-4999"),
}

KINDS = ("rural", "semi-urban", "urban")


@pytest.fixture
def people(hall: Hall) -> list[int]:
    """Six from each of three municipalities, each third of them in a body."""
    body = hall.do(hall.lead, "create_body", title="Verkosto")["body_id"]
    found = []
    for place in range(18):
        account = hall.join(f"Ihminen {place}")
        them = {"participant_id": hall.participant(account), "municipality": list(HOMES)[place // 6]}
        hall.do(hall.lead, "change_participant", **them, body_id=body if place % 3 == 0 else None)
        found.append(account)
    return found


def counted(hall: Hall, people: list[int], **more) -> dict:
    """Let every second one choose the first goal and the others the second; return the tally."""
    first, second = hall.goals(2)
    terms = {
        "kind": "vote",
        "title": "?",
        "method": "approve",
        "results": "at_close",
        "secrecy": "confidential",
        **more,
    }
    number = hall.do(hall.lead, "create_round", **terms)["round_id"]
    hall.do(hall.lead, "open_round", round_id=number)
    for place, account in enumerate(people):
        hall.cast(account, number, **{f"g{second if place % 2 else first}": 1})
    hall.do(hall.lead, "close_round", round_id=number)
    return hall.seen(people[0])["tallies"][str(number)] | {"first": str(first)}


def test_the_groups_are_those_that_were_named_in_their_order(hall: Hall, people):
    tally = counted(hall, people, breakdowns=["group", "region"])
    assert list(tally["breakdowns"]) == ["group", "region"]
    assert tally["breakdowns"]["group"][tally["first"]] == {key: {"approve": 3} for key in KINDS}
    assert tally["breakdowns"]["region"][tally["first"]] == {"01": {"approve": 6}, "17": {"approve": 3}}
    assert tally["titles"]["region"]["17"] == {"fi": "Pohjois-Pohjanmaa", "sv": "Norra Österbotten"}
    assert set(tally["titles"]["group"]["rural"]) == {"fi", "sv", "en"}


def test_sizes_are_classes_and_those_without_a_municipality_are_a_group(hall: Hall, people):
    for account in people[12:]:
        hall.do(account, "change_me", municipality=None)
    tally = counted(hall, people, breakdowns=["size"])
    assert set(tally["breakdowns"]["size"][tally["first"]]) == {"100000-", "20000-39999", ""}


def test_without_a_word_it_is_by_body_and_with_none_by_nothing(hall: Hall, people):
    assert list(counted(hall, people)["breakdowns"]) == ["body"]
    assert counted(hall, people, breakdowns=[])["breakdowns"] is None


def test_a_second_breakdown_shows_what_the_first_leaves_room_for(hall: Hall, people):
    # Each body has two of each municipality: too few to be held side by side.
    tally = counted(hall, people, breakdowns=["region", "body"])
    assert None not in tally["breakdowns"]["region"][tally["first"]].values()
    assert set(tally["breakdowns"]["body"][tally["first"]].values()) == {None}


def test_named_rounds_hide_nothing(hall: Hall, people):
    tally = counted(hall, people, secrecy="named", breakdowns=["region", "body", "size"])
    assert None not in [
        cells for groups in tally["breakdowns"].values() for each in groups.values() for cells in each.values()
    ]


def test_a_secret_round_is_counted_by_no_group_whatever_was_asked(hall: Hall, people):
    tally = counted(hall, people, secrecy="secret", breakdowns=["region"])
    assert (tally["breakdowns"], tally["municipalities"], tally["turnout"]["bodies"]) == (None, None, None)


def test_each_municipality_has_one_vote_where_the_consultation_asks(hall: Hall, people):
    assert counted(hall, people)["municipalities"] is None
    hall.do(hall.lead, "edit_consultation", asks_municipality=True)
    tally = counted(hall, people, breakdowns=[])
    assert tally["municipalities"]["voters"] == 3
    assert tally["municipalities"]["goals"][tally["first"]] == {"approve": 1.5}
    one_less = counted(hall, people[1:], breakdowns=[], secrecy="named")
    assert one_less["municipalities"]["goals"][one_less["first"]] == {"approve": 1.6}


def test_each_hall_of_a_round_in_several_is_counted_like_any_group(hall: Hall, people):
    other = hall.ask(hall.lead, "create_workshop", title="Toinen sali").events[0].data
    hall.code = other["code"]
    for account in people[:9]:
        hall.join("sama", account=account)
    tally = counted(hall, people, workshop_ids=[hall.workshop, other["id"]])
    assert list(tally["breakdowns"]) == ["body", "workshop"]
    tally = counted(hall, people, workshop_ids=[hall.workshop, other["id"]], breakdowns=["workshop"])
    assert tally["breakdowns"]["workshop"][tally["first"]] == {
        str(hall.workshop): {"approve": 4},
        str(other["id"]): {"approve": 5},
    }
    assert tally["titles"]["workshop"][str(other["id"])] == {"fi": "Toinen sali"}


def test_at_most_three_are_named(hall: Hall):
    for breakdowns in (["body", "workshop", "region", "size"], ["colour"]):
        with pytest.raises(Invalid):
            hall.do(hall.lead, "create_round", kind="vote", title="?", breakdowns=breakdowns)
