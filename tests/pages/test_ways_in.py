"""Who gets to which page, and what each is offered there."""

import uuid

from tests.entry.visitor import Visitor, forms_of, invited, new_link


def test_who_has_not_joined_is_sent_to_the_door_of_the_room(server):
    code = server.example["workshop"]["code"]
    for path, door in (
        (f"/w/{code}", f"/join/{code}"),
        (f"/w/{code}/lead", f"/join/{code}"),
        ("/w/1111", "/join/1111"),
    ):
        answer = Visitor(server).get(path, allow_redirects=False)
        assert (answer.status_code, answer.headers["Location"]) == (302, door)


def test_a_stranger_signs_in_first_and_then_comes_to_the_page(server):
    slug = server.example["consultation"]
    for page in ("", "/results", "/settings", "/goals/1"):
        answer = Visitor(server).get(f"/c/{slug}{page}", allow_redirects=False)
        assert answer.status_code == 302
        assert answer.headers["Location"] == f"/sign-in?next=/c/{slug}{page}"


def test_the_desk_and_the_settings_are_for_who_leads(server, member, lead):
    slug, code = server.example["consultation"], server.example["workshop"]["code"]
    for path in (f"/w/{code}/lead", f"/c/{slug}/settings"):
        refused = member.get(path)
        assert refused.status_code == 403
        assert "You may not do this." in refused.text
        assert "do/open_round" not in refused.text
        assert lead.get(path).status_code == 200


def test_an_observer_sees_no_form_that_would_be_refused(server, wire):
    slug, code = server.example["consultation"], server.example["workshop"]["code"]
    observer = Visitor(server)
    address = invited(server, "observer@example.org")
    them = next(one for one in wire.snapshot(slug)["participants"] if one["role"] == "member")
    wire.done(slug, "change_participant", participant_id=them["id"], role="observer")
    observer.submit(observer.get(new_link(server, address)), "link")
    wire.done(slug, "propose_goal", theme_id=1, title="Roads", lang="en")
    for number in range(3):
        round_id = server.example["rounds"][number]["id"]
        wire.done(slug, "open_round", round_id=round_id)
        page = observer.get(f"/w/{code}")
        assert "You are here as an observer" in page.text
        for path in (f"/w/{code}", f"/c/{slug}", f"/c/{slug}/goals/1"):
            actions = {form["action"] for form in forms_of(observer.get(path).text).values()}
            # To search the list is refused to nobody.
            searched = set() if "/goals/" in path else {f"{path}#themes"}
            assert actions == {"/language", "/api/v1/sign-out"} | searched
        wire.done(slug, "close_round", round_id=round_id)


def test_a_member_is_offered_what_the_open_round_permits_and_nothing_else(server, wire, member):
    slug, code = server.example["consultation"], server.example["workshop"]["code"]
    wire.done(slug, "propose_goal", theme_id=1, title="Roads", lang="en")
    # At (path, command): is its form there while the round of this place in the agenda is open?
    offered = {
        (f"/w/{code}", "propose_goal"): {0},
        (f"/c/{slug}/goals/1", "add_comment"): {1},
        (f"/w/{code}", "cast_ballot"): {2, 3},
    }
    for number in (None, 0, 1, 2, 3):
        if number is not None:
            wire.done(slug, "open_round", round_id=server.example["rounds"][number]["id"])
        for (path, command), rounds in offered.items():
            actions = {form["action"].rsplit("/", 1)[-1] for form in forms_of(member.get(path).text).values()}
            assert (command in actions) == (number in rounds), (path, command, number)
        if number is not None:
            wire.done(slug, "close_round", round_id=server.example["rounds"][number]["id"])


def test_a_secret_ballot_is_shown_until_it_is_cast_and_no_longer(server, wire, member):
    slug = server.example["consultation"]
    goal = wire.done(slug, "propose_goal", theme_id=1, title="Roads", lang="en")["goal_id"]
    words = {"kind": "vote", "method": "approve", "secrecy": "secret", "title": {"en": "Which?"}}
    vote = wire.done(slug, "create_round", **words)["round_id"]
    wire.done(slug, "open_round", round_id=vote)
    page = member.get(f"/c/{slug}")
    assert page.text.index("A secret vote") < page.text.index(f'name="choices.{goal}"')
    assert member.submit(page, f"ballot-{vote}", **{f"choices.{goal}": "1", "checked": "1"}).status_code == 303
    after = member.get(f"/c/{slug}").text
    assert "You have voted in this round." in after
    assert f'name="choices.{goal}"' not in after
    where, fields = member.fill(page, f"ballot-{vote}", **{f"choices.{goal}": "", "key": str(uuid.uuid4())})
    again = member.post(where, fields)
    assert again.status_code == 409
    assert "You have already voted in this round." in again.text


def test_hidden_goals_are_gone_from_every_page_and_their_author_reads_why(server, wire, member):
    slug, code = server.example["consultation"], server.example["workshop"]["code"]
    wire.done(slug, "open_round", round_id=server.example["rounds"][0]["id"])
    member.submit(member.get(f"/w/{code}"), "propose_goal", theme_id="1", title="A goal to hide")
    goal = member.snapshot()["goals"][0]["id"]
    wire.done(slug, "hide_goal", goal_id=goal, reason="It names a person.")
    other = Visitor(server)
    other.join("Bengt", body="board")
    for path in (f"/c/{slug}", f"/w/{code}"):
        assert "A goal to hide" not in other.get(path).text
        assert "Reason: It names a person." in member.get(path).text
    assert other.get(f"/c/{slug}/goals/{goal}").status_code == 404


def test_what_people_write_is_inert(server, wire, member):
    slug, code = server.example["consultation"], server.example["workshop"]["code"]
    nasty = "<script>alert(1)</script>\"'{{ 7*7 }}"
    goal = wire.done(slug, "propose_goal", theme_id=1, title=nasty, rationale=nasty, lang="en")["goal_id"]
    wire.done(slug, "add_comment", goal_id=goal, text=nasty, stance="for", lang="en")
    for path in (f"/c/{slug}", f"/w/{code}", f"/c/{slug}/goals/{goal}"):
        page = member.get(path).text
        assert "<script>" not in page
        assert "&lt;script&gt;alert(1)&lt;/script&gt;&#34;&#39;{{ 7*7 }}" in page


def test_who_leads_finds_the_way_to_a_new_workshop_where_they_stand(server, member, lead):
    slug, code = server.example["consultation"], server.example["workshop"]["code"]
    way = f'href="/c/{slug}/settings#create_workshop"'
    assert way in lead.get(f"/c/{slug}").text and way in lead.get(f"/w/{code}/lead").text
    assert 'id="create_workshop"' in lead.get(f"/c/{slug}/settings").text
    assert way not in member.get(f"/c/{slug}").text
