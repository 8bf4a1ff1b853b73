"""Mails an invitation: its link signs in once, and leads to the consultation."""

from datetime import timedelta
from urllib.parse import quote

from workshop.jobs.kind import JobContext, Kind
from workshop.jobs.letters import send, sign_in_url, wait_for_turn
from workshop.mail.letters import invitation_letter
from workshop.operations.mailing import INVITATION
from workshop.operations.people.accounts import INVITATION_MINUTES, make_link
from workshop.queries.invitations import invitation_of


def run(context: JobContext, participant_id: int, inviter_id: int | None = None) -> None:
    """Mail an invitation to a participant; nothing to one who was removed meanwhile.

    The link is made here, because a job's arguments hold no secret.
    """
    settings, database = context.settings, context.database
    with database.read() as session:
        invited = invitation_of(session, participant_id, inviter_id)
    if invited is None:
        return
    wait_for_turn(context, INVITATION)
    email, then = invited.email, f"/c/{invited.slug}"
    secret = database.write(lambda session: make_link(session, email, minutes=INVITATION_MINUTES))
    urls = {"url": sign_in_url(settings, secret, then), "anew": f"{settings.url}/sign-in?next={quote(then)}"}
    about = {"contact": settings.contact, **urls}
    send(context, email, invited.lang, lambda name: invitation_letter(name, invited, **about))


KIND = Kind(
    name=INVITATION,
    run=run,
    lease=timedelta(minutes=2),
    retry_after=timedelta(seconds=20),
    tries=10,
    weight="light",
)
