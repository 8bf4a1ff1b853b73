"""The refusals: one family of exceptions, each with the stable code and status that the wire gives it."""

from dataclasses import dataclass, field


class Refusal(Exception):
    """A request that is understood and turned down; whatever else goes wrong is a fault."""

    code = "refused"
    status = 400


class NotSignedIn(Refusal):
    """Nobody is signed in."""

    code, status = "not_signed_in", 401


class NotFound(Refusal):
    """There is no such thing, or the asker may not see it: the two look the same."""

    code, status = "not_found", 404


class Forbidden(Refusal):
    """The asker may see the thing and may not do this to it."""

    code, status = "forbidden", 403


class KeyReused(Refusal):
    """The key stands for another command or for other arguments."""

    code, status = "key_reused", 409


@dataclass(frozen=True)
class Fault:
    """What is wrong with one field: a stable code, and the numbers its sentence needs.

    `wants` is the kind of value that was wanted, where the sentence says it: "number".
    """

    code: str
    limits: dict = field(default_factory=dict)
    wants: str = ""


class Invalid(Refusal):
    """Arguments that can't be taken, with a `Fault` for each field (dotted path; "" is the whole)."""

    code, status = "invalid", 422

    def __init__(self, **errors):
        super().__init__(str(errors))
        self.errors: dict[str, Fault] = {
            path: fault if isinstance(fault, Fault) else Fault(fault) for path, fault in errors.items()
        }

    @classmethod
    def of(cls, errors):
        """Build from a mapping whose paths are no identifiers, such as `choices.17`."""
        refusal = cls()
        refusal.errors = {path: f if isinstance(f, Fault) else Fault(f) for path, f in errors.items()}
        return refusal


class RoundClosed(Refusal):
    """No round is open in which this may be done."""

    code, status = "round_closed", 409


class AlreadyVoted(Refusal):
    """A secret ballot is sent once and whole."""

    code, status = "already_voted", 409


class Conflict(Refusal):
    """The thing is not, or no longer, in the state that the asker acts on."""

    code, status = "conflict", 409


class TooMany(Refusal):
    """Too many requests; `retry_after` is in seconds."""

    code, status = "too_many", 429

    def __init__(self, retry_after=60):
        super().__init__(f"retry after {retry_after} s")
        self.retry_after = retry_after


class CannotSave(Refusal):
    """The database can't write now; nothing of the request was kept. `retry_after` is in seconds."""

    code, status = "cannot_save", 503

    def __init__(self, retry_after=2):
        super().__init__(f"retry after {retry_after} s")
        self.retry_after = retry_after
