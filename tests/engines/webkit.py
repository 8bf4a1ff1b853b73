"""WebKitGTK, Safari's engine, under Selenium: Debian's MiniBrowser on a screen that nobody looks at."""

import contextlib
import os
import subprocess
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from selenium import webdriver
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.webkitgtk.options import Options
from selenium.webdriver.webkitgtk.service import Service

from tests.engines.screen import SEEN, Screen

DRIVER = "/usr/bin/WebKitWebDriver"
PROGRAMS = "*/webkit2gtk-4.*/MiniBrowser"
ENTER = "\ue007"


@contextlib.contextmanager
def display() -> Iterator[str]:
    """Start a screen of its own, and return its name."""
    command = ["Xvfb", "-displayfd", "1", "-screen", "0", "2000x1200x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as screen:
        try:
            yield f":{screen.stdout.readline().decode().strip()}"
        finally:
            screen.terminate()


class WebKit(Screen):
    """A person's screen in WebKit: a program of its own, which keeps nothing."""

    def __init__(self, shown_on: str, origin: str, lang: str, width: int, height: int, log: Path):
        super().__init__(origin)
        self._log = log
        options = Options()
        options.binary_location = str(next(Path("/usr/lib").glob(PROGRAMS)))
        options.add_argument("--automation")
        # The driver itself has no way to ask for the console.
        options.add_argument("--enable-write-console-messages-to-stdout=true")
        environment = {**os.environ, "DISPLAY": shown_on, "LANG": lang, "LANGUAGE": lang, "NO_AT_BRIDGE": "1"}
        service = Service(DRIVER, log_output=str(log), env=environment)
        with warnings.catch_warnings():
            # Selenium 4.51 calls itself in a way that it has deprecated.
            warnings.filterwarnings("ignore", "setting remote_server_addr", DeprecationWarning)
            self._driver = webdriver.WebKitGTK(options=options, service=service)
        self._driver.set_window_size(width, height)

    def go(self, path: str) -> None:
        """Open a page of the app."""
        self._driver.get(self.origin + path)

    def js(self, body: str, *arguments: Any) -> Any:
        """Run the body of a function in the page."""
        return self._driver.execute_script(f"const args = arguments[0]; {body}", list(arguments))

    def click(self, css: str) -> None:
        """Click the first element that is seen."""
        element = self._driver.execute_script(f"{SEEN} return seen(arguments[0])[0]", css)
        assert element, f"no {css}\n{self.described()}"
        self._driver.execute_script("arguments[0].scrollIntoView({ block: 'center', behavior: 'instant' })", element)
        element.click()

    def keys(self, text: str) -> None:
        """Type where the focus is."""
        ActionChains(self._driver, duration=0).send_keys(text.replace("\n", ENTER)).perform()

    def faults(self) -> list[str]:
        """Return the errors that the program has written of its console."""
        lines = self._log.read_text(errors="replace").splitlines() if self._log.exists() else []
        return [line for line in lines if line.startswith("CONSOLE") and " ERROR " in line]

    def picture(self, path: str) -> None:
        """Photograph the window."""
        self._driver.save_screenshot(path)

    def close(self) -> None:
        """End the program."""
        self._driver.quit()
