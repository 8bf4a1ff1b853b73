"""What a command is asked with, and what it is answered with."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from workshop.config.ceilings import DEFAULTS, Ceilings
from workshop.engine.arguments import Model, read_arguments
from workshop.errors import Invalid
from workshop.fields import canonical
from workshop.leaving import Leaving
from workshop.models import Event

KEY = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


@dataclass(frozen=True)
class Request:
    """A command as it was asked for; `form` says that all values are strings, `raw` is None for malformed JSON.

    `sent` is what the fingerprint is made from where that is not `raw`: a form as it was sent.
    """

    slug: str
    name: str
    key: str | None
    raw: Any
    form: bool = False
    sent: Any = None
    ceilings: Ceilings = DEFAULTS

    @property
    def keyed(self) -> bool:
        """Whether the key is one that can have been stored."""
        return self.key is not None and KEY.fullmatch(self.key) is not None


@dataclass(frozen=True)
class Answer:
    """What a command is answered with; `events` are those that the actor may hear.

    `me_version` is the version that a ballot gave to the actor's own part; it is not kept, so a first answer that is
    given again has none. `quiet`: nothing was logged, also not by rounds that were settled on the way.
    """

    consultation_id: int
    revision: int
    events: Sequence[Event | Leaving]
    result: dict[str, Any]
    replayed: bool = False
    me_version: int | None = None
    quiet: bool = False


def fingerprint_of(request: Request) -> str | None:
    """Hash the arguments (SHA-256, hex), so that a retry is told from another request under the same key."""
    sent = request.raw if request.sent is None else request.sent
    return None if sent is None else hashlib.sha256(canonical(sent)).hexdigest()


def read(takes: type[Model], request: Request) -> Model:
    """Read the key and the arguments of a request; raises Invalid."""
    if not request.keyed:
        raise Invalid.of({"Idempotency-Key": "missing" if request.key is None else "not_a_key"})
    if not isinstance(request.raw, dict):
        raise Invalid.of({"": "not_json"})
    return read_arguments(takes, request.raw, form=request.form)
