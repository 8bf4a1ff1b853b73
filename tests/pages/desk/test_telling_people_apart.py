"""Before a participant is changed or removed the question says who they are, also where two have one name and body."""

import re

from tests.entry.visitor import Visitor, without_moulds


def test_two_of_one_name_and_body_are_told_apart_before_one_is_removed(server, wire, lead):
    slug, code = server.example["consultation"], server.example["workshop"]["code"]
    twins = [Visitor(server) for _ in range(2)]
    for twin in twins:
        twin.join("Matti Virtanen", body="advisory-board")
    numbers = [twin.snapshot()["me"]["participant"]["id"] for twin in twins]
    here = {"workshop_id": wire.snapshot(slug)["workshops"][0]["id"]}
    round_ = wire.done(slug, "create_round", kind="propose", title="Ehdota", **here)["round_id"]
    wire.done(slug, "open_round", round_id=round_)
    room = twins[0].get(f"/w/{code}")
    assert twins[0].submit(room, "propose_goal", theme_id="1", title="Kuitu").status_code == 303
    said = [question(lead, code, number) for number in numbers]
    for words in said:
        assert re.search(r"Member · Advisory Board.* · joined \d", words)
    assert "1 contribution" in said[0]
    assert "0 contributions" in said[1]


def test_a_facilitator_mends_a_name_and_takes_a_body_away_without_script(server, wire, lead, member):
    code = server.example["workshop"]["code"]
    number = member.snapshot()["me"]["participant"]["id"]
    form = f"change_participant-{number}"
    page = lead.get(f"/w/{code}/lead?change=participant-{number}")
    assert lead.submit(page, form, name="Aino Åberg", body_id="").status_code == 303
    me = member.snapshot()["me"]["participant"]
    assert (me["name"], me["role"], me["body_id"]) == ("Aino Åberg", "member", None)


def test_a_member_mends_their_own_name_and_body_without_script(server, member):
    room = member.get(f"/w/{server.example['workshop']['code']}").text
    slug = server.example["consultation"]
    assert f'href="/me#place-{slug}"' in room
    assert member.submit(member.get("/me"), f"change-{slug}", name="Aino Åberg", body="").status_code == 303
    me = member.snapshot()["me"]["participant"]
    assert (me["name"], me["body_id"]) == ("Aino Åberg", None)
    assert "Aino Åberg" in member.get("/me").text
    assert member.submit(member.get("/me"), f"change-{slug}", body="advisory-board").status_code == 303
    assert member.snapshot()["me"]["participant"]["body_id"] is not None


def test_who_takes_part_already_joins_a_second_workshop_by_one_button(server, wire, member):
    slug = server.example["consultation"]
    made = wire.done(slug, "create_workshop", title="Second")["workshop_id"]
    code = next(each["code"] for each in wire.snapshot(slug)["workshops"] if each["id"] == made)
    door = member.get(f"/join/{code}")
    assert "You take part in this consultation as Aino." in door.text
    answer = member.submit(door, "join")
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/w/{code}")
    me = member.snapshot()["me"]["participant"]["id"]
    joined = next(each for each in wire.snapshot(slug)["participants"] if each["id"] == me)
    assert made in joined["workshop_ids"]
    assert len(joined["workshop_ids"]) == 2
    # From now on the code leads straight to the room.
    assert member.get(f"/join/{code}").url.endswith(f"/w/{code}")


def question(lead: Visitor, code: str, number: int) -> str:
    """What stands beside the forms that change and remove a participant."""
    page = without_moulds(lead.get(f"/w/{code}/lead?change=participant-{number}").text)
    part = page[page.index('class="desk-changing"') :]
    return " ".join(re.sub(r"<[^>]+>", " ", part[: part.index("<form")]).split())
