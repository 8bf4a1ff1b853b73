"""The hall: everyone listens to the real broadcaster all the time, with Python's ears and with the browser's."""

from collections.abc import Callable

from sqlalchemy import select

from tests.nodes.described import described
from tests.pairs.applying import apply_batch, apply_progress, apply_tally, apply_turnout
from tests.story.browser import Browser
from tests.story.stage import Story
from workshop import policy
from workshop.engine.request_state import place_of
from workshop.models import Account
from workshop.sockets.broadcast import Broadcaster
from workshop.sockets.listeners import Listener


class Client:
    """One who listens, and what they know: they fetch only when they greet, and when what they hear says so."""

    def __init__(self, story: Story, who: str, batch: Callable, tally: Callable, turnout: Callable, progress: Callable):
        self.story, self.who, self._batch, self._tally, self._turnout = story, who, batch, tally, turnout
        self._progress = progress
        self.known: dict = {}

    def apply(self, name: str, frame: dict) -> None:
        """Take one frame."""
        if name == "events":
            self._take(self._batch(self.known, frame))
        elif name == "tally":
            self._take(self._tally(self.known, frame))
        elif name == "turnout":
            self._take(self._turnout(self.known, frame))
        elif name == "progress":
            self._take(self._progress(self.known, frame))
        elif name in ("hello", "me"):
            self._take(None)
        elif name == "bye" and frame["reason"] != "signed_out":
            self.known = {}

    def _take(self, following):
        if following is not None:
            self.known = following
            return
        missed = self.known and self.story.catch_up(self.who, self.known)
        self.known = (missed and self._batch(self.known, missed)) or self.story.see(self.who)


class Hall:
    """One process's broadcaster with a socket for each participant; what is sent waits until `turn`."""

    def __init__(self, story: Story, browser: Browser):
        self.story = story
        self.broadcaster = Broadcaster(story.database, self._emit, self._closed)
        self.sent: list[tuple[str, str, dict]] = []
        self.here: set[str] = set()
        self.clients = {
            who: (
                Client(story, who, apply_batch, apply_tally, apply_turnout, apply_progress),
                Client(
                    story,
                    who,
                    lambda known, batch: browser.apply([["applyBatch", known, batch]])[0],
                    lambda known, frame: browser.apply([["applyTally", known, frame]])[0],
                    lambda known, frame: browser.apply([["applyTurnout", known, frame]])[0],
                    lambda known, frame: browser.apply([["applyProgress", known, frame]])[0],
                ),
            )
            for who in story.accounts
        }

    def turn(self) -> None:
        """Take in whoever has a place and is not here, let the broadcaster tell, and let everyone hear it."""
        self.broadcaster.turn(True)
        for who in self.story.roles():
            if who not in self.here:
                self.here.add(who)
                self.broadcaster.welcome(self._listener(who))
        self.broadcaster.turn(True)
        # Who was invited and has come is noted after the rest is told, once a second at most: the next turn tells it.
        while self.here and self.broadcaster.feed.has_events(self.story.database, self.story.consultation_id):
            self.broadcaster.turn(True)
        while self.sent:
            name, who, frame = self.sent.pop(0)
            for client in self.clients[who]:
                client.apply(name, frame)

    def lose(self, who: str) -> None:
        """Break someone's connection: what was sent meanwhile is lost, what they know stays."""
        self.broadcaster.let_go(who)
        self._closed(who)
        self.sent = [message for message in self.sent if message[1] != who]

    def _listener(self, who):
        with self.story.database.read() as session:
            _, me = place_of(session, self.story.slug, self.story.accounts[who])
            stamp = session.scalar(select(Account.stamp).where(Account.id == me.account_id))
        return Listener(
            sid=who,
            consultation_id=me.consultation_id,
            participant_id=me.id,
            account_id=me.account_id,
            lead=policy.leads(me),
            stamp=stamp,
            token_id=None,
            me_version=me.me_version,
        )

    def _emit(self, name, frame, sids):
        described().check_message(name, frame)
        self.sent += [(name, sid, frame) for sid in sids]

    def _closed(self, sid):
        self.here.discard(sid)
