"""What a page hands to its scripts: whose page it is, of which consultation, and the sentences that they say."""

import json
import re
from functools import cache

from flask import Flask
from flask_babel import get_domain
from flask_babel import gettext as _
from markupsafe import Markup, escape

from workshop.web import labels
from workshop.web.clocks import CLOCKS
from workshop.web.languages import language

# A clock time's parts, by their patterns, as scripts put them in.
PARTS = {"HH": "%(hh)s", "H": "%(h)s", "mm": "%(mm)s"}


def register(app: Flask) -> None:
    """Offer `live_of(seen)` to templates: the attributes of a live page's body."""
    app.jinja_env.globals["live_of"] = live_of


def live_of(seen, more: dict | None = None) -> Markup:
    """Give the attributes of the body of a page that its script keeps up to date; `more` are sentences of its own."""
    said = _written({**words(), **more}) if more else _said(language())
    return Markup(' data-slug="{}" data-me="{}/{}" data-words="{}"').format(seen.slug, seen.slug, seen.me.id, said)


@cache
def _said(lang):
    # The language is that of the request, and here it is what the sentences are kept under.
    return _written(words())


def _written(sentences):
    return escape(json.dumps(sentences, ensure_ascii=False))


def words() -> dict[str, str | list[str]]:
    """Give the sentences by name, in the reader's language; a pair is for one thing and for several."""
    return {
        "clock": clock_pattern(),
        "at_time": _("at %(time)s", time="%(time)s"),
        "on_day": _("on %(day)s %(time)s"),
        "time_left": _("%(left)s left"),
        "hours_left": pair("%(num)d hour left", "%(num)d hours left"),
        "days_left": pair("%(num)d day left", "%(num)d days left"),
        "closes": _("closes %(when)s"),
        "open_by_hand": _("open until a facilitator closes it"),
        "opens": _("opens %(when)s"),
        "not_open": _("not open yet"),
        "closed_at": _("closed %(when)s"),
        "closed": str(labels.STATES["closed"]),
        "shown_at": _("results shown %(when)s"),
        "next_opens": _("The next one opens %(when)s."),
        "saved": _("Saved %(time)s"),
        "saving": _("Saving…"),
        "trying": _("Not saved yet. Trying again…"),
        "held": _("Keep this page open until you see “Saved”."),
        "stuck_kept": _(
            "What you sent is kept in this browser. You may reload this page or come back later: it is sent then."
        ),
        "stuck_held": _("This browser can't keep what you sent. If you reload or close this page now, it is gone."),
        "copied": _("Copied."),
        "waiting": pair(
            "Waiting for the network. %(num)d thing is not sent yet.",
            "Waiting for the network. %(num)d things are not sent yet.",
        ),
        "online": _("The connection is back."),
        "offline": _("No connection. What you send waits here until it comes back."),
        "signed_out": _("You are signed out. What you wrote waits here until you are back."),
        "gone": _("You no longer take part here."),
        "needed": _("This is needed."),
        "new_goals": pair("%(num)d new goal", "%(num)d new goals"),
        "new_comments": pair("%(num)d new comment", "%(num)d new comments"),
        "comments": pair("%(num)d comment", "%(num)d comments"),
        "comment_on_this": _("Comment on this"),
        "no_comments": _("No comments"),
        "voted": pair("%(num)d person voted.", "%(num)d people voted."),
        "dots_left": pair("%(num)d dot left", "%(num)d dots left"),
        "dots_over": pair("%(num)d dot too many", "%(num)d dots too many"),
        "approve_left": pair("You may choose %(num)d more goal", "You may choose %(num)d more goals"),
        "approve_over": pair("%(num)d goal too many", "%(num)d goals too many"),
        "reason": _("Reason: %(reason)s", reason="%(reason)s"),
        "round_opened": _("Now open: %(title)s"),
        "round_closed": _("Closed: %(title)s"),
        "results_shown": _("The results are shown: %(title)s"),
        **{str(name): str(words) for name, words in labels.OPINIONS.items()},
        **labelled("kind", labels.KINDS),
        **labelled("status", labels.STATUSES),
        **labelled("notice", labels.NOTICES),
    }


def clock_pattern() -> str:
    """Give how a clock time is written in the reader's language."""
    hour, between, minute = re.fullmatch(r"(H+)(.)(m+)", CLOCKS[language()]).groups()
    return PARTS[hour] + between + PARTS[minute]


def labelled(prefix: str, words: dict) -> dict[str, str]:
    """Give the words for a fixed list of values, by the name of the list and the value."""
    return {f"{prefix}_{name}": str(sentence) for name, sentence in words.items()}


def pair(one: str, several: str) -> list[str]:
    """Give the two forms of a sentence; the number is put in by the script, which knows it."""
    translations = get_domain().get_translations()
    return [translations.ngettext(one, several, number) for number in (1, 2)]
