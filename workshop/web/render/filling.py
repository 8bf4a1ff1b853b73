"""What templates ask while they fill in a page: a form's key, a field's fault, a text's language, a local time."""

import uuid
from urllib.parse import urlencode

from flask import Flask, g, request
from markupsafe import Markup

from workshop.language import clocks
from workshop.language.faults import needed_sentence
from workshop.language.speech import language
from workshop.language.texts import lang_of, text_in
from workshop.reading.codes import spaced
from workshop.web.http import forms
from workshop.web.view.acts import acts_on, form_in
from workshop.web.view.apart import told_apart


def register(app: Flask) -> None:
    """Offer these to all templates, also to imported macros."""
    app.jinja_env.globals.update(new_key=new_key, fault_in=fault_in, in_lang=in_lang)
    app.jinja_env.globals.update(when=clocks.when, time_left=clocks.time_left)
    app.jinja_env.globals.update(typed_in=typed_in, titled=titled)
    app.jinja_env.globals.update(needed=needed, needed_sentence=needed_sentence)
    app.jinja_env.globals.update(held=held, held_all=held_all, moved_on=moved_on, here=here)
    app.jinja_env.globals.update(acts_on=acts_on, form_in=form_in, told_apart=told_apart)
    app.jinja_env.filters["local_time"] = clocks.local
    app.jinja_env.filters["day"] = clocks.day
    app.jinja_env.filters["spaced"] = spaced
    app.jinja_env.filters["stamp"] = clocks.stamp
    app.jinja_env.filters["short"] = short
    app.jinja_env.filters["text"] = lambda value: "" if value is None else str(value)


SHORT = 60


def here() -> str:
    """Give the address of the page that is shown, for it to be asked for in another language; without what lets in."""
    if request.method != "GET":
        page = forms.readable().get("page", "").split("#")[0]
        return page if forms.is_own_path(page) else "/"
    asked = [(name, value) for name, value in request.args.items(multi=True) if name not in ("lang", "key")]
    return f"{request.path}?{urlencode(asked)}" if asked else request.path


def new_key() -> str:
    """Make the idempotency key of one form as it is shown; none where a part of a page is rendered alone."""
    return "" if g.get("keyless") else str(uuid.uuid4())


def fault_in(form: str, name: str) -> str | None:
    """Say what is wrong with a field, when its form was refused for it."""
    refused = g.get("refused")
    return refused.fault(name) if refused and refused.form == form else None


def needed(form: str, name: str) -> Markup:
    """Give the attributes of a field that must be filled in: scripts say the sentence when it is not."""
    return Markup(' required data-needed="{}"').format(needed_sentence(form, name.removesuffix("[]")))


def held(form: str, name: str, stored):
    """Give what a field holds: what is stored, or what was typed into it where its form is shown again."""
    again = forms.typed_again()
    return again.held(name, stored) if again and again.form == form else stored


def held_all(form: str, name: str, stored: list) -> list:
    """Give the values that a field of many holds, as texts."""
    again = forms.typed_again()
    stored = [str(value) for value in stored]
    return again.held_all(name, stored) if again and again.form == form else stored


def moved_on(form: str, prefix: str, stored: dict) -> bool:
    """Whether a refused form showed other values than are `stored` by now, as by another tab of the same person."""
    refused = g.get("refused")
    return bool(refused) and refused.form == form and refused.moved_on(prefix, stored)


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


def short(texts: dict[str, str]) -> dict[str, str]:
    """Give the first words of a text, in each of its languages: a name for what is too long to be one."""
    return {slot: _cut(" ".join(text.split())) for slot, text in texts.items()}


def _cut(text):
    return text if len(text) <= SHORT else text[:SHORT].rsplit(" ", 1)[0] + "…"
