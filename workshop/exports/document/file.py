"""The document of a consultation as a file, for the job that makes large ones."""

from workshop.exports.document.apart import MIMETYPES
from workshop.exports.writer import Progress, Writer, unheard


class DocumentFile(Writer):
    """Writes a document as one `kind` of file."""

    reads = "document"

    def __init__(self, kind: str):
        self.kind, self.mimetype = kind, MIMETYPES[kind]

    def write(self, record: dict, lang: str, told: Progress = unheard) -> bytes:
        """Return the record's `content` in its `languages`, one after the other or `beside` each other.

        Where it has a `template` of an organisation, it is made in that.
        """
        # Its libraries need much memory, and this is called in a process that ends with the job.
        from workshop.exports.document.made import fill, write

        about, how = (record["content"], record["languages"]), {"beside": record["beside"], "told": told}
        template = record.get("template")
        return fill(template, *about, **how) if template else write(self.kind, *about, **how)


DOCUMENT_FILES: dict[str, Writer] = {f"document.{kind}": DocumentFile(kind) for kind in MIMETYPES}
