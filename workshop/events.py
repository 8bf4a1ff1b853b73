"""What can happen: each event by its name, with the kind of thing whose new state it carries and who hears it."""

from dataclasses import dataclass

from workshop import states
from workshop.states import EVERYONE, LEAD, OWN, Kind


@dataclass(frozen=True)
class Declared:
    """An event that may happen: the kind of its data, and its audience (`own` is completed by the participant)."""

    kind: Kind
    audience: str


def _declared(kind, audience, *names):
    return {name: Declared(kind, audience) for name in names}


EVENTS: dict[str, Declared] = {
    **_declared(states.CONSULTATION, EVERYONE, "consultation_created", "consultation_edited"),
    **_declared(states.THEMES, EVERYONE, "theme_created", "theme_edited", "theme_removed"),
    **_declared(states.PHENOMENA, EVERYONE, "phenomenon_created", "phenomenon_edited", "phenomenon_removed"),
    **_declared(states.BODIES, EVERYONE, "body_created", "body_edited", "body_removed"),
    **_declared(states.WORKSHOPS, EVERYONE, "workshop_created", "workshop_edited", "workshop_removed"),
    **_declared(states.WORKSHOPS, EVERYONE, "workshop_locked", "workshop_unlocked"),
    **_declared(states.WALL_LINKS, LEAD, "wall_link_created", "wall_link_revoked"),
    **_declared(states.ROUNDS, EVERYONE, "round_created", "round_edited", "round_removed", "round_opened"),
    **_declared(states.ROUNDS, EVERYONE, "round_extended", "round_closed", "results_revealed"),
    **_declared(states.PARTICIPANTS, LEAD, "participant_invited", "participant_joined", "participant_renamed"),
    **_declared(states.PARTICIPANTS, LEAD, "participant_changed", "participant_removed", "participant_left"),
    **_declared(states.GOALS, EVERYONE, "goal_proposed", "goal_edited", "goal_moved"),
    **_declared(states.GOALS, EVERYONE, "goal_withdrawn", "goal_hidden", "goal_restored"),
    **_declared(states.CALLED_GOALS, EVERYONE, "called_goal_marked"),
    **_declared(states.MEASURES, EVERYONE, "measure_proposed", "measure_edited"),
    **_declared(states.MEASURES, EVERYONE, "measure_withdrawn", "measure_hidden", "measure_restored"),
    **_declared(states.MEASURES, EVERYONE, "measure_taken_along", "measure_brought_along"),
    **_declared(states.COMMENTS, EVERYONE, "comment_added", "comment_edited"),
    **_declared(states.COMMENTS, EVERYONE, "comment_withdrawn", "comment_hidden", "comment_restored"),
    **_declared(states.COMMENTS, EVERYONE, "comment_taken_along", "comment_brought_along"),
    **_declared(states.AUTHORSHIPS, LEAD, "authorship_recorded"),
    **_declared(states.HIDINGS, LEAD, "hiding_recorded", "hiding_lifted"),
    **_declared(states.NOTICES, OWN, "author_notified", "notice_lifted"),
}


@dataclass(frozen=True)
class Happened:
    """Something that a command did: it gets its number when the command is done."""

    name: str
    thing: object

    @property
    def kind(self) -> Kind:
        """The kind of thing that it happened to."""
        return EVENTS[self.name].kind

    @property
    def audience(self) -> str:
        """Who hears it: `everyone`, `lead` or `own:<participant>`."""
        audience = EVENTS[self.name].audience
        return f"{OWN}:{self.thing.participant_id}" if audience == OWN else audience
