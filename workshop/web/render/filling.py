"""Template helpers: a form's key, a field's fault and value, a text's language, local times."""

import uuid
from collections.abc import MutableMapping
from typing import Any
from urllib.parse import urlencode

from flask import Flask, g, request
from flask.templating import Environment
from markupsafe import Markup

from workshop.language import clocks
from workshop.language.differences import differences
from workshop.language.faults import needed_sentence
from workshop.language.figures import choice_words, deciding_figures, names_of_figures, numbers_of
from workshop.language.links import link_parts
from workshop.language.markdown import to_html
from workshop.language.speech import language
from workshop.language.texts import lang_of, text_in
from workshop.language.whence import whence
from workshop.methods import way_of
from workshop.reading.codes import spaced
from workshop.templating import Templates
from workshop.web.http import forms
from workshop.web.view.acts import acts_on, form_in
from workshop.web.view.apart import told_apart
from workshop.web.view.families import family_mark, family_of, votes_of
from workshop.web.view.voting.terms import counted_by, voters_of


class PageTemplates(Templates, Environment):
    """Templates whose globals are one dict, to which nothing may be added once a template was loaded.

    Jinja's own map over two dicts is searched in Python, for each import of each page.
    """

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Return the globals of a template: those of all, and its own."""
        return {**self.globals, **(d or {})}


def register(app: Flask) -> None:
    """Offer these to all templates, also to imported macros."""
    app.jinja_env.globals.update(new_key=new_key, fault_in=fault_in, in_lang=in_lang)
    app.jinja_env.globals.update(when=clocks.when, time_left=clocks.time_left)
    app.jinja_env.globals.update(typed_in=typed_in, titled=titled, titled_rounds=titled_rounds)
    app.jinja_env.globals.update(needed=needed, needed_sentence=needed_sentence)
    app.jinja_env.globals.update(held=held, held_all=held_all, moved_on=moved_on, here=here)
    app.jinja_env.globals.update(acts_on=acts_on, form_in=form_in, told_apart=told_apart, whence=whence)
    app.jinja_env.globals.update(voters_of=voters_of, counted_by=counted_by)
    app.jinja_env.globals.update(family_of=family_of, family_mark=family_mark, votes_of=votes_of)
    app.jinja_env.globals.update(differences=differences)
    app.jinja_env.globals.update(names_of_figures=names_of_figures, deciding_figures=deciding_figures)
    app.jinja_env.globals.update(choice_words=choice_words, way_of=way_of, numbers_of=numbers_of)
    app.jinja_env.filters["local_time"] = clocks.local
    app.jinja_env.filters["day"] = clocks.day
    app.jinja_env.filters["spaced"] = spaced
    app.jinja_env.filters["stamp"] = clocks.stamp
    app.jinja_env.filters["clock"] = clocks.clock
    app.jinja_env.filters["link_parts"] = link_parts
    app.jinja_env.filters["markdown"] = to_html
    app.jinja_env.filters["short"] = short
    app.jinja_env.filters["text"] = lambda value: "" if value is None else str(value)


SHORT = 60


def here() -> str:
    """Return the address of this page, to ask for it in another language; without any secret that admits."""
    if request.method != "GET":
        page = forms.readable().get("page", "").split("#")[0]
        return page if forms.is_own_path(page) else "/"
    asked = [(name, value) for name, value in request.args.items(multi=True) if name not in ("lang", "key")]
    return f"{request.path}?{urlencode(asked)}" if asked else request.path


def new_key() -> str:
    """Return a new idempotency key for a form; "" where a part of a page is rendered alone."""
    return "" if g.get("keyless") else str(uuid.uuid4())


def fault_in(form: str, name: str) -> str | None:
    """Return what is wrong with a field of a form that was refused; None for nothing."""
    refused = g.get("refused")
    return refused.fault(name) if refused and refused.form == form else None


def needed(form: str, name: str) -> Markup:
    """Return the attributes of a required field; scripts show the sentence where it is empty."""
    return Markup(' required data-needed="{}"').format(needed_sentence(form, name.removesuffix("[]")))


def held(form: str, name: str, stored):
    """Return a field's value: what is stored, or what was typed where its form is shown again."""
    again = forms.typed_again()
    return again.held(name, stored) if again and again.form == form else stored


def held_all(form: str, name: str, stored: list) -> list:
    """Return the values of a multiple field, as texts."""
    again = forms.typed_again()
    stored = [str(value) for value in stored]
    return again.held_all(name, stored) if again and again.form == form else stored


def moved_on(form: str, prefix: str, stored: dict) -> bool:
    """Whether a refused form showed other values than are `stored` now, as after a change in another tab."""
    refused = g.get("refused")
    return bool(refused) and refused.form == form and refused.moved_on(prefix, stored)


def typed_in(form: str, *starts: str) -> bool:
    """Whether a refused form has input, or a fault, in the fields whose names start so."""
    refused = g.get("refused")
    if refused is None or refused.form != form:
        return False
    typed = any(value and name.startswith(starts) for name, value in refused.typed.items(multi=True))
    return typed or any(place.startswith(starts) for place, _ in refused.faults())


def titled(things: list[dict]) -> list[tuple[int, str, str]]:
    """Return things with titles as the options of a field: (id, title, language)."""
    return [(thing["id"], text_in(thing["title"]), lang_of(thing["title"])) for thing in things]


def titled_rounds(rounds: list) -> list[tuple[int, str, str]]:
    """Return rounds as the options of a field: (id, title, language)."""
    return [(one.id, text_in(one.title), lang_of(one.title)) for one in rounds]


def in_lang(slot: str | None) -> str:
    """Return the `lang` attribute of a text in another language than the page's; otherwise ""."""
    lang = (slot or "").split("-")[0]
    return Markup(' lang="{}"').format(lang) if lang and lang != language() else ""


def short(texts: dict[str, str]) -> dict[str, str]:
    """Return the first words of a text, in each of its languages, as a name for something without a title."""
    return {slot: _cut(" ".join(text.split())) for slot, text in texts.items()}


def _cut(text):
    return text if len(text) <= SHORT else text[:SHORT].rsplit(" ", 1)[0] + "…"
