"""People: accounts that can sign in, their participants in consultations, and what they sign in with."""

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from workshop.models.base import Base, Id, Lang, Removable, Time, Word, reference


class Account(Base):
    """An account that can sign in; a guest's has no e-mail address.

    `stamp` is in every cookie and changes at sign-out, which ends all older cookies.
    """

    __tablename__ = "account"

    id: Mapped[Id]
    name: Mapped[str] = mapped_column(String(200))
    email: Mapped[str | None] = mapped_column(String(254), unique=True)
    lang: Mapped[Lang]
    administrator: Mapped[bool] = mapped_column(default=False)
    stamp: Mapped[str] = mapped_column(String(32))
    created_at: Mapped[Time]


class Participant(Removable):
    """An account in a consultation, with a role and the body for which it speaks.

    `me_version` grows with anything that only this participant sees; `heard_from` is the revision at which their
    audiences last changed: a client that is older must fetch a snapshot. `invited_at` is when they were invited, until
    they come; then `joined_at` is set anew. `invited_as` is the address that a facilitator typed. Danger: facilitators
    know this one because they wrote it, and must not learn any other address of the account. `confirmed_at` is when a
    facilitator confirmed who they are and for whom they speak.

    `kind` is `table` for a group of `people` with one device, which proposes and comments and has no vote; otherwise
    `person`. `card_id` is the card whose seat they have.
    """

    __tablename__ = "participant"
    __table_args__ = (
        UniqueConstraint("consultation_id", "account_id"),
        UniqueConstraint("card_id"),
        {"sqlite_autoincrement": True},
    )

    # The previous version, which may still be running, inserts rows without a kind.
    kind: Mapped[Word] = mapped_column(default="person", server_default="person")
    people: Mapped[int | None]
    card_id: Mapped[int | None] = reference("card.id")
    account_id: Mapped[int] = reference("account.id", index=True)
    name: Mapped[str] = mapped_column(String(200))
    role: Mapped[str] = mapped_column(String(20))
    body_id: Mapped[int | None] = reference("body.id")
    municipality_code: Mapped[str | None] = mapped_column(ForeignKey("municipality.code"))
    lang: Mapped[Lang]
    me_version: Mapped[int] = mapped_column(default=1)
    heard_from: Mapped[int] = mapped_column(default=0)
    joined_at: Mapped[Time]
    invited_at: Mapped[Time | None]
    invited_as: Mapped[str | None] = mapped_column(String(254))
    confirmed_at: Mapped[Time | None]
    memberships: Mapped[list["Membership"]] = relationship(
        order_by="Membership.workshop_id", cascade="all, delete-orphan"
    )

    @property
    def invited(self) -> bool:
        """Whether they were invited and have not come yet."""
        return self.invited_at is not None

    @property
    def confirmed(self) -> bool:
        """Whether a facilitator confirmed who they are."""
        return self.confirmed_at is not None

    @property
    def workshop_ids(self) -> list[int]:
        """The ids of the workshops that they joined; where there are none, they count in each workshop."""
        return sorted(membership.workshop_id for membership in self.memberships)


class Membership(Base):
    """A participant joined a workshop with its code."""

    __tablename__ = "membership"
    __table_args__ = ()

    participant_id: Mapped[int] = reference("participant.id", primary_key=True)
    workshop_id: Mapped[int] = reference("workshop.id", primary_key=True)
    joined_at: Mapped[Time]


class AccessToken(Base):
    """A bearer token's row, from which the token is signed, so that the table contains nothing to sign in with."""

    __tablename__ = "access_token"

    id: Mapped[Id]
    account_id: Mapped[int] = reference("account.id", index=True)
    nonce: Mapped[str] = mapped_column(String(32))
    created_at: Mapped[Time]
    revoked_at: Mapped[Time | None]


# Not a URL, so that it can't equal any provider's issuer.
MAIL_ISSUER = "mail"


class SignIn(Base):
    """A way to sign in to an account: an issuer's subject, as in OpenID Connect.

    `issuer` and `subject` are a provider's `iss` and `sub`, compared exactly. For mailed links the issuer is
    `MAIL_ISSUER` and the subject the normal form of the address. A guest has none.
    """

    __tablename__ = "sign_in"
    __table_args__ = ()

    issuer: Mapped[str] = mapped_column(String(255), primary_key=True)
    subject: Mapped[str] = mapped_column(String(255), primary_key=True)
    account_id: Mapped[int] = reference("account.id", index=True)
    created_at: Mapped[Time]


class SignInLink(Base):
    """A link that signs in once; only its secret's hash is stored. With an account it attaches `email` to it.

    `ended_at` is when a newer link of the same account was used. An attaching link used on another device than the one
    that asked shows a code: `code_hash`, valid until `code_ends_at`, tried `code_tries` times so far.
    """

    __tablename__ = "sign_in_link"

    id: Mapped[Id]
    account_id: Mapped[int | None] = reference("account.id", index=True)
    email: Mapped[str] = mapped_column(String(254))
    secret_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[Time]
    expires_at: Mapped[Time]
    used_at: Mapped[Time | None]
    ended_at: Mapped[Time | None]
    code_hash: Mapped[str | None] = mapped_column(String(64))
    code_ends_at: Mapped[Time | None]
    code_tries: Mapped[int] = mapped_column(default=0, server_default="0")


class JoinKey(Base):
    """The key of a joining, kept for ten minutes, so that joining twice joins once; hashed, because it admits.

    `fingerprint` is a hash of the name and body that joined; None where an earlier version stored the key.
    """

    __tablename__ = "join_key"
    __table_args__ = ()

    key_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    workshop_id: Mapped[int] = reference("workshop.id", primary_key=True)
    token_id: Mapped[int] = reference("access_token.id")
    participant_id: Mapped[int] = reference("participant.id")
    created_at: Mapped[Time]
    fingerprint: Mapped[str | None] = mapped_column(String(64))


class Device(Base):
    """A browser that a participant came with, by which likely doubles are found.

    `mark` is a hash of the random number in that browser's cookie and of the consultation: it says nothing about the
    browser, and differs between consultations. It is deleted after some weeks, and when the participant goes.
    """

    __tablename__ = "device"
    __table_args__ = ()

    participant_id: Mapped[int] = reference("participant.id", primary_key=True)
    mark: Mapped[str] = mapped_column(String(64), primary_key=True)
    consultation_id: Mapped[int] = reference("consultation.id", index=True)
    noted_at: Mapped[Time]
