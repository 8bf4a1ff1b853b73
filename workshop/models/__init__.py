"""The tables: one file for each noun."""

from workshop.models.audit import AuditEntry
from workshop.models.base import Base
from workshop.models.consultation import Body, Consultation, Phenomenon, Theme
from workshop.models.contributions.comment import Comment
from workshop.models.contributions.family import Carried, Lineage
from workshop.models.contributions.goal import (
    Authorship,
    Goal,
    GoalNumber,
    GoalPhenomenon,
    Hiding,
    Measure,
    Notice,
    Wording,
)
from workshop.models.contributions.moderation import Queued, Report
from workshop.models.document import (
    AdoptedDocument,
    AdoptedFile,
    AdoptedFilePart,
    Document,
    DocumentGoal,
    DocumentParagraph,
)
from workshop.models.draft_comment import DraftComment, Spokesperson
from workshop.models.event import CommandKey, Event, Installation, Job, PeriodicJob
from workshop.models.export import Export, ExportPart, OwnTemplate
from workshop.models.limits import RateCounter
from workshop.models.mail import MailCount
from workshop.models.municipality import Municipality, MunicipalityEntry
from workshop.models.official import OfficialWording
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
from workshop.models.reply import OfficialReply
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
from workshop.models.sealed_file import SealedFile
from workshop.models.voting.ballot import Ballot, DetachedBallot, RollEntry, Tally
from workshop.models.voting.card import Card
from workshop.models.voting.counting import Counting, RunningSum
from workshop.models.voting.paper import PaperBallot, PaperEntry
from workshop.models.wall import WallLink
from workshop.models.workshop import Workshop

__all__ = [
    "MAIL_ISSUER",
    "AccessToken",
    "Account",
    "AdoptedDocument",
    "AdoptedFile",
    "AdoptedFilePart",
    "AuditEntry",
    "Authorship",
    "Ballot",
    "Base",
    "Body",
    "CalledGoal",
    "CalledMeasure",
    "Card",
    "Carried",
    "CommandKey",
    "Comment",
    "Consultation",
    "Counting",
    "DetachedBallot",
    "Device",
    "Document",
    "DocumentGoal",
    "DocumentParagraph",
    "DraftComment",
    "Event",
    "Export",
    "ExportPart",
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
    "OfficialReply",
    "OfficialWording",
    "OwnTemplate",
    "PaperBallot",
    "PaperEntry",
    "Participant",
    "Pattern",
    "PeriodicJob",
    "Phenomenon",
    "Presence",
    "Queued",
    "RateCounter",
    "Report",
    "RollEntry",
    "Round",
    "RoundDone",
    "RoundGoal",
    "RoundMeasure",
    "RoundTheme",
    "RoundWorkshop",
    "RunningSum",
    "SealedFile",
    "SignIn",
    "SignInLink",
    "Spokesperson",
    "Tally",
    "Theme",
    "WallLink",
    "Wording",
    "Workshop",
]
