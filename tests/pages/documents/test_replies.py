"""An official reply is published by a plain form, and those who take part read it on the goal's page."""


def test_who_takes_part_reads_where_a_goal_stands_who_says_so_and_why(server, lead, member, wire):
    slug = server.example["consultation"]
    theme = wire.snapshot(slug)["themes"][0]["id"]
    goal = wire.done(slug, "propose_goal", theme_id=theme, title="Fibre to every home", lang="en")["goal_id"]
    path, form = f"/c/{slug}/goals/{goal}", f"reply_to_goal-{goal}"
    assert "Official reply" not in member.get(path).text
    refused = lead.submit(lead.get(path), form, status="declined", role="Chair of the board")
    assert refused.status_code == 422 and f'id="{form}-text-fault"' in refused.text
    said = {"status": "declined", "role": "Chair of the board", "text": "<b>No money</b> before 2028."}
    answer = lead.submit(lead.get(path), form, **said)
    assert answer.status_code == 303 and answer.headers["Location"].endswith("#reply"), answer.text
    lead.submit(lead.get(path), form, status="in_discussion", role="Working group")
    page = member.get(path).text
    assert "Chair of the board" in page and "&lt;b&gt;No money&lt;/b&gt; before 2028." in page
    assert page.index("In discussion") < page.index("Turned down"), "the newest tells where it stands"
    assert "Reply officially" not in page
