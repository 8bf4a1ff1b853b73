"""Times for people, in Finland's time zone, and correct on the two days of the year when the clocks change."""

import math
import re
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from babel import dates

from workshop.language.speech import gettext, language, ngettext

ZONE = ZoneInfo("Europe/Helsinki")
# How each language writes a time in a sentence: later on the same day, on another day, and to the second, where that
# proves something. Between its abbreviation and an hour no line ends. The browser's side of the pair is
# language/clock.js.
TIMES = {"fi": "'klo'\u00a0H.mm", "sv": "'kl.'\u00a0HH.mm", "en": "'at' HH:mm"}
DAYS = {
    "fi": "ccc d.M.y 'klo'\u00a0H.mm",
    "sv": "ccc 'den' d MMMM y 'kl.'\u00a0HH.mm",
    "en": "'on' ccc d MMMM y 'at' HH:mm",
}
STAMPS = {"fi": "d.M.y 'klo'\u00a0H.mm", "sv": "d MMMM y 'kl.'\u00a0HH.mm", "en": "d MMMM y 'at' HH:mm"}
CLOCKS = {"fi": "H.mm", "sv": "HH.mm", "en": "HH:mm"}
SECONDS = {"fi": "H.mm.ss", "sv": "HH.mm.ss", "en": "HH:mm:ss"}
# Day and hour in full, as in letters.
IN_FULL = {
    "fi": "cccc d.M.y 'klo'\u00a0H.mm",
    "sv": "cccc 'den' d MMMM y 'kl.'\u00a0HH.mm",
    "en": "cccc d MMMM y 'at' HH:mm",
}
# The same for scripts: hours and minutes (with one or two digits for the hour), a date, and a date with its weekday.
SCRIPT_CLOCKS = {"fi": "%(h)s.%(mm)s", "sv": "%(hh)s.%(mm)s", "en": "%(hh)s:%(mm)s"}
SCRIPT_DATES = {"fi": "%(d)s.%(m)s.%(y)s", "sv": "%(d)s %(month)s %(y)s", "en": "%(d)s %(month)s %(y)s"}
SCRIPT_WEEKDAYS = {"fi": "%(weekday)s %(date)s", "sv": "%(weekday)s den %(date)s", "en": "%(weekday)s %(date)s"}
LAST_SECONDS = 60
LOCAL = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,6})?)?")


def with_offset(typed: str) -> str:
    """Return a local time with its offset (RFC 3339); other text, and times skipped by the clocks, unchanged.

    A time that occurs twice, when the clocks go back, means the first occurrence.
    """
    if not LOCAL.fullmatch(typed) or is_skipped(typed):
        return typed
    try:
        return datetime.fromisoformat(typed).replace(tzinfo=ZONE, fold=0).isoformat()
    except ValueError:
        return typed


def is_skipped(typed: str) -> bool:
    """Whether a local time does not exist, because the clocks go forward over it."""
    if not LOCAL.fullmatch(typed):
        return False
    try:
        time = datetime.fromisoformat(typed).replace(tzinfo=ZONE)
        return time.astimezone(UTC).astimezone(ZONE).replace(tzinfo=None) != time.replace(tzinfo=None)
    except (ValueError, OverflowError):
        return False


def local(time: datetime | str | None) -> str:
    """Return a time as a datetime-local field takes it; "" for None."""
    if not time:
        return ""
    time = moment(time)
    return time.astimezone(ZONE).strftime("%Y-%m-%dT%H:%M")


def moment(time: datetime | str) -> datetime:
    """Parse a time of the wire; a datetime is returned unchanged."""
    return datetime.fromisoformat(time) if isinstance(time, str) else time


def when(time: datetime, now: datetime) -> str:
    """Return a time for a sentence, without the day where that is today."""
    same = time.astimezone(ZONE).date() == now.astimezone(ZONE).date()
    return _written(time, TIMES if same else DAYS)


def stamp(time: datetime | str) -> str:
    """Return the day and time at which something was written."""
    return _written(moment(time), STAMPS)


def clock(time: datetime) -> str:
    """Return a time by itself, as in a timetable."""
    return _written(time, CLOCKS)


def to_the_second(time: datetime) -> str:
    """Return a time to the second, so that it differs from the previous one, as where something was saved."""
    return _written(time, SECONDS)


def time_left(time: datetime, now: datetime) -> str:
    """Return how long it is until a time: to the second in the last hour, then in hours or days."""
    seconds = max(0, math.ceil((time - now).total_seconds()))
    if seconds < 3600:
        return gettext("%(left)s left", left=f"{seconds // 60}:{seconds % 60:02}")
    if seconds < 48 * 3600:
        return ngettext("%(num)d hour left", "%(num)d hours left", seconds // 3600)
    return ngettext("%(num)d day left", "%(num)d days left", seconds // 86400)


def in_full(time: datetime) -> str:
    """Return a time in full, with the whole name of its weekday."""
    return _written(time, IN_FULL)


def day(on: date) -> str:
    """Return a day with the name of its month."""
    return dates.format_date(on, "long", locale=language())


def after(wait: timedelta) -> str:
    """Return a waiting time in words: "in 5 minutes"."""
    return dates.format_timedelta(wait, add_direction=True, threshold=1.5, locale=language())


def script_patterns() -> dict[str, str]:
    """Return the patterns of times, and the names of weekdays and months, of the language, as clock.js needs them."""
    lang = language()
    return {
        "clock": SCRIPT_CLOCKS[lang],
        "date": SCRIPT_DATES[lang],
        "weekday": SCRIPT_WEEKDAYS[lang],
        "weekdays": _in_order(dates.get_day_names("abbreviated", "stand-alone", lang)),
        "months": _in_order(dates.get_month_names("wide", "format", lang)),
    }


def _written(time, patterns):
    return dates.format_datetime(time, patterns[language()], tzinfo=ZONE, locale=language())


def _in_order(names):
    return " ".join(names[number] for number in sorted(names))


def countdown(time: datetime, now: datetime) -> tuple[str, bool]:
    """Return (what a wall's clock shows until a time, to the second; whether that is less than a minute)."""
    seconds = max(0, math.ceil((time - now).total_seconds()))
    hours, minutes = divmod(seconds // 60, 60)
    minute = f"{hours}:{minutes:02}" if hours else f"{minutes}"
    return f"{minute}:{seconds % 60:02}", seconds < LAST_SECONDS
