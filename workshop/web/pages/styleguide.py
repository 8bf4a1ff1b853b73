"""The style guide: a page with all components in all states, served during development."""

from datetime import UTC, datetime

from flask import Flask, g, render_template
from werkzeug.datastructures import MultiDict

from workshop import badges
from workshop.errors import Fault, Invalid
from workshop.language import badge_names
from workshop.web.http.forms import Refused
from workshop.web.render.scripts import words
from workshop.web.view.goal_list import GoalList
from workshop.web.view.sample import sample

COLOURS = (
    *("ground", "surface", "sunken", "text", "text-quiet", "edge", "edge-strong", "accent", "accent-strong"),
    *("accent-quiet", "on-accent", "focus", "good", "good-quiet", "bad", "bad-quiet", "notice", "on-notice"),
)
SIZES = ("display", "title", "large", "body", "small")
DOCKS = ("empty", "draft", "changed", "sending", "sent", "waiting", "refused", "closed")
STATES = ("saving", "saved", "waiting", "offline", "signed_out", "gone")


def register(app: Flask) -> None:
    """Serve the page if the settings say `development`."""
    if app.extensions["workshop"].settings.development:
        app.add_url_rule("/styleguide", "styleguide", styleguide)


def styleguide() -> str:
    """Show every component, and a refused form among them."""
    view = sample(datetime.now(UTC))
    typed = MultiDict({"page": "/styleguide", "title": "", "email": "aino(at)example.org", "key": "0"})
    faults = {"title": Fault("missing"), "email": Fault("not_an_address"), "stance": Fault("not_a_choice")}
    g.refused = Refused("sample", typed, Invalid.of(faults))
    said = {name: _sentence(words()[name]) for name in STATES}
    themes = [
        {"number": number, "colour": colour, "icon": icon, "title": {"en": str(badge_names.COLOURS[colour])}}
        for number, (colour, icon) in enumerate(zip(badges.COLOURS, badges.ICONS, strict=False), 1)
    ]
    docked = {name: _sentence(words().get(f"dock_{name}", words()["ballot_changed"])) for name in DOCKS[1:]}
    return render_template(
        "styleguide.html",
        view=view,
        colours=COLOURS,
        sizes=SIZES,
        said=said,
        docked={DOCKS[0]: "", **docked},
        listed=GoalList(view, MultiDict()),
        themes=themes,
    )


def _sentence(sentence):
    text = sentence if isinstance(sentence, str) else sentence[1]
    return text.replace("%(num)d", "2").replace("%(time)s", "14.03.22").replace("%(when)s", "14.03")
