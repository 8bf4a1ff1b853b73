"""Packed files from outside, as DOCX and XLSX are: nothing is unpacked beyond a bound."""

import io
import zipfile

MOST_PARTS = 500


class NotPacked(ValueError):
    """The file is no such file, or is broken or locked."""


class TooMuchPacked(ValueError):
    """The file holds more, or more parts, than is unpacked."""


def unpacked(contents: bytes, largest: int) -> dict[str, bytes]:
    """Return the parts by name, `largest` bytes in all; raises NotPacked, TooMuchPacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(contents)) as packed:
            infos = packed.infolist()
            # What a file says of its own size is a bound too: nothing beyond it is unpacked.
            if len(infos) > MOST_PARTS or sum(each.file_size for each in infos) > largest:
                raise TooMuchPacked
            return {each.filename: packed.read(each) for each in infos}
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise NotPacked from error
