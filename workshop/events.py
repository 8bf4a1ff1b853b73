"""The events: each by its name, with the kind of thing whose new state it carries and its audience.

A command makes one by calling its type with the thing: `goal_hidden(goal)`.
"""

from dataclasses import dataclass
from typing import Any, Generic

from workshop import models, states
from workshop.states import EVERYONE, LEAD, OWN, Kind, Model


@dataclass(frozen=True)
class EventType(Generic[Model]):
    """A type of event: the kind of its data, and its audience (`own` is completed by the participant's id)."""

    name: str
    kind: Kind[Model]
    audience: str

    def __call__(self, thing: Model) -> "PendingEvent":
        """Return the event of this type on a thing; raises TypeError for a thing of another kind."""
        if not isinstance(thing, self.kind.model):
            raise TypeError(f"{self.name} does not happen to a {type(thing).__name__}")
        return PendingEvent(self, thing)


@dataclass(frozen=True)
class PendingEvent:
    """An event that a command returned; it gets its number and data when it is logged."""

    event: EventType[Any]
    thing: Any

    @property
    def name(self) -> str:
        """The event's name on the wire."""
        return self.event.name

    @property
    def kind(self) -> Kind[Any]:
        """The kind of the thing that the event is about."""
        return self.event.kind

    @property
    def audience(self) -> str:
        """The audience: `everyone`, `lead` or `own:<participant id>`; what is sealed is told to its author alone."""
        audience = self.event.audience
        sealed_for = getattr(self.thing, "sealed_for", None)
        if sealed_for is not None:
            return f"{OWN}:{sealed_for}"
        return f"{OWN}:{self.thing.participant_id}" if audience == OWN else audience


consultation_created = EventType[models.Consultation]("consultation_created", states.CONSULTATION, EVERYONE)
consultation_edited = EventType[models.Consultation]("consultation_edited", states.CONSULTATION, EVERYONE)

theme_created = EventType[models.Theme]("theme_created", states.THEMES, EVERYONE)
theme_edited = EventType[models.Theme]("theme_edited", states.THEMES, EVERYONE)
theme_removed = EventType[models.Theme]("theme_removed", states.THEMES, EVERYONE)

phenomenon_created = EventType[models.Phenomenon]("phenomenon_created", states.PHENOMENA, EVERYONE)
phenomenon_edited = EventType[models.Phenomenon]("phenomenon_edited", states.PHENOMENA, EVERYONE)
phenomenon_removed = EventType[models.Phenomenon]("phenomenon_removed", states.PHENOMENA, EVERYONE)

body_created = EventType[models.Body]("body_created", states.BODIES, EVERYONE)
body_edited = EventType[models.Body]("body_edited", states.BODIES, EVERYONE)
body_removed = EventType[models.Body]("body_removed", states.BODIES, EVERYONE)

workshop_created = EventType[models.Workshop]("workshop_created", states.WORKSHOPS, EVERYONE)
workshop_edited = EventType[models.Workshop]("workshop_edited", states.WORKSHOPS, EVERYONE)
workshop_removed = EventType[models.Workshop]("workshop_removed", states.WORKSHOPS, EVERYONE)
workshop_locked = EventType[models.Workshop]("workshop_locked", states.WORKSHOPS, EVERYONE)
workshop_unlocked = EventType[models.Workshop]("workshop_unlocked", states.WORKSHOPS, EVERYONE)
showing_changed = EventType[models.Workshop]("showing_changed", states.WORKSHOPS, EVERYONE)

wall_link_created = EventType[models.WallLink]("wall_link_created", states.WALL_LINKS, LEAD)
wall_link_revoked = EventType[models.WallLink]("wall_link_revoked", states.WALL_LINKS, LEAD)

card_made = EventType[models.Card]("card_made", states.CARDS, LEAD)
card_printed = EventType[models.Card]("card_printed", states.CARDS, LEAD)
card_taken = EventType[models.Card]("card_taken", states.CARDS, LEAD)
card_given_back = EventType[models.Card]("card_given_back", states.CARDS, LEAD)
card_removed = EventType[models.Card]("card_removed", states.CARDS, LEAD)

round_created = EventType[models.Round]("round_created", states.ROUNDS, EVERYONE)
round_edited = EventType[models.Round]("round_edited", states.ROUNDS, EVERYONE)
round_removed = EventType[models.Round]("round_removed", states.ROUNDS, EVERYONE)
round_postponed = EventType[models.Round]("round_postponed", states.ROUNDS, EVERYONE)
round_followed = EventType[models.Round]("round_followed", states.ROUNDS, EVERYONE)
round_moved = EventType[models.Round]("round_moved", states.ROUNDS, EVERYONE)
round_opened = EventType[models.Round]("round_opened", states.ROUNDS, EVERYONE)
round_unopened = EventType[models.Round]("round_unopened", states.ROUNDS, EVERYONE)
round_extended = EventType[models.Round]("round_extended", states.ROUNDS, EVERYONE)
round_closed = EventType[models.Round]("round_closed", states.ROUNDS, EVERYONE)
round_paused = EventType[models.Round]("round_paused", states.ROUNDS, EVERYONE)
round_resumed = EventType[models.Round]("round_resumed", states.ROUNDS, EVERYONE)
place_revealed = EventType[models.Round]("place_revealed", states.ROUNDS, EVERYONE)
results_revealed = EventType[models.Round]("results_revealed", states.ROUNDS, EVERYONE)
reason_hidden = EventType[models.Round]("reason_hidden", states.ROUNDS, EVERYONE)
reason_shown = EventType[models.Round]("reason_shown", states.ROUNDS, EVERYONE)

hands_recorded = EventType[models.Round]("hands_recorded", states.ROUNDS, EVERYONE)
paper_begun = EventType[models.Round]("paper_begun", states.ROUNDS, EVERYONE)
paper_completed = EventType[models.Round]("paper_completed", states.ROUNDS, EVERYONE)

participant_invited = EventType[models.Participant]("participant_invited", states.PARTICIPANTS, LEAD)
participant_joined = EventType[models.Participant]("participant_joined", states.PARTICIPANTS, LEAD)
participant_renamed = EventType[models.Participant]("participant_renamed", states.PARTICIPANTS, LEAD)
participant_changed = EventType[models.Participant]("participant_changed", states.PARTICIPANTS, LEAD)
participant_removed = EventType[models.Participant]("participant_removed", states.PARTICIPANTS, LEAD)
participant_left = EventType[models.Participant]("participant_left", states.PARTICIPANTS, LEAD)

goal_proposed = EventType[models.Goal]("goal_proposed", states.GOALS, EVERYONE)
goal_edited = EventType[models.Goal]("goal_edited", states.GOALS, EVERYONE)
goal_moved = EventType[models.Goal]("goal_moved", states.GOALS, EVERYONE)
goal_withdrawn = EventType[models.Goal]("goal_withdrawn", states.GOALS, EVERYONE)
goal_put_on_wall = EventType[models.Goal]("goal_put_on_wall", states.GOALS, EVERYONE)
goal_taken_off_wall = EventType[models.Goal]("goal_taken_off_wall", states.GOALS, EVERYONE)
goal_unsealed = EventType[models.Goal]("goal_unsealed", states.GOALS, EVERYONE)
goal_queued = EventType[models.Goal]("goal_queued", states.GOALS, EVERYONE)
goal_published = EventType[models.Goal]("goal_published", states.GOALS, EVERYONE)
goal_hidden = EventType[models.Goal]("goal_hidden", states.GOALS, EVERYONE)
goal_restored = EventType[models.Goal]("goal_restored", states.GOALS, EVERYONE)
goal_marked = EventType[models.Goal]("goal_marked", states.GOALS, EVERYONE)

goal_taken_along = EventType[models.Goal]("goal_taken_along", states.GOALS, EVERYONE)
goal_brought_along = EventType[models.Goal]("goal_brought_along", states.GOALS, EVERYONE)

family_formed = EventType[models.Goal]("family_formed", states.GOALS, EVERYONE)
family_dissolved = EventType[models.Goal]("family_dissolved", states.GOALS, EVERYONE)
family_counted = EventType[models.Goal]("family_counted", states.GOALS, EVERYONE)
goal_merged = EventType[models.Goal]("goal_merged", states.GOALS, EVERYONE)
goal_unmerged = EventType[models.Goal]("goal_unmerged", states.GOALS, EVERYONE)
goal_split = EventType[models.Goal]("goal_split", states.GOALS, EVERYONE)
goal_unsplit = EventType[models.Goal]("goal_unsplit", states.GOALS, EVERYONE)
part_made = EventType[models.Goal]("part_made", states.GOALS, EVERYONE)
part_dissolved = EventType[models.Goal]("part_dissolved", states.GOALS, EVERYONE)

called_goal_marked = EventType[models.CalledGoal]("called_goal_marked", states.CALLED_GOALS, EVERYONE)
called_measure_marked = EventType[models.CalledMeasure]("called_measure_marked", states.CALLED_MEASURES, EVERYONE)

measure_proposed = EventType[models.Measure]("measure_proposed", states.MEASURES, EVERYONE)
measure_edited = EventType[models.Measure]("measure_edited", states.MEASURES, EVERYONE)
measure_withdrawn = EventType[models.Measure]("measure_withdrawn", states.MEASURES, EVERYONE)
measure_put_on_wall = EventType[models.Measure]("measure_put_on_wall", states.MEASURES, EVERYONE)
measure_taken_off_wall = EventType[models.Measure]("measure_taken_off_wall", states.MEASURES, EVERYONE)
measure_unsealed = EventType[models.Measure]("measure_unsealed", states.MEASURES, EVERYONE)
measure_queued = EventType[models.Measure]("measure_queued", states.MEASURES, EVERYONE)
measure_published = EventType[models.Measure]("measure_published", states.MEASURES, EVERYONE)
measure_hidden = EventType[models.Measure]("measure_hidden", states.MEASURES, EVERYONE)
measure_restored = EventType[models.Measure]("measure_restored", states.MEASURES, EVERYONE)
measure_taken_along = EventType[models.Measure]("measure_taken_along", states.MEASURES, EVERYONE)
measure_brought_along = EventType[models.Measure]("measure_brought_along", states.MEASURES, EVERYONE)
measure_carried = EventType[models.Measure]("measure_carried", states.MEASURES, EVERYONE)

comment_added = EventType[models.Comment]("comment_added", states.COMMENTS, EVERYONE)
comment_edited = EventType[models.Comment]("comment_edited", states.COMMENTS, EVERYONE)
comment_withdrawn = EventType[models.Comment]("comment_withdrawn", states.COMMENTS, EVERYONE)
comment_unsealed = EventType[models.Comment]("comment_unsealed", states.COMMENTS, EVERYONE)
comment_queued = EventType[models.Comment]("comment_queued", states.COMMENTS, EVERYONE)
comment_published = EventType[models.Comment]("comment_published", states.COMMENTS, EVERYONE)
comment_hidden = EventType[models.Comment]("comment_hidden", states.COMMENTS, EVERYONE)
comment_restored = EventType[models.Comment]("comment_restored", states.COMMENTS, EVERYONE)
comment_taken_along = EventType[models.Comment]("comment_taken_along", states.COMMENTS, EVERYONE)
comment_brought_along = EventType[models.Comment]("comment_brought_along", states.COMMENTS, EVERYONE)
comment_carried = EventType[models.Comment]("comment_carried", states.COMMENTS, EVERYONE)

document_changed = EventType[models.Document]("document_changed", states.DOCUMENTS, EVERYONE)

sealed_file_asked = EventType[models.SealedFile]("sealed_file_asked", states.SEALED_FILES, EVERYONE)
sealed_file_confirmed = EventType[models.SealedFile]("sealed_file_confirmed", states.SEALED_FILES, EVERYONE)
sealed_file_withdrawn = EventType[models.SealedFile]("sealed_file_withdrawn", states.SEALED_FILES, EVERYONE)

authorship_recorded = EventType[models.Authorship]("authorship_recorded", states.AUTHORSHIPS, LEAD)

hiding_recorded = EventType[models.Hiding]("hiding_recorded", states.HIDINGS, LEAD)
hiding_explained = EventType[models.Hiding]("hiding_explained", states.HIDINGS, LEAD)
hiding_answered = EventType[models.Hiding]("hiding_answered", states.HIDINGS, LEAD)
hiding_lifted = EventType[models.Hiding]("hiding_lifted", states.HIDINGS, LEAD)

queue_joined = EventType[models.Queued]("queue_joined", states.QUEUE, LEAD)
queue_changed = EventType[models.Queued]("queue_changed", states.QUEUE, LEAD)
queue_left = EventType[models.Queued]("queue_left", states.QUEUE, LEAD)

report_made = EventType[models.Report]("report_made", states.REPORTS, LEAD)
report_settled = EventType[models.Report]("report_settled", states.REPORTS, LEAD)

author_notified = EventType[models.Notice]("author_notified", states.NOTICES, OWN)
notice_lifted = EventType[models.Notice]("notice_lifted", states.NOTICES, OWN)
reporter_notified = EventType[models.Notice]("reporter_notified", states.NOTICES, OWN)

EVENTS: dict[str, EventType[Any]] = {
    each.name: each for each in list(globals().values()) if isinstance(each, EventType)
}
