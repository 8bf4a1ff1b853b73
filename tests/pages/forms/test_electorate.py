"""Who votes and how it is counted, by plain forms: said in the form of a round, shown before the vote, enforced."""

import pytest

from tests.entry.visitor import Visitor


@pytest.fixture
def desk(server) -> str:
    """The address of the desk."""
    return f"/w/{server.example['workshop']['code']}/lead"


def vote(wire, server) -> dict:
    """The example's vote by dots, which is planned."""
    rounds = wire.snapshot(server.example["consultation"])["rounds"]
    return next(each for each in rounds if each.get("kind") == "vote")


def change(lead, desk, round_, more: list[tuple[str, str]], **typed):
    """Change a round by its form; `more` are boxes that are ticked."""
    page = lead.get(f"{desk}?change=round-{round_['id']}")
    where, fields = lead.fill(page, f"edit_round-{round_['id']}", **typed)
    return lead.post(where, [*fields, *more])


def test_the_form_says_who_votes_and_how_it_is_counted_and_keeps_what_is_not_touched(server, wire, lead, desk):
    body = wire.snapshot(server.example["consultation"])["bodies"][0]["id"]
    typed = {"quorum": "3", "pass_mark": "50", "electorate.confirmed": "true"}
    more = [("electorate.bodies[]", str(body)), ("breakdowns[]", "region"), ("breakdowns[]", "size")]
    assert change(lead, desk, vote(wire, server), more, **typed).status_code == 303
    after = vote(wire, server)
    assert after["electorate"] == {"bodies": [body], "confirmed": True}
    assert (after["quorum"], after["pass_mark"]) == (3, 50)
    assert set(after["breakdowns"]) == {"body", "region", "size"}
    ticked = lead.get(f"{desk}?change=round-{after['id']}").text
    assert f'name="electorate.bodies[]" value="{body}" checked' in ticked
    assert change(lead, desk, after, [], **{"title.en": "Else"}).status_code == 303
    again = vote(wire, server)
    assert (again["electorate"], again["breakdowns"]) == (after["electorate"], after["breakdowns"])


def test_too_many_breakdowns_are_refused_where_they_stand(server, wire, lead, desk):
    more = [("breakdowns[]", name) for name in ("workshop", "region", "group")]
    refused = change(lead, desk, vote(wire, server), more)
    assert refused.status_code == 422 and "There are too many of these." in refused.text


@pytest.mark.parametrize(
    ("lang", "said"), [("fi", "Äänioikeutetut:"), ("sv", "Röstberättigade:"), ("en", "Who may vote:")]
)
def test_whoever_may_not_vote_is_told_who_may_and_the_others_beforehand(server, wire, lang, said):
    slug = server.example["consultation"]
    bodies = wire.snapshot(slug)["bodies"]
    round_ = vote(wire, server)
    wire.done(slug, "edit_round", round_id=round_["id"], electorate={"bodies": [bodies[0]["id"]]}, quorum=2)
    wire.done(slug, "propose_goal", theme_id=wire.snapshot(slug)["themes"][0]["id"], title="Kuitu")
    wire.done(slug, "open_round", round_id=round_["id"])
    for body, may in ((bodies[0]["key"], True), (bodies[1]["key"], False)):
        visitor = Visitor(server, lang)
        visitor.join(f"Osallistuja {body}", body=body)
        page = visitor.get(f"/w/{server.example['workshop']['code']}").text
        assert (f'id="ballot-{round_["id"]}"' in page) is may
        assert f'{said} <span data-field="voters_only">{bodies[0]["title"][lang]}</span>' in page
