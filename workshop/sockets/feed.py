"""What is new in a consultation since its listeners were told last, and to which of them."""

from collections import defaultdict
from collections.abc import Iterator

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from workshop import policy
from workshop.db import Database, database_now
from workshop.fields import rfc3339
from workshop.models import Consultation, Round, Tally
from workshop.queries.changes import event_state, told_since
from workshop.queries.snapshot import epoch
from workshop.queries.tallies import tally_state, turnouts
from workshop.sockets.access import Access
from workshop.sockets.listeners import Listeners

# The name of a message, what it carries, and the sids that get it.
Message = tuple[str, dict, list[str]]
_CONSULTATION = Consultation.__table__
_HEAD = select(_CONSULTATION.c.revision).where(_CONSULTATION.c.id == bindparam("consultation_id"))


class Feed:
    """What the listeners of this process were told, so that the next look finds what they were not.

    `told` is, for each consultation, the revision up to which its journal was read; `tallies` has the version and
    phase of each tally that was told, with its figures by goal; `turnouts` the numbers told to those who lead.
    """

    def __init__(self, listeners: Listeners, access: Access):
        self.listeners, self.access = listeners, access
        self.told: dict[int, int] = {}
        self.tallies: dict[int, tuple[tuple, dict]] = {}
        self.turnouts: dict[int, dict[str, int]] = {}

    def head(self, session: Session, consultation_id: int) -> int:
        """Read the revision of a consultation's last event."""
        return session.connection().scalars(_HEAD, {"consultation_id": consultation_id}).one()

    def has_events(self, database: Database, consultation_id: int) -> bool:
        """Whether the journal has gained anything since it was told."""
        row = database.row(_HEAD, {"consultation_id": consultation_id})
        return row is not None and row.revision != self.told.get(consultation_id)

    def begin(self, consultation_id: int, head: int) -> int:
        """Return the revision that the next batch goes on from, for someone who begins to listen; waits for nothing."""
        return self.told.setdefault(consultation_id, head)

    def forget(self, consultation_id: int | None = None) -> None:
        """Forget a consultation to which nobody listens any more; or all of them, when a backup was restored."""
        if consultation_id is None:
            for told in (self.told, self.tallies, self.turnouts):
                told.clear()
        else:
            self.told.pop(consultation_id, None)
            self.turnouts.pop(consultation_id, None)

    def events(self, session: Session, consultation_id: int, *, ticked: bool, beat: bool) -> Iterator[Message]:
        """Return what the journal has gained, one frame for all who hear the same; on a beat an empty one too.

        Whoever hears none of it is told so only on the tick: while hundreds join, who leads hears each of them.
        """
        after = self.told.get(consultation_id)
        if after is None:
            return
        head, events = told_since(session, consultation_id, after)
        if head == after and not ticked:
            return
        frame = {"epoch": epoch(session), "revision": head}
        # Moved on before anything is sent: whoever is welcomed meanwhile is greeted with what they get next.
        self.told[consultation_id] = head
        states = [(event.audience, event_state(event)) for event in events]
        addressed = frozenset(audience for audience, _ in states)
        behind = head if ticked else 0
        for (audiences, told), sids in self._alike(consultation_id, addressed, head, behind, beat).items():
            heard = [state for audience, state in states if audience in audiences]
            yield "events", {**frame, "after": told, "events": heard}, sids

    def _alike(self, consultation_id, addressed, head, behind, beat):
        """Group the sids by what they hear of those `addressed`, and by what they were told last.

        Who hears nothing of it is left out, unless they are `behind` that revision or it is time for a `beat`.
        """
        common = {lead: policy.common_audiences(lead) & addressed for lead in (False, True)}
        groups: dict[tuple[frozenset[str], int], list[str]] = defaultdict(list)
        for listener in self.listeners.of(consultation_id):
            audiences = common[listener.lead]
            if listener.own in addressed:
                audiences |= {listener.own}
            if audiences or beat or listener.told < behind:
                groups[audiences, listener.told].append(listener.sid)
                listener.told = head
        return groups

    def all_tallies(self, session: Session, consultation_id: int, *, live: bool) -> Iterator[Message]:
        """Yield the tallies whose version or phase changed since they were sent; `live`: of open rounds too."""
        rows = session.execute(
            select(Round.id, Round.phase, Tally.version)
            .join(Tally, Tally.round_id == Round.id)
            .where(Round.consultation_id == consultation_id)
        )
        for round_id, phase, version in rows.all():
            mark = (version, phase)
            told_mark, told_goals = self.tallies.get(round_id, (None, {}))
            due = mark != told_mark and (live or phase != policy.OPEN)
            round_ = session.get(Round, round_id) if due else None
            if round_ is not None and policy.results_visible(round_):
                kept = session.get_one(Tally, round_id)
                self.tallies[round_id] = mark, kept.figures["goals"]
                new, told = self._by_figures(consultation_id, round_id)
                yield from (
                    ("tally", _tally_frame(round_, kept, base), sids)
                    for base, sids in (({}, new), (told_goals, told))
                    if sids
                )

    def all_turnouts(self, session: Session, consultation_id: int) -> Iterator[Message]:
        """Return the numbers of voters that have moved, to those who lead."""
        leading = [listener.sid for listener in self.listeners.of(consultation_id) if listener.lead]
        if not leading:
            return
        told_at, now = rfc3339(database_now(session)), turnouts(session, consultation_id)
        told, self.turnouts[consultation_id] = self.turnouts.get(consultation_id, {}), now
        for round_id, voters in now.items():
            if told.get(round_id) != voters:
                yield "turnout", {"round_id": int(round_id), "voters": voters, "now": told_at}, leading

    def me(self, session: Session, consultation_id: int) -> Iterator[Message]:
        """Give to each participant that their own part has another version."""
        for listener, version in self.access.moved(session, consultation_id):
            listener.me_version = version
            yield "me", {"version": version}, [listener.sid]

    def _by_figures(self, consultation_id, round_id):
        """Return the sids that were not told this tally since they came, and those that were.

        Whoever comes back may hold an older one, into which the goals that changed since the last must not go.
        """
        sids: tuple[list[str], list[str]] = ([], [])
        for listener in self.listeners.of(consultation_id):
            sids[round_id in listener.figures].append(listener.sid)
            listener.figures.add(round_id)
        return sids


def _tally_frame(round_, kept, told_goals):
    goals = kept.figures["goals"]
    whole = round_.phase != policy.OPEN or set(goals) != set(told_goals)
    changed = goals if whole else {goal: cells for goal, cells in goals.items() if told_goals[goal] != cells}
    # A closed tally also tells breakdowns and, where the round was named, ballots: `changes` will not bring them.
    return {"round_id": round_.id, "whole": whole, **tally_state(round_, kept), "goals": changed}
