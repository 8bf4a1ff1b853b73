"""The audit log: who signed in, took data out, let people in, or changed what somebody may do."""

from datetime import timedelta

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from workshop.models.base import Base, Id, Texts, Time, reference

# What /privacy says.
KEPT = timedelta(days=365)
# What somebody did to an account of their own or another's, not in any one consultation.
OF_ACCOUNTS = ("signed_in", "signed_out", "address_added", "token_made")
NAMES = frozenset(
    {
        *OF_ACCOUNTS,
        "administrator_made",
        "consultation_made",
        "exported",
        "invited",
        "participant_removed",
        "role_changed",
        "wall_link_made",
        "wall_link_revoked",
    }
)


class AuditEntry(Base):
    """One line of the audit log; never a choice, a text that somebody wrote, or an address.

    `actor_id` is the account that did it (None: whoever has the machine, on its command line), `about_id` the account
    that it was done to, where there is one. Without a consultation it is about the installation. `details` are
    codes and numbers: a role, the name of a file, a workshop's id.
    """

    __tablename__ = "audit_entry"

    id: Mapped[Id]
    at: Mapped[Time] = mapped_column(index=True)
    name: Mapped[str] = mapped_column(String(40))
    actor_id: Mapped[int | None] = reference("account.id")
    about_id: Mapped[int | None] = reference("account.id")
    consultation_id: Mapped[int | None] = reference("consultation.id", index=True)
    details: Mapped[Texts]
