"""Flask-SocketIO as shipped, on gunicorn with gevent and simple-websocket: a room in memory, and a broadcast."""

from gevent import monkey

monkey.patch_all()

from flask import Flask  # noqa: E402
from flask_socketio import SocketIO  # noqa: E402

from tests.bench.room import TICK_SECONDS, Room, update  # noqa: E402

app = Flask(__name__)
socketio = SocketIO(app, async_mode="gevent", cors_allowed_origins=[])
room = Room()


@socketio.on("vote")
def vote(goal):
    """Count one more voter."""
    room.vote(goal)


@socketio.on("go")
def go(rate, seconds, size):
    """Broadcast so many updates of so many bytes a second for so many seconds."""

    def run():
        for number in range(int(rate * seconds)):
            socketio.emit("update", update(number, size))
            socketio.sleep(1 / rate)

    socketio.start_background_task(run)


def _tick():
    while True:
        socketio.sleep(TICK_SECONDS)
        tally = room.moved()
        if tally:
            socketio.emit("tally", tally)


socketio.start_background_task(_tick)
