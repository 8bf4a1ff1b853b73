"""Lighthouse's scores of pages that one must have joined to see: its browser is given the cookies first."""

import json
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Playwright

from tests.nodes.ports import free_port

LIGHTHOUSE = "lighthouse@12.8.2"
CHROMIUM = "/usr/bin/chromium"
CATEGORIES = ("performance", "accessibility", "best-practices")
TIMES = ("first-contentful-paint", "largest-contentful-paint", "total-blocking-time", "interactive")
LEAST = {"performance": 95, "accessibility": 100, "best-practices": 100}


@dataclass(frozen=True)
class Scores:
    """The scores of a page, from 0 to 100, its times, and the audits that took points away."""

    page: str
    scores: dict[str, int]
    faults: list[str]

    @property
    def enough(self) -> bool:
        """Whether all are what the issue asks for."""
        return all(self.scores[name] >= least for name, least in LEAST.items())

    def __str__(self) -> str:
        scores = ", ".join(f"{name} {score}" for name, score in self.scores.items())
        return "\n    ".join([f"{self.page}: {scores}", *self.faults])


@contextmanager
def browser(playwright: Playwright, folder: Path, cookies: list[dict]) -> Iterator[int]:
    """Run a browser that has these cookies; gives the port on which Lighthouse finds it."""
    port = free_port()
    context = playwright.chromium.launch_persistent_context(
        folder, executable_path=CHROMIUM, args=["--no-sandbox", f"--remote-debugging-port={port}"]
    )
    try:
        context.add_cookies(cookies)
        yield port
    finally:
        context.close()


def scores(port: int, page: str, url: str, runs: int = 3) -> Scores:
    """Try a page as a mid-range phone on slow 4G would open it; of several runs the middle one counts."""
    tried = sorted(
        (_run(port, url) for _ in range(runs)), key=lambda report: report["categories"]["performance"]["score"]
    )
    report = tried[len(tried) // 2]
    times = [f"{name}: {report['audits'][name]['displayValue']}" for name in TIMES]
    found = {name: round(100 * report["categories"][name]["score"]) for name in CATEGORIES}
    faults = [", ".join(times)]
    for name in CATEGORIES:
        for ref in report["categories"][name]["auditRefs"]:
            audit = report["audits"][ref["id"]]
            if ref["weight"] and audit["score"] is not None and audit["score"] < 0.9:
                faults.append(f"{audit['id']}: {audit.get('displayValue') or audit['title']}")
    return Scores(page, found, faults)


def _run(port, url):
    command = ["npx", "--yes", LIGHTHOUSE, url, f"--port={port}", "--output=json", "--quiet", "--disable-storage-reset"]
    command += [f"--only-categories={','.join(CATEGORIES)}", "--locale=en"]
    # What packages run when they are installed is not needed, and no report goes anywhere.
    env = {**os.environ, "CHROME_PATH": CHROMIUM, "npm_config_ignore_scripts": "true"}
    done = subprocess.run(command, capture_output=True, text=True, env=env, stdin=subprocess.DEVNULL, timeout=300)
    if done.returncode:
        raise RuntimeError(done.stderr)
    return json.loads(done.stdout)
