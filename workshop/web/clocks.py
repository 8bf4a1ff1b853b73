"""Times as people write them: by the clock on the wall in Finland, with both days on which it is changed."""

import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from flask_babel import format_datetime

from workshop.web.languages import TIMEZONE, language

ZONE = ZoneInfo(TIMEZONE)
# Hours and minutes as each language writes them: whether the hour has two digits, and what stands between.
CLOCKS = {"fi": "H.mm", "sv": "HH.mm", "en": "HH:mm"}
LOCAL = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,6})?)?")


def with_offset(typed: str) -> str:
    """Give a local time with its offset (RFC 3339); any other text, and a time that the clocks skip, as it is.

    A time that comes twice, when the clocks go back, is the first of the two.
    """
    if not LOCAL.fullmatch(typed) or is_skipped(typed):
        return typed
    try:
        return datetime.fromisoformat(typed).replace(tzinfo=ZONE, fold=0).isoformat()
    except ValueError:
        return typed


def is_skipped(typed: str) -> bool:
    """Whether this is a local time that never comes, because the clocks go forward over it."""
    if not LOCAL.fullmatch(typed):
        return False
    try:
        time = datetime.fromisoformat(typed).replace(tzinfo=ZONE)
        return time.astimezone(UTC).astimezone(ZONE).replace(tzinfo=None) != time.replace(tzinfo=None)
    except (ValueError, OverflowError):
        return False


def clock_time(time: datetime) -> str:
    """Give a moment as a clock time with seconds, where they prove something, in the reader's language."""
    pattern = CLOCKS[language()]
    return format_datetime(time, f"{pattern}{pattern[-3]}ss")


def local(time: datetime | str | None) -> str:
    """Give a time as a datetime-local field holds it; nothing for none."""
    if not time:
        return ""
    time = moment(time)
    return time.astimezone(ZONE).strftime("%Y-%m-%dT%H:%M")


def moment(time: datetime | str) -> datetime:
    """Read a time of the wire."""
    return datetime.fromisoformat(time) if isinstance(time, str) else time
