"""What templates ask while they fill in a page: a form's key, a field's fault, a text's language, a local time."""

import uuid
from datetime import datetime, timedelta

from flask import Flask, g
from flask_babel import format_datetime, gettext, ngettext
from markupsafe import Markup

from workshop.web import clocks
from workshop.web.languages import lang_of, language, text_in


def register(app: Flask) -> None:
    """Offer these to all templates, also to imported macros."""
    app.jinja_env.globals.update(new_key=new_key, fault_in=fault_in, in_lang=in_lang, when=when, time_left=time_left)
    app.jinja_env.globals.update(typed_in=typed_in, titled=titled)
    app.jinja_env.filters["local_time"] = clocks.local
    app.jinja_env.filters["spaced"] = spaced
    app.jinja_env.filters["stamp"] = stamp
    app.jinja_env.filters["short"] = short


# How each language writes a time in a sentence: later on the same day, and on another day.
AT = {"fi": "'klo'", "sv": "'kl.'", "en": "'at'"}
TIMES = {lang: f"{AT[lang]} {clock}" for lang, clock in clocks.CLOCKS.items()}
DATES = {"fi": "ccc d.M.y", "sv": "ccc 'den' d MMMM y", "en": "'on' ccc d MMMM y"}
DAYS = {lang: f"{date} {TIMES[lang]}" for lang, date in DATES.items()}
SHORT = 60
STAMPS = {lang: f"{date} {TIMES[lang]}" for lang, date in {"fi": "d.M.y", "sv": "d MMMM y", "en": "d MMMM y"}.items()}


def new_key() -> str:
    """Make the idempotency key of one form as it is shown."""
    return str(uuid.uuid4())


def fault_in(form: str, name: str) -> str | None:
    """Say what is wrong with a field, when its form was refused for it."""
    refused = g.get("refused")
    return refused.fault(name) if refused and refused.form == form else None


def typed_in(form: str, *starts: str) -> bool:
    """Whether a refused form has something typed in, or wrong with, the fields whose names start so."""
    refused = g.get("refused")
    if refused is None or refused.form != form:
        return False
    typed = any(value and name.startswith(starts) for name, value in refused.typed.items(multi=True))
    return typed or any(place.startswith(starts) for place, _ in refused.faults())


def titled(things: list[dict]) -> list[tuple[int, str, str]]:
    """Give things with titles as the options of a field: (id, words, language)."""
    return [(thing["id"], text_in(thing["title"]), lang_of(thing["title"])) for thing in things]


def in_lang(slot: str | None) -> str:
    """Give the `lang` attribute for a text in another language than the page; nothing for one in the same."""
    lang = (slot or "").split("-")[0]
    return Markup(' lang="{}"').format(lang) if lang and lang != language() else ""


def spaced(code: str) -> str:
    """Give a join code in two groups, as it is read aloud."""
    return f"{code[:4]} {code[4:]}"


def when(time: datetime, now: datetime) -> str:
    """Say a time as it stands in a sentence, without the day when that is today."""
    same = time.astimezone(clocks.ZONE).date() == now.astimezone(clocks.ZONE).date()
    return format_datetime(time, (TIMES if same else DAYS)[language()])


def stamp(time: datetime | str) -> str:
    """Say when something was written."""
    return format_datetime(clocks.moment(time), STAMPS[language()])


def short(texts: dict[str, str]) -> dict[str, str]:
    """Give the first words of a text, in each of its languages: a name for what is too long to be one."""
    return {slot: _cut(" ".join(text.split())) for slot, text in texts.items()}


def time_left(time: datetime, now: datetime) -> str:
    """Say how long it is until a time."""
    left = time - now
    minutes = int(left / timedelta(minutes=1))
    if minutes < 1:
        return gettext("less than a minute left")
    if minutes < 90:
        return ngettext("%(num)d minute left", "%(num)d minutes left", minutes)
    if left < timedelta(hours=48):
        return ngettext("%(num)d hour left", "%(num)d hours left", int(left / timedelta(hours=1)))
    return ngettext("%(num)d day left", "%(num)d days left", left.days)


def _cut(text):
    return text if len(text) <= SHORT else text[:SHORT].rsplit(" ", 1)[0] + "…"
