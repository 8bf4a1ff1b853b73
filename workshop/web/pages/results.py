"""The results: the figures of revealed rounds, as tables with bars."""

from flask import render_template

from workshop.language import labels
from workshop.language.speech import gettext as _
from workshop.language.speech import pair
from workshop.queries.documents.shown import state_seen
from workshop.web.app_context import place
from workshop.web.pages.frame import blueprint, look
from workshop.web.render.scripts import labelled


@blueprint.get("/c/<slug>/results")
def results(slug: str):
    """Show the figures that may be seen, and links to download them."""
    view = look(slug)
    with place(slug) as asked:
        document = state_seen(*asked)
    return render_template(
        "results.html",
        view=view,
        document=document,
        counted=[view.count(one) for one in view.counted_rounds],
        waiting=view.waiting_rounds,
        withheld=view.withheld_rounds,
        words=results_words(),
    )


def results_words() -> dict[str, str | list[str]]:
    """Return the sentences of the page's scripts by name; a pair is singular and plural."""
    return {
        "called_then": _("Titles and numbers as they were on %(time)s.", time="%(time)s"),
        "stood": _("As it stood on %(time)s.", time="%(time)s"),
        "voters": pair("%(num)d voter", "%(num)d voters"),
        **labelled("broken", labels.BREAKDOWNS),
        "persons": _("One person, one vote"),
        "hidden": _("hidden"),
        "goal": _("Goal"),
        "measure": _("Measure"),
        "turnout": _("%(voted)s of the %(entitled)s who may vote did.", voted="%(voted)s", entitled="%(entitled)s"),
        "quorum_reached": _("The quorum of %(number)s voters was reached.", number="%(number)s"),
        "quorum_missed": _("The quorum of %(number)s voters was not reached.", number="%(number)s"),
        "pass_mark": pair(
            "Pass mark %(mark)s: %(num)d goal reached it.", "Pass mark %(mark)s: %(num)d goals reached it."
        ),
        "no_body": _("No body"),
        "removed_body": _("A body that was removed"),
        "sharing": pair("%(num)d shares the first place.", "%(num)d share the first place."),
        "high_on_both": pair(
            "%(num)d is in the upper half on both criteria: %(goals)s.",
            "%(num)d are in the upper half on both criteria: %(goals)s.",
        ),
        "none_high": _("None is in the upper half on both criteria."),
        "beats_all": _("More ballots put %(goal)s before each other one than behind it.", goal="%(goal)s"),
        "beats_none": _("None is put before each other one by more ballots than behind it."),
        "small": pair(
            "A hatched cell stands for figures that are hidden: groups of fewer than %(num)d voter, groups in which "
            "all chose alike, and others from which these could be worked out.",
            "A hatched cell stands for figures that are hidden: groups of fewer than %(num)d voters, groups in which "
            "all chose alike, and others from which these could be worked out.",
        ),
    }
