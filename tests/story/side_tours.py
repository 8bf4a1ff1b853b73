"""Parts of the story in which every command is obeyed: moderation, families, cards, votes without a device, sealing."""

from tests.nodes.auditor import RECIPIENT


def moderated(story, give):
    """Let what is written wait, publish or hide it; answer, report, and hide the reason of an objection."""
    theme = give("Kirsi", "create_theme", title="Jono")["theme_id"]
    made = {}
    for kind in ("propose", "comment"):
        about = {"kind": kind, "title": kind, "moderated": True, "theme_ids": [theme]}
        made[kind] = give("Kirsi", "create_round", **about)
        give("Kirsi", "open_round", **made[kind], minutes=30)
    goals = [
        give("Aino", "propose_goal", theme_id=theme, title=title, measures=[{"text": "Toimi"}])["goal_id"]
        for title in ("Ensin", "Sitten", "Piiloon", "Pois", "Viimein")
    ]
    give("Aino", "edit_goal", goal_id=goals[0], title="Ensin toisin")
    give("Aino", "add_comment", goal_id=goals[0], text="Oma", stance="for")
    measure = give("Aino", "propose_measure", goal_id=goals[1], text="Lisää")["measure_id"]
    give("Olli", "hide_measure", measure_id=measure, reason="Toisto")
    give("Olli", "publish_goal", goal_id=goals[0])
    give("Olli", "restore_measure", measure_id=measure)
    give("Olli", "hide_goal", goal_id=goals[2], reason="Asiaton")
    give("Aino", "answer_hiding", goal_id=goals[2], text="Eikä ole")
    give("Olli", "restore_goal", goal_id=goals[2])
    give("Aino", "withdraw_goal", goal_id=goals[3])
    comment = give("Eero", "add_comment", goal_id=goals[0], text="Eeron", stance="against")["comment_id"]
    give("Kirsi", "publish_contributions", goal_ids=goals[1:3], comment_ids=[comment])
    lone = give("Aino", "propose_measure", goal_id=goals[0], text="Erikseen")["measure_id"]
    give("Eero", "add_comment", goal_id=goals[1], text="Toinen", stance="for")
    reported = [
        give("Aino", "report", comment_id=comment, reason="Asiaton")["report_id"],
        give("Eero", "report", goal_id=goals[0], reason="Asiaton")["report_id"],
    ]
    give("Kirsi", "hide_comment", comment_id=comment, reason="Asiaton")
    give("Kirsi", "settle_reports", report_ids=reported[1:])
    last = give("Eero", "add_comment", goal_id=goals[0], text="Vielä", stance="for")["comment_id"]
    for kind in ("comment", "propose"):
        give("Kirsi", "close_round", **made[kind])
    give("Olli", "publish_measure", measure_id=lone)
    give("Olli", "publish_comment", comment_id=last)
    vote = give("Kirsi", "create_round", kind="vote", title="?", method="consent", secrecy="named", theme_ids=[theme])
    give("Kirsi", "open_round", **vote)
    give("Eero", "cast_ballot", **vote, choices={str(goals[0]): {"choice": "object", "reason": "Kallis"}})
    give("Kirsi", "close_round", **vote)
    give("Kirsi", "reveal_results", **vote)
    place = {**vote, "on": goals[0], "place": 1}
    give("Olli", "hide_reason", **place, reason="Kuvaa ihmistä")
    give("Olli", "show_reason", **place)


def families(give, theme):
    """Split a goal, merge goals and families, and take all of it back."""
    goals = [give("Aino", "propose_goal", theme_id=theme, title=title)["goal_id"] for title in ("Yksi", "Kaksi")]
    give("Eero", "add_comment", goal_id=goals[0], text="Sama", stance="for")
    give("Eero", "propose_measure", goal_id=goals[1], text="Toimi")
    parts = give("Olli", "split_goal", goal_id=goals[1], titles=["Toinen", "Kolmas"])["goal_ids"]
    inner = give("Kirsi", "merge_goals", goal_ids=[goals[0], parts[0]], title="Yhdessä")["goal_id"]
    family = give("Olli", "merge_goals", goal_ids=[inner, parts[1]], title="Kaikki", rationale="Koska")["goal_id"]
    give("Eero", "add_comment", goal_id=family, text="Hyvä", stance="for")
    give("Kirsi", "hide_goal", goal_id=family, reason="Sanat")
    give("Kirsi", "restore_goal", goal_id=family)
    for goal in (family, inner, goals[1]):
        give("Olli", "unmerge_goal", goal_id=goal)


def cards(story, give, workshop):
    """Let a facilitator take seats, and give them back; what a body told is written down."""
    made = give("Olli", "make_cards", workshop_id=workshop, number=2)["card_ids"]
    for giver, command, about in (
        ("Kirsi", "give_back_my_card", {}),
        ("Olli", "give_back_card", {"card_id": made[0]}),
        ("Olli", "remove_card", {"card_id": made[0]}),
    ):
        story.take_card("Kirsi", made[0])
        give(giver, command, **about)
    give("Kirsi", "finish_cards", workshop_id=workshop)
    theme = next(each for each in story.see("Kirsi")["themes"] if not each.get("removed"))
    give("Kirsi", "propose_goal", theme_id=theme["id"], title="Kuultua", told_by={"name": "Kylä"})


def otherwise(story, give, goal):
    """Vote on paper and by hand, beside devices; before it was opened, or after, one step does not come."""
    eero = story.see("Eero")["me"]["participant"]["id"]
    for results in ("live", "at_close", "on_reveal"):
        about = {"method": "approve", "secrecy": "named", "results": results}
        made = give("Kirsi", "create_round", kind="vote", title="?", **about)
        give("Kirsi", "open_round", **made)
        give("Aino", "cast_ballot", **made, choices={str(goal): 1})
        give("Olli", "record_hands", **made, figures={str(goal): {"approve": 4}})
        for command in ("give_sheet", "take_back_sheet", "give_sheet"):
            give("Olli", command, **made, participant_id=eero)
        for number in (1, 2, 3):
            give("Kirsi", "enter_paper_ballot", **made, number=number, choices={str(goal): 1})
        give("Kirsi", "remove_paper_ballot", **made, number=2)
        give("Olli", "confirm_paper_ballot", **made, number=1, choices={str(goal): 1})
        early = results == "at_close"
        for command in ("complete_paper", "close_round") if early else ("close_round", "complete_paper"):
            give("Olli", command, **made)
        if results == "on_reveal":
            give("Olli", "reveal_results", **made)
        for who in ("Aino", "Eero"):
            shown = story.see(who)["tallies"][str(made["round_id"])]
            voters = {name: own["voters"] for name, own in shown["channels"].items()}
            assert (shown["voters"], voters) == (2, {"device": 1, "paper": 1, "hands": 4})


def document(give, goal):
    """Let a document be begun, written, brought on, adopted and corrected."""
    give("Kirsi", "create_document")
    give("Olli", "edit_document", title={"sv": "Tyngdpunkter"}, languages=["fi", "sv"])
    give("Olli", "exclude_goal", goal_id=goal)
    added = [
        give("Kirsi", "add_paragraph", section="introduction", text=text)["paragraph_id"] for text in ("Yksi", "Kaksi")
    ]
    give("Olli", "hold_paragraph", paragraph_id=added[0])
    give("Olli", "edit_paragraph", paragraph_id=added[0], text={"sv": "Ett"}, version=1)
    give("Kirsi", "move_paragraph", paragraph_id=added[1], before=added[0])
    give("Kirsi", "remove_paragraph", paragraph_id=added[1])
    give("Olli", "advance_document", state="for_comment")
    give("Kirsi", "include_goal", goal_id=goal)
    _comment_on_draft(give, goal, added[0])
    give("Kirsi", "advance_document", state="proposed")
    give("Olli", "adopt_document", body={"fi": "Hallitus", "sv": "Styrelsen"}, date="2026-11-27", unfinished="Kiire")
    give("Kirsi", "correct_document", reason="Kirjoitusvirhe")
    give("Kirsi", "reply_to_goal", goal_id=goal, status="adopted", role="Hallitus")


def _comment_on_draft(give, goal, paragraph):
    """Let a paragraph and a goal be commented on, for a body too, and the suggestions be decided."""
    seen = give("Kirsi", "add_draft_comment", goal_id=goal, text="Hyvä näin")
    give("Kirsi", "withdraw_draft_comment", **seen)
    for accept in (True, False):
        about = {"paragraph_id": paragraph, "suggestion": f"Yksi, {accept}", "lang": "fi"}
        made = give("Aino", "add_draft_comment", **about)
        give("Olli", "decide_suggestion", **made, accept=accept, reason="Hallitus toivoi tätä.")


def sealing(give, goal):
    """Hold a confidential vote and ask for its ballots, for an auditor; confirm one file, withdraw another."""
    vote = give("Kirsi", "create_round", kind="vote", title="Tarkastus", method="approve", results="at_close")
    give("Kirsi", "open_round", **vote)
    for who in ("Kirsi", "Olli", "Aino"):
        give(who, "cast_ballot", **vote, choices={str(goal): 1})
    give("Kirsi", "close_round", **vote)
    asked = {"round_ids": [vote["round_id"]], "reason": "Tarkastus", "recipient": RECIPIENT}
    first, other = (give("Kirsi", "ask_for_sealed_file", **asked)["sealed_file_id"] for _ in range(2))
    give("Olli", "confirm_sealed_file", sealed_file_id=first)
    give("Kirsi", "withdraw_sealed_file", sealed_file_id=other)
