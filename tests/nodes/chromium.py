"""Chromium for the tests: the engine without a window's machinery, which takes a third less of the processor."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Playwright, expect

HALL = "hall.example"
# Some tests come by a plain http:// name, as on a hall's own network, where browsers withhold much.
ARGUMENTS = ["--no-sandbox", "--disable-gpu", f"--host-resolver-rules=MAP {HALL} 127.0.0.1"]
# How quick things are is measured by bin/bench; a machine that does much else is slow.
expect.set_options(timeout=15_000)


@contextmanager
def chromium_of(playwright: Playwright, program: str = "chromium-headless-shell", **more) -> Iterator[Browser]:
    """Run a browser program while the block runs; the browser and its pages are all on this machine."""
    os.environ["NO_PROXY"] = f"127.0.0.1,{HALL}"
    browser = playwright.chromium.launch(executable_path=f"/usr/bin/{program}", args=ARGUMENTS, **more)
    try:
        yield browser
    finally:
        browser.close()
