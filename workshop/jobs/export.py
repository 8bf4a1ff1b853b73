"""Makes a file that somebody asked for, in a process of its own, and keeps it for them."""

import time
from contextlib import suppress
from datetime import timedelta

from workshop.exports.names import ALL
from workshop.jobs.kind import JobContext, Kind
from workshop.models import Consultation, Participant
from workshop.operations.handing_out import exports
from workshop.operations.handing_out.own_templates import template_of
from workshop.queries.exported.reading import exported

# What is read, written and stored, in per cent of the whole, as a reader of the bar would have it.
READ, WRITTEN = 10, 90
# So often the bar moves; each step is a commit.
SECONDS = 0.5


def run(context: JobContext, export_id: int) -> None:
    """Make the file and store it; nothing where it was cancelled, also while it is made."""
    with suppress(exports.Cancelled):
        begun = context.database.write(lambda session: exports.begin(session, export_id))
        try:
            _make(context, export_id, begun)
        except Exception as failure:
            if not isinstance(failure, exports.Cancelled):
                context.database.write(lambda session: exports.fail(session, export_id))
            raise


def _make(context, export_id, begun):
    database, asked = context.database, begun.asked
    writer, told = ALL[asked.name], _Progress(database, export_id)
    with database.read() as session:
        place = session.get_one(Consultation, begun.consultation_id)
        me = session.get_one(Participant, begun.participant_id)
        found = exported(session, place, me, writer.reads, about=asked.sealed_file_id)
        template = template_of(session, me, asked.template_id).contents if asked.template_id else b""
    if asked.languages:
        content = found["content"].at(context.settings.url)
        found = {"content": content, "languages": asked.languages, "beside": asked.beside, "template": template}
    told(0.0)
    exports.keep(database, export_id, writer.write(found, asked.lang, told))


class _Progress:
    """Stores how far the writing has come, not at each step."""

    def __init__(self, database, export_id):
        self._database, self._export_id = database, export_id
        self._told_at = 0.0

    def __call__(self, share: float) -> None:
        now = time.monotonic()
        if now - self._told_at < SECONDS:
            return
        self._told_at = now
        progress = int(READ + share * (WRITTEN - READ))
        self._database.write(lambda session: exports.report(session, self._export_id, progress))


KIND = Kind(
    # As in operations/handing_out/exports.py, which orders it.
    name=exports.NAME,
    run=run,
    lease=timedelta(minutes=2),
    retry_after=timedelta(seconds=20),
    tries=2,
    weight="heavy",
)
