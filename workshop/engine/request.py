"""The request for a command, and its answer."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from workshop.config.ceilings import DEFAULTS, Ceilings
from workshop.engine.arguments import Model, read_arguments
from workshop.errors import Invalid
from workshop.fields import canonical
from workshop.leaving import Leaving
from workshop.models import Event

KEY = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


@dataclass(frozen=True)
class Request:
    """A request for a command; `form`: all values are strings. `raw` is None where the body is malformed JSON.

    `sent` is what the fingerprint is made from where that is not `raw`: the fields of a form as they were sent.
    `secret_key` is the installation's, for what is derived from it.
    """

    slug: str
    name: str
    key: str | None
    raw: Any
    form: bool = False
    sent: Any = None
    ceilings: Ceilings = DEFAULTS
    secret_key: str = field(default="", repr=False)

    @property
    def keyed(self) -> bool:
        """Whether the key is well-formed, so that it may be stored."""
        return self.key is not None and KEY.fullmatch(self.key) is not None


class Proof(NamedTuple):
    """What shows that a request comes from its account: the stamp in its cookie, or the (id, nonce) of its token."""

    stamp: str | None = None
    token: tuple[int, str] | None = None


class Asked(NamedTuple):
    """A request, and the account that gives it; without `proof` that was read from the database before."""

    account_id: int
    request: Request
    proof: Proof | None = None


@dataclass(frozen=True)
class Answer:
    """The answer to a command; `events` are those in the actor's audiences.

    `me_version` is the version that a ballot gave to the participant's own part; it is not stored, so a replayed answer
    has none. `quiet`: nothing was logged, also not by due rounds that were opened or closed on the way.
    """

    consultation_id: int
    revision: int
    events: Sequence[Event | Leaving]
    result: dict[str, Any]
    replayed: bool = False
    me_version: int | None = None
    quiet: bool = False


def fingerprint_of(request: Request) -> str | None:
    """Return the hash of the arguments (SHA-256, hex), which tells a retry from another request under the same key."""
    sent = request.raw if request.sent is None else request.sent
    return None if sent is None else hashlib.sha256(canonical(sent)).hexdigest()


def read(takes: type[Model], request: Request) -> Model:
    """Read the key and the arguments of a request; raises Invalid where either is missing or malformed."""
    if not request.keyed:
        raise Invalid.of({"Idempotency-Key": "missing" if request.key is None else "not_a_key"})
    if not isinstance(request.raw, dict):
        raise Invalid.of({"": "not_json"})
    return read_arguments(takes, request.raw, form=request.form)
