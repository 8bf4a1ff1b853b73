"""The parts of the desk alone are what stands on its page, and are sent only where they are new."""

import re

import pytest

from workshop.web.pages.leading.desk import PARTS

KEY = re.compile(r'(<input type="hidden" name="key" value=")[^"]*')


@pytest.fixture
def desk(server) -> str:
    """The address of the example's desk."""
    return f"/w/{server.example['workshop']['code']}/lead"


def plain(html: str) -> str:
    """A page or a part of it without what each rendering has of its own, and without blanks between lines."""
    return " ".join(KEY.sub(r"\1", html).split())


def test_each_part_alone_is_what_stands_on_the_page(server, wire, lead, desk):
    about = {"round_id": server.example["rounds"][0]["id"]}
    theme = wire.snapshot(server.example["consultation"])["themes"][0]["id"]
    wire.done(server.example["consultation"], "open_round", **about)
    wire.done(server.example["consultation"], "propose_goal", theme_id=theme, title="Fibre")
    for query in ("", "show=hidden&", "show=goals&q=fib&"):
        page = plain(lead.get(f"{desk}?{query}").text)
        for name in PARTS:
            part = plain(lead.get(f"{desk}?{query}part={name}").text)
            assert f'data-part="{name}"' in part
            assert part in page, name


def test_parts_are_given_in_one_answer_and_others_than_there_are_are_not_parts(lead, desk):
    both = lead.get(f"{desk}?part=pulse&part=door&part=pulse&part=none").text
    assert re.findall(r'data-part="(\w+)"', both) == ["pulse", "door"]
    assert "<!doctype html>" in lead.get(f"{desk}?part=none").text


def test_a_part_is_sent_once_until_it_is_another(server, wire, lead, desk):
    answer = lead.get(f"{desk}?part=step&part=agenda")
    mark = {"If-None-Match": answer.headers["ETag"]}
    again = lead.get(f"{desk}?part=step&part=agenda", headers=mark)
    assert (again.status_code, again.text) == (304, "")
    wire.done(server.example["consultation"], "open_round", round_id=server.example["rounds"][0]["id"])
    assert lead.get(f"{desk}?part=step&part=agenda", headers=mark).status_code == 200


def test_members_get_no_part(member, desk):
    assert member.get(f"{desk}?part=contributions").status_code == 403
