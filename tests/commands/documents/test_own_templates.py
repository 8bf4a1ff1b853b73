"""An organisation's templates go along with a copy of its consultation."""

from tests.commands.hall import Hall
from workshop.engine.request_state import place_of
from workshop.models import OwnTemplate
from workshop.operations.handing_out.own_templates import keep_template, remove_template, templates_of


def test_templates_go_along_with_a_copy_of_the_consultation_and_are_its_own(hall: Hall):
    hall.database.write(lambda session: keep_template(session, _me(hall, session), "oma.docx", b"contents"))
    copy = Hall(hall.database, hall.do(hall.lead, "copy_consultation")["slug"], hall.lead)
    with hall.database.read() as session:
        [kept] = templates_of(session, _me(hall, session))
    hall.database.write(lambda session: remove_template(session, _me(hall, session), kept.id))
    with hall.database.read() as session:
        [there] = templates_of(session, _me(copy, session))
        assert (there.name, session.get_one(OwnTemplate, there.id).contents) == ("oma.docx", b"contents")


def _me(hall, session):
    _, me = place_of(session, hall.slug, hall.lead)
    return me
