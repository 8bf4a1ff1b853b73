"""Arguments of the commands that narrow down, of measures, and of what rounds are about, made by chance."""


def about(hand, kind: str) -> dict:
    """Return what a round of a kind is about: goals or measures, and which of them."""
    subject = hand.maybe(hand.one_of("goals", "measures"), 0.4)
    if kind != "vote" and (kind, subject) != ("propose", "measures"):
        return {"subject": subject}
    counted = hand.round_in("closed", "revealed", kind="vote")
    which = hand.one_of("all", "shortlist", {"round_id": counted, "first": 2})
    return {"subject": subject, "on_ballot": hand.maybe(which, 0.4)}


def _carried(hand):
    return {
        "type": hand.maybe(hand.one_of("advocacy", "development", "information", "network"), 0.3),
        "responsible_body_id": hand.maybe(hand.id("body"), 0.3),
    }


def _mark(hand):
    return hand.maybe(hand.one_of("shortlist", "aside"))


def _edited_measure(hand):
    return {
        "measure_id": hand.own("measure"),
        "reason": hand.maybe(hand.text(), 0.3),
        "text": hand.maybe(hand.text()),
        "responsible": hand.maybe(hand.text()),
        "time_frame": hand.maybe(hand.one_of("2027", "")),
        "status": hand.maybe(hand.one_of("planned", "started", "done", "dropped")),
        **_carried(hand),
    }


def _standing(hand):
    """Some goals, mostly such as stand for themselves."""
    pool = [goal["id"] for goal in hand.there("goal") if not goal["superseded"]]
    return hand.chance.sample(pool, min(len(pool), 2)) if hand.chance.random() < 0.8 else hand.ids("goal")


def _made(hand):
    """A goal that came of others, or that others came of, mostly."""
    pool = [goal["id"] for goal in hand.there("goal") if goal["origin"] or goal["part_ids"]]
    return hand.one_of(*pool) if pool and hand.chance.random() < 0.8 else hand.id("goal")


NARROWING = {
    "merge_goals": lambda hand: {
        "goal_ids": _standing(hand),
        "title": hand.texts(),
        "rationale": hand.maybe(hand.texts()),
        "theme_id": hand.maybe(hand.id("theme"), 0.3),
    },
    "unmerge_goal": lambda hand: {"goal_id": _made(hand)},
    "split_goal": lambda hand: {
        "goal_id": hand.one_of(*_standing(hand), hand.id("goal")),
        "titles": [hand.text(), hand.text(), hand.text()][: hand.chance.randint(1, 3)],
        "measure_parts": hand.maybe({str(hand.id("measure")): hand.chance.randint(1, 3)}, 0.2),
    },
    "propose_measure": lambda hand: {"goal_id": hand.id("goal"), "text": hand.text(), **_carried(hand)},
    "edit_measure": _edited_measure,
    "mark_goal": lambda hand: {"goal_id": hand.id("goal"), "mark": _mark(hand), "reason": hand.maybe(hand.text())},
    "mark_goals": lambda hand: {"goal_ids": hand.ids("goal"), "mark": _mark(hand)},
    "shortlist_first": lambda hand: {
        "round_id": hand.round_in("closed", "revealed", kind="vote"),
        **hand.one_of({"first": hand.chance.randint(0, 3)}, {"at_least": hand.chance.randint(0, 3)}),
        "take": hand.maybe(hand.one_of("all", "none")),
    },
}
