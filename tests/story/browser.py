"""The browser's own `snapshot.js`, run by one long-lived Node."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

SCRIPT = Path(__file__).parents[1] / "js" / "apply.mjs"


class Browser:
    """A child process that hears as a browser does: one line of JSON in, one line out."""

    def __init__(self):
        node = shutil.which("node")
        if node is None:
            raise RuntimeError("node is not installed: run bin/setup test")
        self._child = subprocess.Popen(
            [node, SCRIPT], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
        )

    def apply(self, asked: list[list[Any]]) -> list[dict | None]:
        """Give, for each `[function, snapshot, heard…]`, the snapshot after all that was heard."""
        self._child.stdin.write(json.dumps(asked) + "\n")
        self._child.stdin.flush()
        answer = self._child.stdout.readline()
        if not answer:
            raise RuntimeError(f"node ended with {self._child.wait()}")
        return json.loads(answer)

    def close(self) -> None:
        """End the child."""
        with self._child:
            self._child.stdin.close()
