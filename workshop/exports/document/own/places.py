"""The places of a template: names between braces, and nothing that computes."""

import io

from docxtpl import DocxTemplate
from jinja2 import TemplateSyntaxError, nodes
from jinja2.sandbox import SandboxedEnvironment

from workshop.exports.document.own.faults import TemplateFault

# The whole document stands where a paragraph says {{p document }}.
NEEDED = ("document",)
PLACES = {
    "address",
    "adopted_by",
    "adopted_on",
    "correction",
    "corrects",
    "document",
    "minutes",
    "organisation",
    "sha256",
    "state",
    "title",
    "unfinished",
}
HOLDS = (nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name)
SHOWN = {"document": "{{p document }}"}


def environment() -> SandboxedEnvironment:
    """Return a Jinja that knows no function, filter or test, and escapes what it is given."""
    made = SandboxedEnvironment(autoescape=True)
    made.globals.clear()
    made.filters.clear()
    made.tests.clear()
    return made


def faults_of_places(contents: bytes) -> list[TemplateFault]:
    """Return what is wrong with the places of a template whose package is in order."""
    found, named = [], set()
    for source in _sources(DocxTemplate(io.BytesIO(contents))):
        try:
            tree = environment().parse(source)
        except TemplateSyntaxError as error:
            found.append(TemplateFault("not_a_place", error.message or ""))
            continue
        found += [TemplateFault("not_a_place", type(each).__name__) for each in _nodes(tree) if type(each) not in HOLDS]
        named |= {each.name for each in tree.find_all(nodes.Name)}
    found += [TemplateFault("unknown", name) for name in sorted(named - PLACES)]
    found += [TemplateFault("missing", SHOWN[name]) for name in NEEDED if name not in named]
    return list(dict.fromkeys(found))


def _sources(template):
    """Return the XML that docxtpl takes for Jinja: body, headers, footers, footnotes and properties."""
    template.init_docx()
    yield template.patch_xml(template.get_xml())
    for uri in (template.HEADER_URI, template.FOOTER_URI):
        for _, part in template.get_headers_footers(uri):
            yield template.patch_xml(template.get_part_xml(part))
    for part in template.docx.part.package.parts:
        if part.content_type.endswith(("footnotes+xml", "endnotes+xml", "comments+xml")):
            yield template.patch_xml(part.blob.decode())
    properties = template.docx.core_properties
    for name in ("author", "comments", "identifier", "language", "subject", "title", "keywords", "category"):
        yield getattr(properties, name)


def _nodes(tree):
    yield tree
    for child in tree.iter_child_nodes():
        yield from _nodes(child)
