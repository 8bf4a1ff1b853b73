"""The document of a consultation as a file, for the job that makes large ones."""

from workshop.exports.document.apart import MIMETYPES
from workshop.exports.writer import Progress, Writer, unheard


class DocumentFile(Writer):
    """Writes a document as one `kind` of file."""

    reads = "document"

    def __init__(self, kind: str):
        self.kind, self.mimetype = kind, MIMETYPES[kind]

    def write(self, record: dict, lang: str, told: Progress = unheard) -> bytes:
        """Return the record's `content` in its `languages`, one after the other or `beside` each other."""
        # Its libraries need much memory, and this is called in a process that ends with the job.
        from workshop.exports.document.made import write

        return write(self.kind, record["content"], record["languages"], beside=record["beside"], told=told)


DOCUMENT_FILES: dict[str, Writer] = {f"document.{kind}": DocumentFile(kind) for kind in MIMETYPES}
