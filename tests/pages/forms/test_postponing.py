"""A round is postponed by plain forms, at the desk and in the settings, and pages show its new time."""

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.entry.visitor import forms_of
from tests.pages.conftest import signed_in

FINLAND = ZoneInfo("Europe/Helsinki")
START = (datetime.now(UTC) + timedelta(days=1)).replace(hour=9, minute=0, second=0, microsecond=0)
OPEN = {"fi": "Kierros on käynnissä", "sv": "Omgången pågår", "en": "The round is open now"}


def planned(wire, server, **more) -> int:
    """Plan a break between workshops, by the clock unless told otherwise."""
    times = {"opens_at": START.isoformat(), "closes_at": (START + timedelta(hours=1)).isoformat()}
    about = {"kind": "pause", "title": {"en": "Break"}, **times, **more}
    return wire.done(server.example["consultation"], "create_round", **about)["round_id"]


def moved(wire, server, round_id: int) -> float:
    """How many minutes later than planned a round opens and, if it has a time to close at, closes."""
    rounds = wire.snapshot(server.example["consultation"])["rounds"]
    round_ = next(each for each in rounds if each["id"] == round_id)
    opens, closes = (datetime.fromisoformat(round_[name]) for name in ("opens_at", "closes_at"))
    assert closes - opens == timedelta(hours=1)
    return (opens - START) / timedelta(minutes=1)


def later(visitor, page, form: str, minutes: str):
    """Press a button of a form, or type a number of minutes into it and send it."""
    where, fields = visitor.fill(page, form)
    return visitor.post(where, [*[each for each in fields if each[0] != "minutes"], ("minutes", minutes)])


def test_in_the_settings_it_is_postponed_by_a_button_or_a_number(server, wire, lead):
    round_id, path = planned(wire, server), f"/c/{server.example['consultation']}/settings"
    page = lead.get(path)
    assert [f'value="{minutes}">+{minutes} min' in page.text for minutes in (5, 15, 60)] == [True] * 3
    answer = later(lead, page, f"postpone_by_round-{round_id}", "15")
    assert (answer.status_code, answer.headers["Location"].endswith(f"{path}#round-{round_id}")) == (303, True)
    assert moved(wire, server, round_id) == 15
    assert later(lead, lead.get(path), f"postpone_round-{round_id}", "100").status_code == 303
    assert moved(wire, server, round_id) == 115
    again = later(lead, page, f"postpone_by_round-{round_id}", "15")
    assert (again.status_code, moved(wire, server, round_id)) == (303, 115), "the same form sent again moves nothing"


def test_at_the_desk_it_stands_with_the_planned_round(server, wire, lead, member):
    code, workshop = server.example["workshop"]["code"], server.example["workshop"]["id"]
    round_id = planned(wire, server, workshop_id=workshop)
    by_hand = server.example["rounds"][0]["id"]
    desk = f"/w/{code}/lead"
    links = re.findall(r'href="([^"]*)" data-dialog="postpone_round"', lead.get(desk).text)
    [link] = [each for each in links if f"postpone_round-{round_id}#" in each]
    page = lead.get(link.replace("&amp;", "&").partition("#")[0])
    assert f"postpone_round-{by_hand}" not in forms_of(page.text)
    assert later(lead, page, f"postpone_by_round-{round_id}", "60").status_code == 303
    assert moved(wire, server, round_id) == 60
    opens = f"{(START + timedelta(hours=1)).astimezone(FINLAND):%H:%M}"
    assert re.search(rf"opens [^<]*{opens}", lead.get(desk).text)
    assert re.search(rf"The next one opens [^<]*{opens}", member.get(f"/c/{server.example['consultation']}").text)


def test_who_leaves_the_number_empty_or_out_of_bounds_is_told_so_at_the_field(server, wire, lead):
    round_id, path = planned(wire, server), f"/c/{server.example['consultation']}/settings"
    for typed, said in (("", "Write how many minutes."), ("0", "too small or too large"), ("x", "in digits")):
        page = later(lead, lead.get(path), f"postpone_round-{round_id}", typed)
        assert page.status_code == 422 and said in page.text
        assert f'aria-describedby="postpone_round-{round_id}-minutes-fault"' in page.text
        assert re.search(r"<details class=\"fold\" open>\s*<summary>Postpone</summary>", page.text)
    assert moved(wire, server, round_id) == 0


@pytest.mark.parametrize("lang", OPEN)
def test_a_round_that_was_opened_meanwhile_says_so(server, wire, lang):
    round_id, lead = planned(wire, server), signed_in(server, lang)
    page = lead.get(f"/c/{server.example['consultation']}/settings")
    wire.done(server.example["consultation"], "open_round", round_id=round_id)
    fresh = lead.submit(page, f"postpone_by_round-{round_id}", minutes="5", expect="")
    assert fresh.status_code == 409 and OPEN[lang] in fresh.text
    stale = later(lead, page, f"postpone_round-{round_id}", "5")
    assert stale.status_code == 409
    assert f"postpone_round-{round_id}" not in forms_of(stale.text), "an open round is not offered to be postponed"
