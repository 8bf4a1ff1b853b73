"""Two facilitators together have ballots sealed: which, for whom, until when, and what is refused."""

from datetime import timedelta
from uuid import uuid4

import gevent
import pytest
from sqlalchemy import select, update

from tests.exports.sealed.asking import ask, confirmed, make, me_of
from tests.nodes.auditor import RECIPIENT
from workshop.commands import Request, carry_out
from workshop.errors import Conflict, Forbidden, Invalid, NotFound
from workshop.models import AuditEntry, Round, SealedFile


def test_nobody_confirms_what_they_asked_for_themselves(council):
    sealed = ask(council, "dots confidential")
    with pytest.raises(Conflict) as refused:
        council.do("confirm_sealed_file", sealed_file_id=sealed)
    assert refused.value.reason == "sealed_file_own"
    with pytest.raises(Forbidden):
        council.do("confirm_sealed_file", 3, sealed_file_id=sealed)
    council.do("withdraw_sealed_file", sealed_file_id=sealed)


def test_who_is_joined_with_whoever_asked_does_not_confirm_it_either(council):
    council.join("Kaksi laitetta")
    double = len(council.members) - 1
    council.do("change_participant", participant_id=me_of(council, double), role="facilitator")
    sealed = ask(council, "dots confidential", member=double)
    council.do("join_participants", participant_id=me_of(council, 0), double_ids=[me_of(council, double)])
    with pytest.raises(Conflict) as refused:
        council.do("confirm_sealed_file", 0, sealed_file_id=sealed)
    assert refused.value.reason == "sealed_file_own"
    council.do("withdraw_sealed_file", sealed_file_id=sealed)


def test_it_is_confirmed_once_and_in_time(council):
    sealed = ask(council, "dots confidential")

    def pass_by(session):
        session.get_one(SealedFile, sealed).expires_at -= timedelta(hours=25)

    council.database.write(pass_by)
    with pytest.raises(Conflict) as refused:
        council.do("confirm_sealed_file", 0, sealed_file_id=sealed)
    assert refused.value.reason == "sealed_file_late"
    again = confirmed(council, "dots confidential")
    for command in ("confirm_sealed_file", "withdraw_sealed_file"):
        with pytest.raises(Conflict) as refused:
            council.do(command, 0, sealed_file_id=again)
        assert refused.value.reason == "sealed_file_confirmed"


def answer_of(council, member: int, command: str, sealed: int) -> str:
    """What somebody is answered."""
    try:
        council.do(command, member, sealed_file_id=sealed)
    except (Conflict, NotFound) as refusal:
        return refusal.code
    return "ok"


def test_of_two_who_confirm_at_once_or_withdraw_one_alone_is_obeyed(council):
    council.do("change_participant", participant_id=me_of(council, 1), role="facilitator")
    try:
        for pair in (["confirm_sealed_file"] * 2, ["confirm_sealed_file", "withdraw_sealed_file"]):
            sealed = ask(council, "score confidential")
            given = [
                gevent.spawn(answer_of, council, member, command, sealed)
                for member, command in zip((0, 1), pair, strict=True)
            ]
            answers = [each.get() for each in given]
            assert sorted(answers) in (["conflict", "ok"], ["not_found", "ok"]), answers
    finally:
        council.do("change_participant", participant_id=me_of(council, 1), role="member")


def test_what_is_not_confirmed_was_withdrawn_or_is_too_old_is_never_made(council, tmp_path):
    waiting = ask(council, "approve confidential")
    with pytest.raises(NotFound):
        make(council, waiting, tmp_path)
    council.do("withdraw_sealed_file", sealed_file_id=waiting)
    with pytest.raises(NotFound):
        council.do("confirm_sealed_file", 0, sealed_file_id=waiting)
    with pytest.raises(NotFound):
        make(council, waiting, tmp_path)
    old = confirmed(council, "approve confidential")

    def pass_by(session):
        session.get_one(SealedFile, old).confirmed_at -= timedelta(days=7)

    council.database.write(pass_by)
    with pytest.raises(NotFound):
        make(council, old, tmp_path)


@pytest.mark.parametrize("name", ["dots named", "dots secret", "dots confidential kept back"])
def test_only_confidential_ballots_of_votes_that_were_shown_are_sealed(council, name):
    with pytest.raises(Conflict) as refused:
        ask(council, "dots confidential", name)
    assert refused.value.reason == "ballots_not_sealed"


def test_voters_who_were_not_told_are_spared(council):
    number = council.rounds["opinion confidential"]

    def told(value):
        return lambda session: session.execute(update(Round).where(Round.id == number).values(audit_told=value))

    council.database.write(told(False))
    with pytest.raises(Conflict):
        ask(council, "opinion confidential")
    council.database.write(told(True))


@pytest.mark.parametrize("voters", [4, 5])
def test_whole_ballots_of_a_few_never_leave_though_their_figures_are_shown(council, voters):
    name, goal = f"of {voters}", str(council.goals["0"])
    about = {"method": "approve", "secrecy": "confidential", "results": "at_close"}
    round_ = council.rounds[name] = council.open("vote", {"fi": name}, **about)
    for member in range(1, 1 + voters):
        council.do("cast_ballot", member, round_id=round_, choices={goal: 1})
    council.do("close_round", round_id=round_)
    assert council.snapshot()["tallies"][str(round_)]["voters"] == voters
    if voters < 5:
        with pytest.raises(Conflict) as refused:
            ask(council, name)
        assert refused.value.reason == "ballots_not_sealed"
    else:
        council.do("withdraw_sealed_file", sealed_file_id=ask(council, name))


# The key is drawn anew for each run, so its last letter may be any.
MISTYPED = RECIPIENT[:-1] + ("p" if RECIPIENT.endswith("q") else "q")


@pytest.mark.parametrize(
    "recipient",
    ["age1", MISTYPED, "passphrase", "AGE-SECRET-KEY-1", "ssh-ed25519 AAAA"],
    ids=["begun", "mistyped", "passphrase", "secret key", "another kind"],
)
def test_it_is_sealed_for_a_public_key_alone(council, recipient):
    with pytest.raises(Invalid) as refused:
        ask(council, "approve confidential", recipient=recipient)
    assert refused.value.errors["recipient"].code == "not_a_recipient"


def test_the_audit_log_says_who_asked_and_confirmed_as_what_and_of_which_votes(council):
    sealed = confirmed(council, "rank confidential", "score confidential")
    council.do("withdraw_sealed_file", sealed_file_id=ask(council, "rank confidential"))
    seen = {each["id"]: each["number"] for each in council.snapshot()["rounds"]}
    numbers = sorted(seen[council.rounds[name]] for name in ("rank confidential", "score confidential"))
    with council.database.read() as session:
        entries = session.scalars(select(AuditEntry).order_by(AuditEntry.id)).all()
    own = [each for each in entries if each.details.get("number") == sealed and each.name.startswith("sealed")]
    assert [(each.name, each.actor_id) for each in own] == [
        ("sealed_file_asked", council.lead),
        ("sealed_file_confirmed", council.members[0]),
    ]
    assert {(each.details["rounds"], each.details["role"]) for each in own} == {
        (", ".join(map(str, numbers)), "facilitator")
    }
    assert entries[-1].name == "sealed_file_withdrawn"


def test_it_is_asked_for_under_a_key_once(council):
    asked = {"round_ids": [council.rounds["approve confidential"]], "reason": "x", "recipient": RECIPIENT}
    request = Request(council.slug, "ask_for_sealed_file", str(uuid4()), asked)
    first, again = (carry_out(council.database, council.lead, request).result for _ in range(2))
    assert first == again
