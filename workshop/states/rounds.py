"""The state of a round."""

from typing import Annotated, Any

from pydantic import BeforeValidator, Field, WithJsonSchema

from workshop.states.state import State, Texts, Time

CRITERION = {
    "type": "object",
    "properties": {
        "key": {"type": "string"},
        "title": {"type": "object", "additionalProperties": {"type": "string"}},
    },
    "required": ["key", "title"],
    "additionalProperties": False,
}


_PROVEN = ("commitment", "salt", "total_commitment", "total_salt")
PROOF = {
    "type": "object",
    "properties": {name: {"type": ["string", "null"]} for name in _PROVEN},
    "required": [*_PROVEN],
    "additionalProperties": False,
}


class RoundState(State):
    """A round. `state` is planned, open, closed or revealed; whether it is open now follows from it, times and clock.

    `goal_ids` are the goals on the ballot, fixed when the round opens. `commitment` is SHA-256 over `salt`, which is
    published with the results, and the canonical figures. `called_at` is when titles and numbers of the goals voted on
    were recorded. `totals`: whether figures of fewer than `threshold` voters are kept back; `withheld`: they are, for
    good.

    It runs in all of `workshop_ids`, of which `workshop_id` is the first. `subject`: it is about goals or measures;
    `measure_ids` are those on the ballot. `paused_at` is since when its clock stands. `moderated`: what members write
    in it waits until a facilitator publishes it.

    `paper` is `open` while ballots on paper are entered, and `complete` when all of them are in. `commitment` then is
    to the figures of devices alone, and `paper_proof` has those to the figures of paper and of both together.

    `to_choose` are the conditions that a copy could not take over, by the arguments that choose them (`theme_ids`,
    `electorate.bodies` …): until they are chosen anew the round can't be opened.
    """

    key: str
    workshop_id: int | None
    workshop_ids: list[int]
    kind: str
    title: Texts
    instructions: Texts
    subject: str
    contributions: str
    moderated: bool
    reaches_wall: str
    theme_ids: list[int]
    goal_ids: list[int]
    measure_ids: list[int]
    on_ballot: Annotated[str | dict[str, Any], BeforeValidator(lambda value: value or "all")]
    cap: int | None
    criteria: list[Annotated[dict[str, Any], WithJsonSchema(CRITERION)]] | None
    electorate: dict[str, Any] | None
    quorum: int | None
    pass_mark: int | None
    breakdowns: list[str] | None
    practice: bool
    question: Texts
    to_choose: Annotated[list[str], BeforeValidator(lambda value: value or [])]
    method: str | None
    points: int | None
    secrecy: str | None
    results: str | None
    minutes: int | None
    threshold: int
    totals: str | None
    withheld: bool
    state: str = Field(validation_alias="phase")
    opens_at: Time | None
    closes_at: Time | None
    opened_at: Time | None
    closed_at: Time | None
    revealed_at: Time | None
    called_at: Time | None
    paused_at: Time | None
    position: int
    number: int
    commitment: str | None
    salt: str | None
    paper: str | None
    paper_proof: Annotated[dict[str, Any], WithJsonSchema(PROOF)] | None
