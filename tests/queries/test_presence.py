"""Presence: who listens anywhere is known, and only records that were written since are read again."""

from sqlalchemy import event, update

from tests.commands.conftest import database, hall
from tests.commands.hall import Hall
from workshop.engine.request_state import place_of
from workshop.models import Presence
from workshop.operations.presence import note_presence
from workshop.queries.presence import LASTS, people_in, records

__all__ = ["database", "hall"]


def test_only_what_was_recorded_since_is_read_again(hall: Hall):
    with hall.database.read() as session:
        here = place_of(session, hall.slug, hall.lead)[0].id
    aino, ville = hall.participant(hall.aino), hall.participant(hall.ville)
    read: list[str] = []

    def note(node, *people):
        hall.database.write(lambda session: note_presence(session, node, {here: list(people)}))

    def look(held):
        read.clear()
        with hall.database.read() as session:
            event.listen(session.get_bind(), "before_cursor_execute", lambda *about: read.append(about[2]))
            return records(session, here, held)

    note("one", aino)
    note("two", ville)
    first = look({})
    assert people_in(first) == {aino, ville}
    assert look(first) == first and not any("participant_ids" in each for each in read)
    note("two")
    note("three", aino, ville)
    second = look(first)
    assert {node: list(record.participant_ids) for node, record in second.items()} == {
        "one": [aino],
        "three": [aino, ville],
    }
    long_ago = update(Presence).where(Presence.node == "three").values(noted_at=second["three"].at - 2 * LASTS)
    hall.database.write(lambda session: session.execute(long_ago) and None)
    assert people_in(look(second)) == {aino}
