"""A template that is removed while somebody asks for a file in it: the file is cancelled, or refused, and no fault."""

import threading

import pytest
from sqlalchemy import select

from tests.commands.hall import found
from workshop.engine.request_state import place_of
from workshop.errors import NotFound
from workshop.models import Export
from workshop.operations.handing_out.exports import CANCELLED, Asked, ask_for_export
from workshop.operations.handing_out.own_templates import keep_template, remove_template, templates_of

pytestmark = pytest.mark.parametrize("database_kind", ["postgres"], indirect=True)


@pytest.mark.parametrize("first", ["request", "removal"])
def test_a_file_that_meets_the_removal_of_its_template_is_cancelled_or_refused(database, first):
    hall = found(database)

    def me(session):
        return place_of(session, hall.slug, hall.lead)[1]

    database.write(lambda session: keep_template(session, me(session), "oma.docx", b"contents"))
    with database.read() as session:
        [kept] = templates_of(session, me(session))
    about = Asked("document.docx", "fi", ("fi",), template_id=kept.id)

    def ask(session):
        ask_for_export(session, me(session), about, "key")

    def remove(session):
        remove_template(session, me(session), kept.id)

    one, other = (ask, remove) if first == "request" else (remove, ask)
    refused = []

    def beside():
        try:
            database.write(other)
        except NotFound as refusal:
            refused.append(refusal)

    second = threading.Thread(target=beside)

    def slowly(session):
        one(session)
        session.flush()
        second.start()
        # The other comes as far as what this one holds, and waits there.
        second.join(1)
        assert second.is_alive()

    database.write(slowly)
    second.join(10)
    assert len(refused) == (first == "removal")
    with database.read() as session:
        exports = session.execute(select(Export.state, Export.template_id)).all()
        assert exports == ([(CANCELLED, None)] if first == "request" else [])
        assert templates_of(session, me(session)) == []
