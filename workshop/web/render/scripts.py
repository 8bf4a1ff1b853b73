"""What a page passes to its scripts: the viewer, the consultation, the rules, and the sentences."""

import json
from functools import cache

from markupsafe import Markup, escape

from workshop import policy
from workshop.language import labels
from workshop.language.clocks import script_patterns
from workshop.language.speech import gettext as _
from workshop.language.speech import language, pair, translate
from workshop.methods import METHODS
from workshop.methods.terms import any_criterion


def live_of(view, more: dict | None = None, person: str = "") -> Markup:
    """Return the attributes of the body of a page that its script keeps up to date; `more` are its own sentences.

    By `person`, the viewer's mark, the browser knows what it keeps for them.
    """
    said = written({**words(), **more}) if more else _said(language())
    about = ' data-slug="{}" data-me="{}/{}" data-person="{}" data-rules={} data-words={} data-methods={}'
    return Markup(about).format(view.slug, view.slug, view.me.id, person, _rules(), said, _methods(language()))


@cache
def _rules():
    return written(policy.rules_for_pages())


@cache
def _said(lang):
    # `words` uses the request's language; here it is only the key of the cache.
    return written(words())


@cache
def _methods(lang):
    return written(methods())


def methods() -> dict[str, dict]:
    """Return what scripts must know of each way of voting, by name; its words are in the reader's language."""
    found = {}
    for name, own in METHODS.items():
        how = own.bound(any_criterion())
        found[name] = {
            "figures": {cell: translate(words) if words else "" for cell, words in how.figures.items()},
            "choices": {value: str(words) for value, words in labels.CHOICES[name].items()},
            "means": how.means,
            "bar": how.bar,
            "given": how.given,
            "most": how.most,
            "fewest": how.fewest,
            "net": how.net,
            "middle": how.middle,
            "points": how.points.kind if how.points else "",
            "parts": how.parts,
            "reason": how.reason and {"part": how.reason, "by": how.asks[0], "asked": how.asks[1]},
        }
        # To save bytes on phones: few have these.
        found[name] = {what: said for what, said in found[name].items() if said}
    return found


def written(value):
    """Return JSON as an attribute in single quotes: with every double quote escaped a page costs a phone more."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Markup("'" + str(escape(text)).replace("&#34;", '"') + "'")


def words() -> dict[str, str | list[str]]:
    """Return the sentences by name, in the reader's language; a pair is singular and plural."""
    return {
        **script_patterns(),
        "at_time": _("at %(time)s", time="%(time)s"),
        "on_day": _("on %(day)s %(time)s"),
        "time_left": _("%(left)s left"),
        "hours_left": pair("%(num)d hour left", "%(num)d hours left"),
        "days_left": pair("%(num)d day left", "%(num)d days left"),
        "closes": _("closes %(when)s"),
        "open_stopped": _("stays open while its clock is stopped"),
        "stopped": _("Clock stopped, %(left)s", left="%(left)s"),
        "last_minute": _("Less than a minute left: %(title)s"),
        "open_by_hand": _("open until a facilitator closes it"),
        "opens": _("opens %(when)s"),
        "not_open": _("not open yet"),
        "closed_at": _("closed %(when)s"),
        "closed": str(labels.STATES["closed"]),
        "shown_at": _("results shown %(when)s"),
        "next_opens": _("The next one opens %(when)s."),
        "others_here": pair("%(num)d other is here.", "%(num)d others are here."),
        "first_here": _("You are the first one here."),
        "proposed": pair("You have proposed %(num)d goal.", "You have proposed %(num)d goals."),
        "saved": _("Saved %(time)s"),
        "saving": _("Saving…"),
        "trying": _("Not saved yet. Trying again…"),
        "held": _("Keep this page open until you see “Saved”."),
        "stuck_kept": _("What you sent is kept in this browser and goes out later. You may reload or close this page."),
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
        "no_number": _("Write a whole number in digits."),
        "no_time": _("Write the whole day and time, or leave the field empty."),
        "needed": _("Fill this in."),
        "letters_left": pair("%(num)d character left", "%(num)d characters left"),
        "letters_over": pair("%(num)d character too many", "%(num)d characters too many"),
        "goals_found": pair("%(num)d goal", "%(num)d goals"),
        "new_goals": pair("%(num)d new goal", "%(num)d new goals"),
        "comments": pair("%(num)d comment", "%(num)d comments"),
        "comment_on_this": _("Comment on this"),
        "no_comments": _("0 comments"),
        "voted": pair("%(num)d person voted.", "%(num)d people voted."),
        "to_come": pair("%(num)d goal is still to come.", "%(num)d goals are still to come."),
        "few_voted": _("Fewer than %(num)s people voted, so no figures are shown.", num="%(num)s"),
        **dock_words(),
        **ballot_words(),
        "whence_table": pair("%(name)s, %(num)d person", "%(name)s, %(num)d people"),
        "whence_told": _("Heard by the facilitator from:"),
        "round_opened": _("Now open: %(title)s"),
        "round_closed": _("Closed: %(title)s"),
        "results_shown": _("The results are shown: %(title)s"),
        **labelled("writing", labels.WRITING),
        **labelled("kind", labels.KINDS),
        **labelled("begun", labels.BEGUN),
        **labelled("status", labels.STATUSES),
        **labelled("measure_type", labels.MEASURE_TYPES),
        **{f"kind_{kind}_measures": str(words) for kind, words in labels.KINDS_ON_MEASURES.items()},
        **{f"begun_{kind}_measures": str(words) for kind, words in labels.BEGUN_ON_MEASURES.items()},
    }


def dock_words() -> dict[str, str | list[str]]:
    """Return the sentences of the docks of forms that add something, in each of their states."""
    return {
        "dock_draft": _("Draft. Not sent yet."),
        "dock_sending": _("Sending…"),
        "dock_sent": _("Saved %(when)s"),
        "dock_waiting": _("No connection. What you sent waits here."),
        "dock_refused": _("This was not saved."),
        "dock_closed": _("The round has ended. This was not sent."),
    }


def ballot_words() -> dict[str, str | list[str]]:
    """Return the sentences of a ballot's dock in each of its states, and of what becomes of a vote afterwards."""
    return {
        "ballot_draft": _("You have not voted yet."),
        "ballot_sending": _("Your vote is being sent…"),
        "ballot_waiting": _("Waiting for the network. Your vote is not sent yet."),
        "ballot_sent": _("Your vote is saved."),
        "ballot_sent_at": _("Your vote was saved %(when)s."),
        "ballot_changed": _("Your changes are not sent."),
        "ballot_refused": _("Your vote was not saved."),
        "ballot_refused_change": _("Your changes were not saved. What you sent before counts."),
        "ballot_counted": _("The round has ended. What you sent was counted."),
        "ballot_counted_at": _("The round has ended. What you sent %(when)s was counted."),
        "ballot_not_cast": _("The round has ended. You did not vote."),
        "ballot_elsewhere": _("You have voted on another device or page. What stands here was not sent."),
        "ballot_late": _("Your changes were not counted."),
        "ballot_unsent": _("What stands here was not sent."),
        "ballot_practised": _("The practice is over. Nothing of it was counted."),
        "ballot_unordered": _("Give the places from 1 on: none twice, and leave none out."),
        "ballot_found": pair("%(num)d is shown", "%(num)d are shown"),
        "ballot_empty": _("Nothing is chosen yet, so there is nothing to send."),
        "ballot_cast": _("Cast my vote"),
        "ballot_send": _("Send the changes"),
        "ballot_given_at": _("It was saved %(when)s."),
        "confirmed_voters": _("whom a facilitator has confirmed"),
        "card_voters": _("who have a card"),
        **labelled("voters", labels.VOTERS),
        **labelled("counted_by", labels.COUNTED_BY),
        **{f"{name}_{said}": pair(*each) for name, how in METHODS.items() for said, each in how.dock.items()},
        "results_here": _("The results are here: show"),
        "written_here": _("What was written is here: show"),
        "everybody_here": _("A facilitator asks everybody to look at this: show"),
        "round_ended": _("The round has ended: show"),
        "begun_revealed": _("The results are shown"),
    }


def labelled(prefix: str, words: dict) -> dict[str, str]:
    """Return the words for the values of a fixed list, by the list's prefix and the value."""
    return {f"{prefix}_{name}": str(sentence) for name, sentence in words.items()}
