"""A goal's page, with measures and comments, and the one form that is open on it."""

from flask import g, render_template, request

from workshop import policy
from workshop.language import labels
from workshop.language.speech import gettext as _
from workshop.language.speech import pair
from workshop.models import Goal
from workshop.queries.contributions.replies import Reply, replies_to
from workshop.queries.contributions.trail import Trail, trail_of
from workshop.web.app_context import place
from workshop.web.pages.frame import blueprint, look
from workshop.web.pages.goals.hidden import page_of_hidden
from workshop.web.render.fragments import only_if_new, render_parts
from workshop.web.render.scripts import labelled
from workshop.web.view.acts import form_in
from workshop.web.view.moderation import is_moderated
from workshop.web.view.snapshot_view import SnapshotView

PARTS = ("family", "originals", "trail")
# The forms of the page, by the noun that they are about.
FORMS = {
    "goal": ("edit_goal", "withdraw_goal", "hide_goal", "report_goal", "move_goal", "propose_measure"),
    "measure": ("edit_measure", "withdraw_measure", "hide_measure", "report_measure", "add_comment-measure"),
    "comment": ("edit_comment", "withdraw_comment", "hide_comment", "report_comment", "reply"),
}


@blueprint.get("/c/<slug>/goals/<int:number>")
def goal(slug: str, number: int):
    """Show one goal; `?open=reply-12` opens one of its forms, as links do where there is no script.

    `?part=` gives alone what its scripts ask for: its `family`, its `originals` as a card has them, or its `trail`.
    """
    view = look(slug)
    if number not in view.goals:
        # Its author reads why it was hidden, and may answer.
        return page_of_hidden(slug, "goal", number)
    found = view.goals[number]
    if request.args.get("part") in PARTS:
        shown = _trail(slug, number) if request.args["part"] == "trail" else None
        return only_if_new(render_parts("goals/_parts.html", view=view, goal=found, shown=shown))
    theme = next((one for one in view.themes if one["id"] == found["theme_id"]), None)
    opened = g.refused.form if g.get("refused") else request.args.get("open", "")
    return render_template(
        "goal.html",
        view=view,
        goal=found,
        theme=theme,
        opened=opened,
        lost=bool(g.get("refused")) and not _has_place(view, found, opened),
        beside=view.beside(found),
        waits=is_moderated(view, policy.COMMENT, found["theme_id"]),
        words=goal_words(),
        replies=_replies(slug, number),
        shown=_trail(slug, number) if "trail" in request.args else None,
    )


def goal_words() -> dict[str, str | list[str]]:
    """Return the sentences of the page's scripts by name; a pair is singular and plural."""
    return {
        "new_comments": pair("%(num)d new comment", "%(num)d new comments"),
        "new_replies": pair("%(num)d new reply", "%(num)d new replies"),
        "new_measures": pair("%(num)d new measure", "%(num)d new measures"),
        "opens_then": _("It opens %(when)s."),
        "thrown_away": _("What you wrote is not sent."),
        "gone_comment": _("A comment that is no longer here"),
        **labelled("stance", labels.STANCES),
    }


def _trail(slug: str, number: int) -> Trail:
    with place(slug) as (session, _consultation, me):
        return trail_of(session, session.get_one(Goal, number), me)


def _replies(slug: str, number: int) -> list[Reply]:
    with place(slug) as (session, _consultation, _me):
        return replies_to(session, number)


def _has_place(view: SnapshotView, goal: dict, opened: str) -> bool:
    """Whether the page can show this form in its place; otherwise it shows the input separately."""
    if opened == f"add_comment-{goal['id']}":
        return True
    name, number = form_in(opened)
    there = {
        "goal": [goal["id"]],
        "measure": [measure["id"] for measure in goal["measures"]],
        "comment": [comment["id"] for thing in (goal, *goal["measures"]) for comment in thing["comments"]],
    }
    return any(name in FORMS[noun] and number in there[noun] for noun in FORMS)
