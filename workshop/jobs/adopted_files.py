"""Makes the files of a document that was adopted, so that its first readers need not wait for them."""

from datetime import timedelta

from workshop.exports.document.apart import kinds_here
from workshop.exports.document.made import write
from workshop.jobs.kind import JobContext, Kind
from workshop.operations.handing_out.adopted_files import NAME, file_of, files_of, keep_file, order_files
from workshop.queries.documents.shown import adopted_at


def run(context: JobContext, address: str, number: int) -> None:
    """Make one of the files, unless a reader had it made before, and order the next one."""
    database, site = context.database, context.settings.url
    with database.read() as session:
        kept = adopted_at(session, address)
        files = files_of(kept.content.languages, kinds_here())
        file = files[number]
        there = file_of(session, kept.id, file.about(site)) is not None
    try:
        if not there:
            made = write(file.kind, kept.whole(site), file.languages, beside=file.beside)
            keep_file(database, kept.id, file.about(site), made)
    finally:
        # One that can't be made keeps back no other; when it is tried again, these are found made.
        if number + 1 < len(files):
            database.write(lambda session: order_files(session, address, number + 1))


KIND = Kind(
    # As in operations/handing_out/adopted_files.py, which orders it.
    name=NAME,
    run=run,
    lease=timedelta(minutes=2),
    retry_after=timedelta(seconds=20),
    tries=2,
    weight="heavy",
)
