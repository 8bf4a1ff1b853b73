"""Writes docs/samples anew, from a rehearsed consultation: `python -m tests.exports.documents.samples [FOLDER]`."""

import sys
import tempfile
from pathlib import Path

from tests.exports.documents.rehearsal import Rehearsal
from tests.nodes.server import Server

FOLDER = Path(__file__).parents[3] / "docs" / "samples"
# A name that readers do not take for the address of their own machine.
URL = "https://workshop.example.org"
ASKED = {"fi": "lang=fi", "sv": "lang=sv", "fi-sv": "lang=fi,sv&beside=1", "fi+sv": "lang=fi,sv"}


def write_samples(folder: Path) -> None:
    """Hold the consultation, and keep the files of its adopted document as anybody gets them."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as data:
        server = Server(Path(data) / "data")
        server.make_example()
        server.env["WORKSHOP_URL"] = URL
        server.start()
        try:
            held = Rehearsal(server).hold()
            for name, asked in ASKED.items():
                for kind in ("docx", "pdf"):
                    _keep(held, f"document.{kind}?{asked}", folder / f"document-{name}.{kind}")
            _keep(held, "document.xlsx?lang=fi,sv", folder / "document-fi+sv.xlsx")
            for name in ("document.json", "document.csv"):
                _keep(held, name, folder / name)
        finally:
            server.stop()


def _keep(held, name, path):
    answer = held.lead.request("GET", f"/d/{held.address}/{name}", timeout=60)
    assert answer.status_code == 200, f"{name} → {answer.status_code} {answer.text[:200]}"
    path.write_bytes(answer.content)


if __name__ == "__main__":
    write_samples(Path(sys.argv[1]) if sys.argv[1:] else FOLDER)
