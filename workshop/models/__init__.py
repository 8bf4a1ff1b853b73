"""The tables: one file for each noun."""

from workshop.models.audit import AuditEntry
from workshop.models.ballot import Ballot, DetachedBallot, RollEntry, Tally
from workshop.models.base import Base
from workshop.models.comment import Comment
from workshop.models.consultation import Body, Consultation, Phenomenon, Theme
from workshop.models.counting import Counting, RunningSum
from workshop.models.document import Document, DocumentGoal
from workshop.models.event import CommandKey, Event, Installation, Job, PeriodicJob
from workshop.models.goal import Authorship, Goal, GoalNumber, GoalPhenomenon, Hiding, Lineage, Measure, Notice, Wording
from workshop.models.limits import RateCounter
from workshop.models.mail import MailCount
from workshop.models.municipality import Municipality, MunicipalityEntry
from workshop.models.pattern import Pattern
from workshop.models.people import (
    MAIL_ISSUER,
    AccessToken,
    Account,
    Device,
    JoinKey,
    Membership,
    Participant,
    SignIn,
    SignInLink,
)
from workshop.models.presence import Presence
from workshop.models.round import (
    CalledGoal,
    CalledMeasure,
    Round,
    RoundDone,
    RoundGoal,
    RoundMeasure,
    RoundTheme,
    RoundWorkshop,
)
from workshop.models.wall import WallLink
from workshop.models.workshop import Workshop

__all__ = [
    "MAIL_ISSUER",
    "AccessToken",
    "Account",
    "AuditEntry",
    "Authorship",
    "Ballot",
    "Base",
    "Body",
    "CalledGoal",
    "CalledMeasure",
    "CommandKey",
    "Comment",
    "Consultation",
    "Counting",
    "DetachedBallot",
    "Device",
    "Document",
    "DocumentGoal",
    "Event",
    "Goal",
    "GoalNumber",
    "GoalPhenomenon",
    "Hiding",
    "Installation",
    "Job",
    "JoinKey",
    "Lineage",
    "MailCount",
    "Measure",
    "Membership",
    "Municipality",
    "MunicipalityEntry",
    "Notice",
    "Participant",
    "Pattern",
    "PeriodicJob",
    "Phenomenon",
    "Presence",
    "RateCounter",
    "RollEntry",
    "Round",
    "RoundDone",
    "RoundGoal",
    "RoundMeasure",
    "RoundTheme",
    "RoundWorkshop",
    "RunningSum",
    "SignIn",
    "SignInLink",
    "Tally",
    "Theme",
    "WallLink",
    "Wording",
    "Workshop",
]
