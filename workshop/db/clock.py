"""The database's clock, which all processes share, as an SQL expression."""

from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

from workshop.fields import UtcTime


class DatabaseTime(FunctionElement):
    """The time by the database's clock: now, not the start of the transaction; aware, in UTC."""

    name = "database_time"
    type = UtcTime()
    inherit_cache = True


@compiles(DatabaseTime)
def _shared(element, compiler, **kw):
    return "clock_timestamp()"


@compiles(DatabaseTime, "sqlite")
def _embedded(element, compiler, **kw):
    # As wide as stored times, so that comparing texts compares times.
    return "strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')"
