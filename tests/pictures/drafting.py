"""The document of the pictures: written, adopted, and commented on by those who take part."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from tests.exports.documents.test_own_template import template as own_template

if TYPE_CHECKING:
    from tests.pictures.stage import Stage

DOCUMENT = {"fi": "Painopisteet 2027–2030", "sv": "Tyngdpunkter 2027–2030"}
PARAGRAPHS = (
    ("introduction", {"fi": "Painopisteet valmisteltiin **avoimesti** kahdessa työpajassa.", "sv": "Öppet."}),
    ("introduction", {"fi": "- verkostot kommentoivat luonnosta\n- hallitus hyväksyi"}),
    ("follow_up", {"fi": "Toteutumista seurataan vuosittain.", "sv": "Genomförandet följs upp årligen."}),
)


def write_document(do: Callable[..., dict], goals: Sequence[int]) -> str:
    """Write a document by a facilitator's commands, adopt it and begin a correction; return its lasting address."""
    do("create_document", title=DOCUMENT, languages=["fi", "sv"])
    for goal in goals:
        do("include_goal", goal_id=goal)
    for section, text in PARAGRAPHS:
        do("add_paragraph", section=section, text=text)
    for state in ("for_comment", "proposed"):
        do("advance_document", state=state)
    about = {
        "body": {"fi": "Hallitus", "sv": "Styrelsen"},
        "date": "2026-04-25",
        "minutes": "§ 12",
        "unfinished": "Ruotsinnos tulee.",
    }
    address = do("adopt_document", **about)["address"]
    do("correct_document", reason="Toisen kappaleen vuosiluku oli väärä.")
    return f"/d/{address}"


def keep_template(stage: "Stage") -> None:
    """Keep an organisation's own Word template, in the place of the one that was kept before."""
    template = own_template("{{ organisation }}", "{{ title }}", "{{p document }}")
    path, file = f"/c/{stage.slug}/document/templates", ("Kuntaliiton pohja.docx", template)
    kept = stage.lead.request("POST", path, files={"template": file}, allow_redirects=False)
    assert kept.status_code == 303, kept.text[:300]


def comment_on_document(stage: "Stage", goal: int) -> None:
    """Let a body answer as a body, and somebody suggest another wording; one suggestion is accepted already."""
    first, second = stage.people[:2]
    body = stage.lead.snapshot(stage.slug)["bodies"][0]["id"]
    stage.do("name_spokesperson", participant_id=first.participant["id"], body_id=body)
    about = {"text": "Pidämme tätä tärkeänä ja ehdotamme selvempää muotoilua.", "body_id": body}
    said = {
        "goal_id": goal,
        "lang": "fi",
        "suggestion": "Valtionosuudet tunnustavat pitkät etäisyydet ja harvan asutuksen",
    }
    first.done(stage.slug, "add_draft_comment", **said, **about)
    second.done(stage.slug, "add_draft_comment", goal_id=goal, text="Hyvä näin.")
    added = stage.do("add_paragraph", section="follow_up", text={"fi": "Hallitus raportoi vuosittain."})
    about = {"paragraph_id": added["paragraph_id"], "lang": "fi", "suggestion": "Hallitus raportoi kahdesti vuodessa."}
    made = second.done(stage.slug, "add_draft_comment", **about)
    stage.do("decide_suggestion", **made, accept=True, reason="Verkostot toivoivat tätä.")
