"""A document in an organisation's own template."""

import io

from docxtpl import DocxTemplate

from workshop.content import Content
from workshop.exports.document.docx import write_parts
from workshop.exports.document.front import known
from workshop.exports.document.own.faults import TemplateFault
from workshop.exports.document.own.package import faults_of, read_package
from workshop.exports.document.own.places import environment, faults_of_places
from workshop.exports.document.plain import plain
from workshop.exports.writer import Progress, unheard


def check_template(contents: bytes) -> list[TemplateFault]:
    """Return all that is wrong with a template; an empty list where it can be filled."""
    try:
        parts = read_package(contents)
    except ValueError as error:
        return [error.args[0]]
    # Its places are read only if the package is one that may be opened at all.
    return faults_of(parts) or faults_of_places(contents)


def fill_template(
    template: bytes, content: Content, languages: tuple[str, ...], *, beside: bool = False, told: Progress = unheard
) -> bytes:
    """Return the document in a template; raises ValueError(TemplateFault) where the template has become a bad one."""
    faults = check_template(template)
    if faults:
        raise ValueError(faults[0])
    lang, made, out = languages[0], DocxTemplate(io.BytesIO(template)), io.BytesIO()
    places = {"title": content.title[lang].text, "organisation": content.organisation[lang].text}
    places |= {name: value for name, _, value in known(content, lang)}
    subdocument = made.new_subdoc()
    write_parts(subdocument.subdocx, content, languages, beside=beside, told=told)
    filled = {name: plain(value) for name, value in places.items()} | {"document": subdocument}
    made.render(filled, jinja_env=environment(), autoescape=True)
    made.save(out)
    return out.getvalue()
