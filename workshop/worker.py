"""The worker: does the jobs that transactions wrote down, settles rounds by the clock, sends mail."""

import logging
import signal
import time
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote

from flask import Flask
from flask_babel import Babel, force_locale
from sqlalchemy import select

from workshop.config import Settings
from workshop.db import Database
from workshop.engine.jobs import any_waiting, claim, finished, postponed, put_off
from workshop.engine.request_state import all_due
from workshop.errors import TooManyMails
from workshop.limits.buckets import sweep
from workshop.mail import post
from workshop.mail.letters import address_letter, invitation_letter, sign_in_letter
from workshop.models import Account
from workshop.operations.accounts import INVITATION_MINUTES, make_link
from workshop.operations.auditing import purge
from workshop.operations.detaching import forget
from workshop.operations.devices import forget_devices
from workshop.operations.mailing import forget_counts, take_turn
from workshop.operations.publishing import settle_consultation
from workshop.queries.invitations import invitation_of

log = logging.getLogger("workshop.worker")
PAUSE_SECONDS = 0.5
RETRY = timedelta(seconds=20)
MOST_TRIES = 10
FORGET_AGAIN = timedelta(seconds=1)
SWEEP_SECONDS = 1800


class Worker:
    """Does one job after another; each kind of job is a method of its name."""

    def __init__(self, settings: Settings, database: Database):
        self.settings, self.database = settings, database
        self._stopped, self._swept_at = False, None
        self._app = Flask("workshop")
        self._app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(Path(self._app.root_path) / "translations")
        Babel(self._app, default_locale="fi")

    def run(self) -> None:
        """Work until the process is told to stop."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: setattr(self, "_stopped", True))
        while not self._stopped:
            try:
                idle = not self.work()
            except Exception:
                log.exception("the worker's turn failed; it goes on")
                idle = True
            if idle:
                time.sleep(PAUSE_SECONDS)

    def work(self) -> int:
        """Settle what is due and do the jobs that are due; gives the number of jobs."""
        self._sweep()
        with self.database.read() as session:
            due, waiting = all_due(session), any_waiting(session)
        for consultation_id in due:
            settle_consultation(self.database, consultation_id)
        jobs = self.database.write(claim) if waiting else []
        forgotten = {}
        for job in jobs:
            if job.name == "forget":
                # Many secret ballots ask for the same forgetting; once does for all that were claimed together.
                same = job.arguments["round_id"]
                forgotten[same] = failure = forgotten[same] if same in forgotten else self._failure_of(job)
            else:
                failure = self._failure_of(job)
            self._put_away(job, failure)
        return len(jobs)

    def _sweep(self):
        # What is kept for a time goes: of people's addresses in the network, of mails, in the audit log.
        if self._swept_at is None or time.monotonic() - self._swept_at >= SWEEP_SECONDS:
            self._swept_at = time.monotonic()
            self.database.write(sweep)
            self.database.write(forget_counts)
            self.database.write(purge)

    def _failure_of(self, job):
        try:
            getattr(self, job.name)(**job.arguments)
        except TooManyMails as wait:
            return wait
        except Exception as failure:
            log.exception("job %s failed", job.name)
            return type(failure).__name__
        return None

    def _put_away(self, job, failure):
        # What is to be forgotten must not stay because others read at the wrong moment: that is tried until it is done.
        wait, most = (FORGET_AGAIN, None) if job.name == "forget" else (RETRY, MOST_TRIES)
        if isinstance(failure, TooManyMails):
            wait = timedelta(seconds=failure.retry_after)
            self.database.write(lambda session: put_off(session, job.id, wait))
        elif failure:
            self.database.write(lambda session: postponed(session, job.id, failure, wait, most))
        else:
            self.database.write(lambda session: finished(session, job.id))

    def forget(self, round_id: int) -> None:
        """Make the engine forget who cast which ballot of a round."""
        forget(self.database, round_id)

    def forget_devices(self, consultation_id: int) -> None:
        """Forget the browsers that were noted long ago."""
        forget_devices(self.database, consultation_id)

    def sign_in_link(self, email: str, account_id: int | None, then: str = "/") -> None:
        """Mail a sign-in link, in the language of the account that it is for; nothing to an unknown address."""
        with self.database.read() as session:
            which = Account.id == account_id if account_id else Account.email == email
            lang = session.scalar(select(Account.lang).where(which))
        if lang is None:
            return
        self._take_turn("sign_in_link")
        secret = self.database.write(lambda session: make_link(session, email, account_id=account_id))
        url = self._link(secret, then)
        self._mail(email, lang, lambda name: address_letter(name, url) if account_id else sign_in_letter(name, url))

    def invitation(self, participant_id: int, inviter_id: int | None = None) -> None:
        """Mail an invitation to a participant who was invited: its link signs in once, and leads to the consultation.

        The link is made here, since a job's arguments hold no secret.
        """
        with self.database.read() as session:
            invited = invitation_of(session, participant_id, inviter_id)
        if invited is None:
            return
        self._take_turn("invitation")
        email, then = invited.email, f"/c/{invited.slug}"
        secret = self.database.write(lambda session: make_link(session, email, minutes=INVITATION_MINUTES))
        urls = {"url": self._link(secret, then), "anew": f"{self.settings.url}/sign-in?next={quote(then)}"}
        contact = self.settings.contact
        self._mail(email, invited.lang, lambda name: invitation_letter(name, invited, contact=contact, **urls))

    def _take_turn(self, job):
        self.database.write(lambda session: take_turn(session, job))

    def _link(self, secret, then):
        return f"{self.settings.url}/sign-in/{secret}" + ("" if then == "/" else f"?next={quote(then)}")

    def _mail(self, email, lang, letter):
        with self._app.test_request_context(), force_locale(lang):
            subject, body = letter(self.settings.name)
        post(self.settings, email, subject, body)
