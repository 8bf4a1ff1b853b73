"""Cards: each is one seat, taken once and given back; its code is kept nowhere, and it votes once in a round."""

import json
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from gevent.pool import Pool
from sqlalchemy import select, text, update

from tests.commands.hall import Hall, one
from workshop.admission import code_of_card
from workshop.commands.joining import Joined, join
from workshop.errors import AlreadyVoted, CardHasVoted, Conflict, Forbidden, NotFound
from workshop.models import Base, Card
from workshop.operations.people.seats import forget_old_codes


def codes(hall: Hall, number: int = 1) -> list[str]:
    """Make cards, and return their codes."""
    made = hall.do(hall.lead, "make_cards", workshop_id=hall.workshop, number=number)["card_ids"]
    with hall.database.read() as session:
        return [code_of_card("", session.get_one(Card, each).seed) for each in made]


def come(hall: Hall, code: str, name: str = "Kortin haltija", account: int | None = None) -> Joined:
    """Join with a code."""
    return join(hall.database, {"code": code, "name": name}, str(uuid4()), account_id=account, lang="fi")


def refused(hall: Hall, code: str, **more) -> str:
    """The reason for which a code admits nobody."""
    with pytest.raises(Conflict) as refusal:
        come(hall, code, **more)
    return refusal.value.reason


def cards(hall: Hall) -> list[tuple[int, str]]:
    """The cards as facilitators see them."""
    return [(each["number"], each["state"]) for each in hall.seen()["cards"] if not each.get("removed")]


def vote(hall: Hall, **more) -> int:
    """Open a vote."""
    terms = {"method": "approve", "secrecy": "confidential", "results": "at_close", "totals": "always", **more}
    number = hall.do(hall.lead, "create_round", kind="vote", title="Äänestys", **terms)["round_id"]
    hall.do(hall.lead, "open_round", round_id=number)
    return number


def cast(hall: Hall, account: int, round_id: int, choice: int | None = 1) -> dict:
    """Choose, or take back, the first goal of a ballot."""
    goal = one(hall.seen()["rounds"], round_id)["goal_ids"][0]
    return hall.cast(account, round_id, **{f"g{goal}": choice})


def test_a_card_is_a_seat_that_one_takes_and_nobody_else(hall: Hall):
    first, second = codes(hall, 2)
    holder = come(hall, first)
    assert cards(hall) == [(1, "taken"), (2, "free")]
    assert hall.seen(holder.account.id)["me"]["participant"]["card_id"] == hall.seen()["cards"][0]["id"]
    assert refused(hall, first) == "card_taken"
    assert refused(hall, second, account=holder.account.id) == "card_already"
    assert come(hall, first, account=holder.account.id).participant.id == holder.participant.id, "the same device"


def test_of_many_at_once_one_takes_a_card(hall: Hall):
    [code] = codes(hall)

    def try_it(number):
        try:
            return come(hall, code, f"Tulija {number}").participant.id
        except Conflict as refusal:
            return refusal.reason

    came = Pool(8).map(try_it, range(8))
    assert sorted(map(str, came))[1:] == ["card_taken"] * 7
    assert len(hall.seen()["participants"]) == 4


def test_who_takes_part_already_takes_a_seat_too(hall: Hall):
    [code] = codes(hall)
    before = hall.participant(hall.aino)
    assert come(hall, code, account=hall.aino).participant.id == before
    assert cards(hall) == [(1, "taken")]


def test_a_locked_workshop_admits_cards(hall: Hall):
    [code] = codes(hall)
    hall.do(hall.lead, "lock_workshop", workshop_id=hall.workshop)
    come(hall, code)


def test_given_back_the_next_holder_is_somebody_new(hall: Hall):
    [code] = codes(hall)
    first = come(hall, code)
    hall.opened("propose")
    hall.do(first.account.id, "propose_goal", theme_id=hall.theme, title="Ensimmäisen")
    hall.do(first.account.id, "give_back_my_card")
    assert cards(hall) == [(1, "given_back")]
    with pytest.raises(NotFound):
        hall.seen(first.account.id)
    # Also on the device that the first one has used.
    second = come(hall, code, account=first.account.id)
    assert second.participant.id != first.participant.id and second.account.id != first.account.id
    assert hall.seen(second.account.id)["me"]["mine"]["goals"] == []


def test_a_facilitator_gives_a_card_back_for_its_holder_and_nobody_else_may(hall: Hall):
    [code] = codes(hall)
    holder, card = come(hall, code), hall.seen()["cards"][0]["id"]
    for account in (hall.aino, holder.account.id):
        with pytest.raises(Forbidden):
            hall.do(account, "give_back_card", card_id=card)
    hall.do(hall.lead, "give_back_card", card_id=card)
    assert cards(hall) == [(1, "given_back")]
    for command in ({"name": "give_back_card", "card_id": card}, {"name": "give_back_my_card"}):
        with pytest.raises(Conflict) as refusal:
            hall.do(hall.lead, command.pop("name"), **command)
        assert refusal.value.reason == "no_card"


def test_whoever_signs_in_with_an_address_stays_without_the_card(hall: Hall):
    [code] = codes(hall)
    come(hall, code, account=hall.lead)
    hall.do(hall.lead, "give_back_my_card")
    assert hall.seen()["me"]["participant"]["card_id"] is None and cards(hall) == [(1, "given_back")]


def test_who_leaves_gives_the_card_back_and_who_is_removed_does_not(hall: Hall):
    first, second = codes(hall, 2)
    leaving, removed = come(hall, first), come(hall, second)
    hall.do(leaving.account.id, "leave")
    hall.do(hall.lead, "remove_participant", participant_id=removed.participant.id)
    assert cards(hall) == [(1, "given_back"), (2, "taken")]
    assert refused(hall, second) == "card_taken", "whoever was removed has the card still"
    hall.do(hall.lead, "give_back_card", card_id=hall.seen()["cards"][1]["id"])
    come(hall, second)


def test_a_card_that_was_taken_away_admits_nobody(hall: Hall):
    [code] = codes(hall)
    holder, card = come(hall, code), hall.seen()["cards"][0]["id"]
    hall.do(hall.lead, "remove_card", card_id=card)
    assert cards(hall) == []
    with pytest.raises(NotFound):
        hall.seen(holder.account.id)
    with pytest.raises(NotFound):
        come(hall, code)


def test_who_turns_out_to_be_one_person_keeps_one_card(hall: Hall):
    first, second = codes(hall, 2)
    held, other = come(hall, first), come(hall, second)
    stays = hall.participant(hall.aino)
    doubles = [held.participant.id, other.participant.id]
    hall.do(hall.lead, "join_participants", participant_id=stays, double_ids=doubles)
    assert cards(hall) == [(1, "taken"), (2, "given_back")]
    assert hall.seen(hall.aino)["me"]["participant"]["card_id"] == hall.seen()["cards"][0]["id"]


@pytest.mark.parametrize("secrecy", ["named", "confidential", "secret"])
def test_a_card_votes_once_in_a_round_whoever_has_it(hall: Hall, secrecy):
    hall.goals(1)
    [code] = codes(hall)
    number, first = vote(hall, secrecy=secrecy), come(hall, code)
    cast(hall, first.account.id, number)
    hall.do(first.account.id, "give_back_my_card")
    second = come(hall, code)
    with pytest.raises(CardHasVoted) as refusal:
        cast(hall, second.account.id, number)
    assert isinstance(refusal.value, AlreadyVoted)
    assert hall.seen(second.account.id)["me"]["participant"]["card_voted"] == [number]
    cast(hall, second.account.id, vote(hall, secrecy=secrecy))
    hall.do(hall.lead, "close_round", round_id=number)
    turnout = hall.seen()["tallies"][str(number)]["turnout"]
    assert (turnout["entitled"], turnout["voted"]) == (4, 1), "the first holder and no second"


def test_who_took_every_choice_back_leaves_the_vote_to_the_next_holder(hall: Hall):
    hall.goals(1)
    [code] = codes(hall)
    number, first = vote(hall), come(hall, code)
    cast(hall, first.account.id, number)
    cast(hall, first.account.id, number, None)
    hall.do(first.account.id, "give_back_my_card")
    cast(hall, come(hall, code).account.id, number)


def test_whose_ballot_stands_changes_it_with_whatever_card(hall: Hall):
    hall.goals(1)
    first, second = codes(hall, 2)
    number = vote(hall)
    cast(hall, hall.lead, number)
    come(hall, first, account=hall.lead)
    cast(hall, hall.lead, number)
    hall.do(hall.lead, "give_back_my_card")
    cast(hall, come(hall, first).account.id, number)
    come(hall, second, account=hall.lead)
    cast(hall, hall.lead, number)


def test_a_round_for_cards_alone_counts_those_who_have_one(hall: Hall):
    hall.goals(1)
    codes_ = codes(hall, 3)
    first, second = (come(hall, code) for code in codes_[:2])
    number = vote(hall, secrecy="named", electorate={"cards": True})
    for account in (hall.aino, hall.lead):
        with pytest.raises(Forbidden):
            cast(hall, account, number)
    cast(hall, first.account.id, number)
    hall.do(first.account.id, "give_back_my_card")
    third = come(hall, codes_[0])
    with pytest.raises(CardHasVoted):
        cast(hall, third.account.id, number)
    hall.do(hall.lead, "close_round", round_id=number)
    turnout = hall.seen()["tallies"][str(number)]["turnout"]
    assert (turnout["entitled"], turnout["voted"]) == (2, 1), "two cards, of which one has voted"
    assert second.participant.id


def test_a_ballot_of_doubles_keeps_the_card_that_voted(hall: Hall):
    hall.goals(1)
    [code] = codes(hall)
    number, holder = vote(hall, secrecy="named", results="live"), come(hall, code)
    cast(hall, hall.aino, number)
    cast(hall, holder.account.id, number)
    stays = hall.participant(hall.aino)
    hall.do(hall.lead, "join_participants", participant_id=stays, double_ids=[holder.participant.id])
    assert hall.seen(hall.aino)["me"]["voted"] == [number]
    hall.do(hall.aino, "give_back_my_card")
    with pytest.raises(CardHasVoted):
        cast(hall, come(hall, code).account.id, number)


def everything(hall: Hall) -> str:
    """All that the database holds, in words."""
    with hall.database.read() as session:
        tables = (session.execute(text(f'SELECT * FROM "{name}"')).all() for name in Base.metadata.tables)
        return json.dumps([[str(value) for row in rows for value in row] for rows in tables], ensure_ascii=False)


def test_the_codes_are_kept_nowhere_and_nobody_can_derive_them_after_printing(hall: Hall):
    made = codes(hall, 3)
    come(hall, made[0])
    assert not any(code in everything(hall) for code in made)
    hall.do(hall.lead, "finish_cards", workshop_id=hall.workshop)
    assert [each["printed"] for each in hall.seen()["cards"]] == [True] * 3
    with hall.database.read() as session:
        assert set(session.scalars(select(Card.seed).where(Card.workshop_id == hall.workshop))) == {None}
    come(hall, made[1])


def test_codes_that_nobody_says_to_be_printed_are_forgotten_after_a_day(hall: Hall):
    codes(hall, 2)
    here = hall.seen()["consultation"]["id"]
    forget_old_codes(hall.database, here)
    assert [each["printed"] for each in hall.seen()["cards"]] == [False] * 2
    long_ago = update(Card).where(Card.workshop_id == hall.workshop).values(made_at=datetime(2020, 1, 1, tzinfo=UTC))
    hall.database.write(lambda session: session.execute(long_ago) and None)
    forget_old_codes(hall.database, here)
    assert [each["printed"] for each in hall.seen()["cards"]] == [True] * 2


def test_a_workshop_has_only_so_many_cards(hall: Hall):
    for _ in range(5):
        codes(hall, 200)
    with pytest.raises(Conflict) as refusal:
        codes(hall)
    assert refusal.value.reason == "cards_full"


def test_nobody_but_facilitators_sees_cards(hall: Hall):
    codes(hall, 2)
    assert hall.seen(hall.aino)["cards"] == []
