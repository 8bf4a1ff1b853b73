"""Logs: one JSON object a line, without names, addresses, texts or choices."""

import json
import logging
import sys
import traceback
from datetime import UTC, datetime


class OneLine(logging.Formatter):
    """Writes a record as one JSON object."""

    def format(self, record: logging.LogRecord) -> str:
        """Write time, level, logger and message; of an exception its kind and places, never its values."""
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            **getattr(record, "figures", {}),
        }
        if record.exc_info and record.exc_info[1]:
            # The message of a database error quotes the row that it is about, so it stays out.
            failure = record.exc_info[1]
            line["fault"] = type(failure).__name__
            frames = traceback.extract_tb(failure.__traceback__)
            line["places"] = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
        return json.dumps(line, ensure_ascii=False)


def log_as_json(level: str) -> None:
    """Send all logs to standard error as JSON lines."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(OneLine())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    logging.getLogger("engineio").setLevel("ERROR")
    logging.getLogger("socketio").setLevel("ERROR")
