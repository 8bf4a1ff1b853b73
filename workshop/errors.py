"""The refusals: one family of exceptions, each with its stable code and HTTP status on the wire."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Self

from workshop.conflicts import CONFLICTS


class Refusal(Exception):
    """A request that is understood and refused; any other exception is a fault (500)."""

    code = "refused"
    status = 400


class NotSignedIn(Refusal):
    """Nobody is signed in."""

    code, status = "not_signed_in", 401


class NotFound(Refusal):
    """There is no such thing, or the actor may not see it: both look the same."""

    code, status = "not_found", 404


class Forbidden(Refusal):
    """The actor may see the thing, but may not do this to it."""

    code, status = "forbidden", 403


class NotInElectorate(Forbidden):
    """The actor is not one of those who may vote in this round."""


class TableHasNoVote(Forbidden):
    """The actor is a table, which proposes and comments, and has no vote."""


class PlainHttp(Forbidden):
    """The form was sent from a page opened over plain http, while the site is at `url`, over TLS."""

    def __init__(self, url: str):
        super().__init__(url)
        self.url = url


class KeyReused(Refusal):
    """The key was used for another command or other arguments."""

    code, status = "key_reused", 409


# Codes of faults; each has a sentence in language/faults.py.
FAULTS = frozenset(
    {
        "missing",
        "empty",
        "unknown",
        "wrong_type",
        "not_a_choice",
        "not_a_time",
        "not_a_key",
        "not_json",
        "not_an_address",
        "not_a_web_address",
        "not_a_spreadsheet",
        "not_a_work_list",
        "file_too_large",
        "wrong_code",
        "bad_characters",
        "closes_before_it_opens",
        "in_the_past",
        "goal_or_measure",
        "one_contribution",
        "one_thing",
        "elsewhere",
        "minutes_or_time",
        "only_for_votes",
        "title_or_example",
        "too_many_lines",
        "too_many_links",
        "no_themes",
        "theme_has_goals",
        "theme_in_open_round",
        "theme_alone_in_round",
        "live_needs_lock",
        "live_between_workshops",
        "nearly_a_municipality",
        "not_a_municipality",
        "electorate_too_small",
        "no_points",
        "no_cap",
        "no_criteria",
        "not_so_secret",
        "on_open_ballot",
        "not_a_recipient",
        "not_a_vote",
        "not_of_goals",
        "waits_for_itself",
        "nothing_on_it",
        "not_tied",
        "goal_alone",
        "not_its_own",
        "first_or_at_least",
        "not_on_the_ballot",
        "not_by_hands",
        "nothing_chosen",
        "nothing_ticked",
        "out_of_range",
        "too_long",
    }
)


@dataclass(frozen=True)
class Fault:
    """What is wrong with one field: a code of `FAULTS`, and the numbers and titles that its sentence needs.

    `wants` is the kind of value that was expected, where the sentence names it: "number".
    """

    code: str
    limits: dict[str, Any] = field(default_factory=dict)
    titles: dict[str, dict[str, Any]] = field(default_factory=dict)
    wants: str = ""


class Invalid(Refusal):
    """Invalid arguments, with a `Fault` for each field (dotted path; "" for the whole)."""

    code, status = "invalid", 422

    def __init__(self, **errors: Fault | str):
        super().__init__(str(errors))
        self.errors: dict[str, Fault] = {
            path: fault if isinstance(fault, Fault) else Fault(fault) for path, fault in errors.items()
        }

    @classmethod
    def of(cls, errors: Mapping[str, Fault | str]) -> Self:
        """Build from a mapping whose paths are not identifiers, such as `choices.17`."""
        refusal = cls()
        refusal.errors = {path: f if isinstance(f, Fault) else Fault(f) for path, f in errors.items()}
        return refusal


class NothingToVoteOn(Refusal):
    """A vote would be opened without goals, and `need_goals` was given."""

    code, status = "nothing_to_vote_on", 422


class RoundClosed(Refusal):
    """No round is open in which this may be done."""

    code, status = "round_closed", 409


class AlreadyVoted(Refusal):
    """A secret ballot can be sent only once, and whole."""

    code, status = "already_voted", 409


class CardHasVoted(AlreadyVoted):
    """Somebody else has voted in this round with the card that the actor has now."""


class VotesOnPaper(AlreadyVoted):
    """The actor was given a sheet for this round, so they vote on that."""


class Conflict(Refusal):
    """The thing is not, or no longer, in the state that the command needs; `reason` is one of `CONFLICTS`.

    `titles` are the texts, by language, of what its sentence names, lists of them, or numbers. `tied` are the ids of
    what nobody has decided between, `differs` those of what two entries of a sheet say otherwise.
    """

    code, status = "conflict", 409

    def __init__(
        self,
        reason: str,
        *,
        tied: Sequence[int] = (),
        differs: Sequence[int] = (),
        **titles: dict[str, Any] | list[dict[str, Any]] | int,
    ):
        if reason not in CONFLICTS:
            raise ValueError(reason)
        super().__init__(reason)
        self.reason = reason
        self.titles = titles
        self.tied = list(tied)
        self.differs = list(differs)


class TooMany(Refusal):
    """Too many requests; `retry_after` is in seconds."""

    code, status = "too_many", 429

    def __init__(self, retry_after: int = 60):
        super().__init__(f"retry after {retry_after} s")
        self.retry_after = retry_after


class TooManyMails(TooMany):
    """More mails than an addressee may get or a sender cause; `whose` is the field of `Allowed` with the limit."""

    def __init__(self, whose: str, retry_after: int):
        super().__init__(retry_after)
        self.whose = whose


class FileNotMade(Refusal):
    """A file can't be made on this server now, such as an ODT without LibreOffice."""

    code, status = "file_not_made", 503


class CannotSave(Refusal):
    """The database can't write now; nothing of the request was stored. `retry_after` is in seconds."""

    code, status = "cannot_save", 503

    def __init__(self, retry_after: int = 2):
        super().__init__(f"retry after {retry_after} s")
        self.retry_after = retry_after
