"""Logs: one JSON object a line, without names, addresses, texts or choices."""

import json
import logging
import sys
import threading
import traceback
from datetime import UTC, datetime

from gevent.hub import Hub

log = logging.getLogger("workshop")
# Made once: `json.dumps` would make one for each line.
_ENCODER = json.JSONEncoder(default=str)


class OneLine(logging.Formatter):
    """Formats a record as one JSON object."""

    def format(self, record: logging.LogRecord) -> str:
        """Return time, level, logger and message; of an exception its type and places, never its values."""
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": _message(record),
            **getattr(record, "figures", {}),
        }
        if record.exc_info and record.exc_info[0]:
            # Danger: a database error's message quotes the row, so it is left out.
            kind, _, places = record.exc_info
            line["fault"] = kind.__name__
            line["places"] = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(places)]
        # In ASCII: Unicode has line ends of its own, at which a log's reader might split.
        return _ENCODER.encode(line)


def log_as_json(level: str) -> None:
    """Send all logs to standard error as JSON lines, also uncaught exceptions and warnings."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(OneLine())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    logging.getLogger("engineio").setLevel("ERROR")
    logging.getLogger("socketio").setLevel("ERROR")
    logging.captureWarnings(True)
    logging.raiseExceptions = False
    # What no line shows is not looked up for each of them.
    logging.logThreads = logging.logProcesses = logging.logMultiprocessing = False
    sys.excepthook = _ended
    sys.unraisablehook = lambda it: _note(
        "a fault that nobody could be told of", it.exc_type, it.exc_value, it.exc_traceback
    )
    threading.excepthook = lambda it: _note("a thread ended by a fault", it.exc_type, it.exc_value, it.exc_traceback)
    Hub.print_exception = lambda hub, context, *failure: _note("a greenlet ended by a fault", *failure)


def _message(record):
    try:
        return record.getMessage()
    except Exception:
        # The arguments do not fit the message: the place of the call is worth more than no line at all.
        return f"{record.msg} (with other arguments, at {record.pathname}:{record.lineno})"


def _ended(kind, failure, places):
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, failure, places)
    else:
        _note("the process ended by a fault", kind, failure, places)


def _note(what, kind, failure, places):
    log.critical(what, exc_info=(kind, failure, places))
