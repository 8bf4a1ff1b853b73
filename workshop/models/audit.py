"""The audit log: who signed in, exported data, admitted people, or changed what a participant may do."""

from datetime import timedelta

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from workshop.models.base import Base, Id, Texts, Time, reference

# As /privacy says.
KEPT = timedelta(days=365)
# Acts on an account, one's own or another's, outside any consultation.
OF_ACCOUNTS = ("signed_in", "signed_out", "address_added", "token_made")
NAMES = frozenset(
    {
        *OF_ACCOUNTS,
        "administrator_made",
        "card_given_back",
        "card_removed",
        "cards_made",
        "consultation_made",
        "document_adopted",
        "document_advanced",
        "document_corrected",
        "draft_comment_removed",
        "exported",
        "invited",
        "paragraph_removed",
        "participant_removed",
        "participants_joined",
        "role_changed",
        "sealed_file_asked",
        "sealed_file_confirmed",
        "sealed_file_withdrawn",
        "template_kept",
        "template_removed",
        "wall_link_made",
        "wall_link_revoked",
    }
)


class AuditEntry(Base):
    """One entry of the audit log; never a choice, a text by a participant, or an address.

    `actor_id` is the account that acted (None: the administrator on the command line), `about_id` the account acted
    upon, if any. Without a consultation the entry concerns the installation. `details` are codes and numbers: a role, a
    file name, a workshop's id.
    """

    __tablename__ = "audit_entry"

    id: Mapped[Id]
    at: Mapped[Time] = mapped_column(index=True)
    name: Mapped[str] = mapped_column(String(40))
    actor_id: Mapped[int | None] = reference("account.id")
    about_id: Mapped[int | None] = reference("account.id")
    consultation_id: Mapped[int | None] = reference("consultation.id", index=True)
    details: Mapped[Texts]
