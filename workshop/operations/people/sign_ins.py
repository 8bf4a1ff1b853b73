"""Sign-ins by issuer and subject: which account is signed in to by what an issuer calls its holder."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from workshop.db import upsert
from workshop.models import Account, SignIn


def account_of(session: Session, issuer: str, subject: str) -> Account | None:
    """Fetch the account that is signed in to by what an issuer calls its holder, if there is one."""
    its = (SignIn.issuer == issuer, SignIn.subject == subject)
    return session.scalar(select(Account).join(SignIn, SignIn.account_id == Account.id).where(*its))


def may_sign_in(session: Session, account: Account, issuer: str, subject: str, now: datetime) -> None:
    """Let an account be signed in to by what an issuer calls its holder; where another has it, that stays so."""
    one = {"issuer": issuer, "subject": subject, "account_id": account.id, "created_at": now}
    session.execute(upsert(session, SignIn).values(one).on_conflict_do_nothing())
