"""A document as ODT: LibreOffice, where it is installed, makes it of the DOCX, so that both hold the same."""

import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

LONGEST_SECONDS = 180


class OfficeMissing(RuntimeError):
    """LibreOffice Writer is not installed, or could not make an ODT."""


def office() -> str | None:
    """Return the program that makes ODTs, None where it is not installed or lacks Writer."""
    program = shutil.which("soffice")
    return program if program and (Path(program).resolve().parent / "libswlo.so").exists() else None


def write_odt(docx: bytes) -> bytes:
    """Return a DOCX of ours as ODT; raises OfficeMissing.

    Danger: never give it a DOCX of somebody else's. LibreOffice follows what a file refers to; ours refer to nothing.
    """
    program = office()
    if program is None:
        raise OfficeMissing("soffice")
    with TemporaryDirectory() as folder:
        home = Path(folder)
        (home / "document.docx").write_bytes(docx)
        # A profile of its own, since two that share one wait for each other.
        profile = f"-env:UserInstallation={(home / 'profile').as_uri()}"
        command = [program, profile, "--headless", "--norestore", "--convert-to", "odt", "--outdir", folder]
        done = subprocess.run(
            [*command, home / "document.docx"], capture_output=True, timeout=LONGEST_SECONDS, cwd=home, check=False
        )
        made = home / "document.odt"
        # It answers 0 also where it has written nothing.
        if not made.exists():
            raise OfficeMissing(done.stderr.decode(errors="replace")[:300])
        return made.read_bytes()
