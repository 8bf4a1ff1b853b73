"""What may be done with a contribution on its goal's page now, by the name of the form that does it.

The browser's twin is in static/js/view/acts.js.
"""


def acts_on(view, noun: str, thing: dict, goal: dict) -> frozenset[str]:
    """Return the names of the forms that the viewer may use on `thing`, which is `goal` or stands under it."""
    mine, on_ballot = view.is_mine(noun, thing), view.on_open_ballot(goal)

    def may(command):
        return view.may(command, goal["theme_id"], goal_id=goal["id"], author=mine, on_ballot=on_ballot)

    acts = {
        **{f"{verb}_{noun}": may(f"{verb}_{noun}") for verb in ("edit", "withdraw", "hide")},
        f"report_{noun}": may("report"),
        "reply": noun == "comment" and may("add_comment"),
        "add_comment-measure": noun == "measure" and may("add_comment"),
        "move_goal": noun == "goal" and len(view.themes) > 1 and may("move_goal"),
        "propose_measure": noun == "goal" and may("propose_measure"),
    }
    return frozenset(name for name, may in acts.items() if may)


def form_in(opened: str) -> tuple[str, int | None]:
    """Split the id of a form, such as "reply-12", into (name, id of what it is about)."""
    name, _, number = opened.rpartition("-")
    return (name, int(number)) if number.isdecimal() and len(number) < 10 else (opened, None)
