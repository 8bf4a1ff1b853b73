"""Ballots without voters, sealed for an auditor, for which two facilitators stand together."""

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from workshop.fields import Json
from workshop.models.base import Removable, Time, reference


class SealedFile(Removable):
    """A sealed file that one facilitator asked for and another confirmed, or has until `expires_at` to confirm.

    Its state is `current` or `withdrawn`. `recipient` is the auditor's public key (age, X25519), with which alone the
    file is encrypted; `round_ids` are the rounds whose ballots are in it. Nothing of a ballot is stored here.
    """

    __tablename__ = "sealed_file"

    round_ids: Mapped[list] = mapped_column(Json)
    reason: Mapped[str] = mapped_column(Text)
    recipient: Mapped[str] = mapped_column(String(80))
    asked_by: Mapped[int] = reference("participant.id", index=True)
    asked_at: Mapped[Time]
    expires_at: Mapped[Time]
    confirmed_by: Mapped[int | None] = reference("participant.id", index=True)
    confirmed_at: Mapped[Time | None]
