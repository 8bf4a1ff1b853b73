"""Arguments by chance for commands on agendas: moving, copying, saving, and the times of rounds."""


def _postponed(hand):
    timed = [r["id"] for r in hand.there("round") if r["state"] == "planned" and r["opens_at"]]
    round_id = hand.chance.choice(timed) if timed and hand.chance.random() < 0.9 else hand.round_in("planned")
    return {"round_id": round_id, "minutes": hand.chance.randint(0, 60)}


def _more_time(hand):
    return hand.one_of({"minutes": hand.chance.randint(1, 60)}, {"closes_at": hand.later()})


def _of_theme(hand):
    return {"theme_id": hand.id("theme"), "field": "title", "lang": hand.one_of("fi", "sv", "fi-simple")}


def _worded(hand):
    return {**_of_theme(hand), "text": hand.one_of("", "Ekonomi"), "based_on": hand.maybe(0, 0.2)}


AGENDAS = {
    "copy_consultation": lambda hand: {"title": hand.maybe(hand.texts())},
    "copy_workshop": lambda hand: {"workshop_id": hand.id("workshop"), "title": hand.maybe(hand.texts())},
    "save_pattern": lambda hand: {"workshop_id": hand.id("workshop"), "title": hand.maybe(hand.texts())},
    "create_document": lambda hand: {"title": hand.maybe(hand.texts())},
    "edit_document": lambda hand: {"title": hand.maybe(hand.texts()), "languages": hand.maybe(["fi", "sv"])},
    "add_paragraph": lambda hand: {"section": hand.one_of("introduction", "appendix"), "text": hand.texts()},
    "hold_paragraph": lambda hand: {"paragraph_id": hand.chance.randint(1, 9)},
    "edit_paragraph": lambda hand: {"paragraph_id": hand.chance.randint(1, 9), "text": hand.texts()},
    "move_paragraph": lambda hand: {"paragraph_id": hand.chance.randint(1, 9)},
    "remove_paragraph": lambda hand: {"paragraph_id": hand.chance.randint(1, 9)},
    "add_draft_comment": lambda hand: {"goal_id": hand.id("goal"), "text": "Hyvä", "suggestion": hand.maybe("Toisin")},
    "withdraw_draft_comment": lambda hand: {"draft_comment_id": hand.chance.randint(1, 9), "reason": hand.maybe("?")},
    "decide_suggestion": lambda hand: {
        "draft_comment_id": hand.chance.randint(1, 9),
        "accept": hand.one_of(True, False),
    },
    "name_spokesperson": lambda hand: {"participant_id": hand.id("participant"), "body_id": hand.id("body")},
    "remove_spokesperson": lambda hand: {"participant_id": hand.id("participant"), "body_id": hand.id("body")},
    "adopt_document": lambda hand: {"body": hand.texts(), "date": "2026-11-27", "unfinished": hand.maybe("Kiire")},
    "correct_document": lambda hand: {"reason": "Kirjoitusvirhe"},
    "advance_document": lambda hand: {"state": hand.one_of("draft", "for_comment", "proposed")},
    "include_goal": lambda hand: {"goal_id": hand.id("goal")},
    "exclude_goal": lambda hand: {"goal_id": hand.id("goal")},
    "remove_pattern": lambda hand: {"pattern": hand.one_of("collect-comment-vote", "muu")},
    "reply_to_goal": lambda hand: {"goal_id": hand.id("goal"), "text": hand.texts(), "role": hand.maybe("Hallitus")},
    "set_wording": _worded,
    "check_wording": lambda hand: {**_of_theme(hand), "based_on": hand.chance.randint(0, 9)},
    "move_round": lambda hand: {"round_id": hand.round_in("planned"), "before": hand.maybe(hand.id("round"))},
    "copy_round": lambda hand: {"round_id": hand.id("round"), "workshop_id": hand.maybe(hand.id("workshop"), 0.2)},
    "unopen_round": lambda hand: {"round_id": hand.round_in("open")},
    "postpone_round": _postponed,
    "extend_round": lambda hand: {"round_id": hand.round_in("open"), **_more_time(hand)},
}
