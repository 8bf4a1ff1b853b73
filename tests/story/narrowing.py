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


NARROWING = {
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
