"""A ballot that is on its way while its voter is removed goes with them, or is refused: it is never counted."""

import threading
from uuid import uuid4

import pytest

from tests.commands.hall import found
from workshop.commands import ENGINE, Request
from workshop.errors import NotFound

pytestmark = pytest.mark.parametrize("database_kind", ["postgres"], indirect=True)


@pytest.mark.parametrize("secrecy", ["named", "confidential"])
@pytest.mark.parametrize("first", ["ballot", "removal"])
def test_a_ballot_that_meets_its_voters_removal_is_not_counted(database, secrecy, first):
    hall = found(database)
    [goal] = hall.goals(1)
    round_id = hall.opened("vote", method="approve", secrecy=secrecy, results="at_close")
    aino = hall.participant(hall.aino)
    removal = (hall.lead, Request(hall.slug, "remove_participants", str(uuid4()), {"participant_ids": [aino]}))
    cast = Request(hall.slug, "cast_ballot", str(uuid4()), {"round_id": round_id, "choices": {str(goal): 1}})
    one, other = ((hall.aino, cast), removal) if first == "ballot" else (removal, (hall.aino, cast))
    refused = []

    def beside():
        try:
            database.write(lambda session: ENGINE.carry_out_in(session, *other))
        except NotFound as refusal:
            refused.append(refusal)

    second = threading.Thread(target=beside)

    def slowly(session):
        ENGINE.carry_out_in(session, *one)
        second.start()
        # The other comes as far as the lock that this one holds, and waits there.
        second.join(1)
        assert second.is_alive()

    database.write(slowly)
    second.join(10)
    assert len(refused) == (first == "removal")
    hall.do(hall.lead, "close_round", round_id=round_id)
    assert hall.seen()["tallies"][str(round_id)]["voters"] == 0
