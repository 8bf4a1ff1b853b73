"""The feed: what is new in a consultation since its listeners were last sent something, and who gets it."""

from collections import defaultdict
from collections.abc import Iterator

from sqlalchemy import Row, bindparam, select
from sqlalchemy.orm import Session

from workshop import policy
from workshop.db import Database, database_now
from workshop.db.clock import DatabaseTime
from workshop.fields import rfc3339
from workshop.models import Consultation, Installation, Round, Tally
from workshop.queries.changes import event_state, told_since
from workshop.queries.own import epoch
from workshop.queries.progress import progress
from workshop.queries.tallies import turnouts, visible_tally
from workshop.sockets.access import Access
from workshop.sockets.listeners import Listeners

# The name of a message, its data, and the sids that receive it.
Message = tuple[str, dict, list[str]]
_CONSULTATION = Consultation.__table__
_HEAD = select(_CONSULTATION.c.revision).where(_CONSULTATION.c.id == bindparam("consultation_id"))
_OPENING = _HEAD.add_columns(
    select(Installation.__table__.c.epoch).scalar_subquery().label("epoch"), DatabaseTime().label("now")
)


class Feed:
    """What the listeners of this process were sent, so that the next look finds what is new.

    `told` is, for each consultation, the revision up to which its journal was read; `tallies` has the version and phase
    of each tally sent, with its figures by goal; `turnouts` and `progress` have the numbers sent to facilitators.
    """

    def __init__(self, listeners: Listeners, access: Access):
        self.listeners, self.access = listeners, access
        self.told: dict[int, int] = {}
        self.tallies: dict[int, tuple[tuple, dict]] = {}
        self.turnouts: dict[int, dict[str, int]] = {}
        self.progress: dict[int, dict[str, dict[str, int]]] = {}

    def opening(self, database: Database, consultation_id: int) -> Row:
        """Read what a new listener is told first: the revision of the last event, the epoch and the time (`now`)."""
        row = database.row(_OPENING, {"consultation_id": consultation_id})
        assert row is not None, "a consultation is never deleted"
        return row

    def has_events(self, database: Database, consultation_id: int) -> bool:
        """Whether the journal has events that were not read yet."""
        row = database.row(_HEAD, {"consultation_id": consultation_id})
        return row is not None and row.revision != self.told.get(consultation_id)

    def begin(self, consultation_id: int, head: int) -> int:
        """Return the revision from which a new listener's next batch continues; never waits."""
        return self.told.setdefault(consultation_id, head)

    def forget(self, consultation_id: int | None = None) -> None:
        """Forget a consultation without listeners; without an id all of them, after a backup was restored."""
        if consultation_id is None:
            for told in (self.told, self.tallies, self.turnouts, self.progress):
                told.clear()
        else:
            self.told.pop(consultation_id, None)
            self.tell_leads_anew(consultation_id)

    def tell_leads_anew(self, consultation_id: int) -> None:
        """Send facilitators all numbers again: these have no revision that would show what somebody missed."""
        self.turnouts.pop(consultation_id, None)
        self.progress.pop(consultation_id, None)

    def events(self, session: Session, consultation_id: int, *, ticked: bool, beat: bool) -> Iterator[Message]:
        """Yield the journal's new events, one frame for all who hear the same; on a `beat` also empty frames.

        Listeners that hear none of them are sent the new revision on the tick only: while hundreds join, only
        facilitators hear of each.
        """
        after = self.told.get(consultation_id)
        if after is None:
            return
        head, events = told_since(session, consultation_id, after)
        if head == after and not ticked:
            return
        frame = {"epoch": epoch(session), "revision": head}
        # Before anything is sent: a listener welcomed meanwhile must continue after this batch.
        self.told[consultation_id] = head
        states = [(event.audience, event_state(event)) for event in events]
        addressed = frozenset(audience for audience, _ in states)
        behind = head if ticked else 0
        for (audiences, told), sids in self._alike(consultation_id, addressed, head, behind, beat).items():
            heard = [state for audience, state in states if audience in audiences]
            yield "events", {**frame, "after": told, "events": heard}, sids

    def _alike(self, consultation_id, addressed, head, behind, beat):
        """Group the sids by what they hear of those `addressed`, and by the revision that they were sent last.

        Left out are those who hear nothing of it, unless they are `behind` that revision or it is time for a `beat`.
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
            state = round_ and visible_tally(round_, session.get_one(Tally, round_id))
            if state:
                self.tallies[round_id] = mark, state["goals"]
                new, told = self._by_figures(consultation_id, round_id)
                yield from (
                    ("tally", _tally_frame(round_, state, base), sids)
                    for base, sids in (({}, new), (told_goals, told))
                    if sids
                )

    def for_leads(self, session: Session, consultation_id: int) -> Iterator[Message]:
        """Yield the numbers of voters that have changed, and how far people are if that has, for facilitators."""
        leading = [listener.sid for listener in self.listeners.of(consultation_id) if listener.lead]
        if not leading:
            return
        told_at, now = rfc3339(database_now(session)), turnouts(session, consultation_id)
        told, self.turnouts[consultation_id] = self.turnouts.get(consultation_id, {}), now
        for round_id, voters in now.items():
            if told.get(round_id) != voters:
                yield "turnout", {"round_id": int(round_id), "voters": voters, "now": told_at}, leading
        far = progress(session, consultation_id)
        if far != self.progress.get(consultation_id, {}):
            yield "progress", {"progress": far, "now": told_at}, leading
        self.progress[consultation_id] = far

    def me(self, session: Session, consultation_id: int) -> Iterator[Message]:
        """Yield to each participant whose own part has changed its new version."""
        for listener, version in self.access.moved(session, consultation_id):
            listener.me_version = version
            yield "me", {"version": version}, [listener.sid]

    def _by_figures(self, consultation_id, round_id):
        """Return (sids not sent this tally since they came, sids that were).

        Danger: a listener that reconnected may hold an older tally, so it must get the whole, not only the changed
        goals.
        """
        sids: tuple[list[str], list[str]] = ([], [])
        for listener in self.listeners.of(consultation_id):
            sids[round_id in listener.figures].append(listener.sid)
            listener.figures.add(round_id)
        return sids


def _tally_frame(round_, state, told_goals):
    goals = state["goals"]
    whole = round_.phase != policy.OPEN or set(goals) != set(told_goals)
    changed = goals if whole else {goal: cells for goal, cells in goals.items() if told_goals[goal] != cells}
    # A closed tally also has breakdowns and, of a named round, ballots, which `changes` would not bring.
    return {"round_id": round_.id, "whole": whole, **state, "goals": changed}
