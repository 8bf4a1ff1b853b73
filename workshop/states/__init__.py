"""The states: what leaves the server of each kind of thing, as the wire shows it."""

from workshop import models
from workshop.states.contributions import (
    AuthorshipState,
    CalledGoalState,
    CalledMeasureState,
    CommentState,
    GoalState,
    HidingState,
    MeasureState,
    NoticeState,
    QueuedState,
    ReportState,
)
from workshop.states.places import (
    BodyState,
    CardState,
    ConsultationState,
    DocumentState,
    ParticipantState,
    PhenomenonState,
    PlaceState,
    SealedFileState,
    ThemeState,
    WallLinkState,
    WorkshopState,
)
from workshop.states.rounds import RoundState
from workshop.states.state import Kind, Model, Removed, Time

__all__ = [
    "AUTHORSHIPS",
    "BODIES",
    "CALLED_GOALS",
    "CALLED_MEASURES",
    "CARDS",
    "COMMENTS",
    "CONSULTATION",
    "DOCUMENTS",
    "EVERYONE",
    "FOR_EVERYONE",
    "FOR_LEAD",
    "FOR_OWN",
    "GOALS",
    "HIDINGS",
    "LEAD",
    "MEASURES",
    "NOTICES",
    "OWN",
    "PARTICIPANTS",
    "PHENOMENA",
    "QUEUE",
    "REPORTS",
    "ROUNDS",
    "SEALABLE",
    "SEALED_FILES",
    "THEMES",
    "WALL_LINKS",
    "WORKSHOPS",
    "CommentState",
    "GoalState",
    "Kind",
    "MeasureState",
    "Model",
    "NoticeState",
    "PlaceState",
    "Removed",
    "RoundState",
    "Time",
]

# The audiences that a state may be addressed to; `own` is completed by the participant's id.
EVERYONE, LEAD, OWN = "everyone", "lead", "own"

CONSULTATION = Kind("consultation", models.Consultation, ConsultationState)
THEMES = Kind("themes", models.Theme, ThemeState)
PHENOMENA = Kind("phenomena", models.Phenomenon, PhenomenonState)
BODIES = Kind("bodies", models.Body, BodyState)
PARTICIPANTS = Kind("participants", models.Participant, ParticipantState)
WORKSHOPS = Kind("workshops", models.Workshop, WorkshopState)
CARDS = Kind("cards", models.Card, CardState)
WALL_LINKS = Kind("wall_links", models.WallLink, WallLinkState)
ROUNDS = Kind("rounds", models.Round, RoundState)
GOALS = Kind("goals", models.Goal, GoalState, models.Goal.sealed_for.is_(None))
MEASURES = Kind("measures", models.Measure, MeasureState, models.Measure.sealed_for.is_(None))
CALLED_GOALS = Kind("called_goals", models.CalledGoal, CalledGoalState, models.CalledGoal.revision > 0)
CALLED_MEASURES = Kind("called_measures", models.CalledMeasure, CalledMeasureState, models.CalledMeasure.revision > 0)
COMMENTS = Kind("comments", models.Comment, CommentState, models.Comment.sealed_for.is_(None))
DOCUMENTS = Kind("documents", models.Document, DocumentState, models.Document.revision > 0)
SEALED_FILES = Kind("sealed_files", models.SealedFile, SealedFileState)
AUTHORSHIPS = Kind("authorships", models.Authorship, AuthorshipState, models.Authorship.revision > 0)
HIDINGS = Kind("hidings", models.Hiding, HidingState)
QUEUE = Kind("queue", models.Queued, QueuedState)
REPORTS = Kind("reports", models.Report, ReportState)
NOTICES = Kind("notices", models.Notice, NoticeState)

FOR_EVERYONE = (
    *(THEMES, PHENOMENA, BODIES, WORKSHOPS, ROUNDS, GOALS, MEASURES, COMMENTS, CALLED_GOALS, CALLED_MEASURES),
    *(SEALED_FILES, DOCUMENTS),
)
FOR_LEAD = (PARTICIPANTS, AUTHORSHIPS, HIDINGS, QUEUE, REPORTS, WALL_LINKS, CARDS)
FOR_OWN = (NOTICES,)
# Of these, everyone sees what is not sealed, and each participant besides what is sealed for them.
SEALABLE = (GOALS, MEASURES, COMMENTS)
