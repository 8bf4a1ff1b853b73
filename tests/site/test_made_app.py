"""An app that is made, and nothing else: it leaves the process in which it is made as it was."""

import os
import shutil
import subprocess
import sys
from uuid import uuid4

from tests.site.app import site
from workshop.config import read_settings
from workshop.web.app import make_app

MAKE = """
import gc, logging, os, signal, threading
from pathlib import Path
import gevent
import gevent.monkey
from workshop.config import read_settings
from workshop.web.app import make_app

def _leads_to(file):
    # The folder that is being read is gone when its own entry is looked at.
    return os.readlink(file) if file.is_symlink() else ""

def process():
    return {
        "signals": [signal.getsignal(number) for number in sorted(signal.valid_signals())],
        "umask": Path("/proc/self/status").read_text().split("Umask:")[1].split()[0],
        "logs": (logging.getLogger().handlers[:], logging.getLogger().level),
        "collector": (gc.get_threshold(), gc.get_freeze_count()),
        "threads": threading.active_count(),
        "patched": gevent.monkey.is_anything_patched(),
        "greenlets": [each for each in gc.get_objects() if isinstance(each, gevent.Greenlet)],
        "sockets": sorted(each for each in map(_leads_to, Path("/proc/self/fd").iterdir()) if "socket:" in each),
    }

before = process()
app = make_app(read_settings())
after = process()
assert after == before, (before, after)
assert app.test_client().get("/healthz").status_code == 200
"""


def test_making_an_app_changes_nothing_of_the_process(tmp_path):
    env = {**os.environ, "WORKSHOP_DATA": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", MAKE], env=env, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_two_apps_in_one_process_have_nothing_in_common(tmp_path):
    organisation = {"WORKSHOP_ORGANISATION": "Kuntaliitto"}
    with site(tmp_path / "one", **organisation) as one, site(tmp_path / "two") as two:
        pages = [each.app.test_client().get("/").text for each in (one, two)]
        assert ["Kuntaliitto" in page for page in pages] == [True, False]
        answers = [
            each.app.test_client().get("/api/v1/me", headers={"Authorization": f"Bearer {two.token}"})
            for each in (one, two)
        ]
        assert [answer.status_code for answer in answers] == [401, 200]


def test_two_apps_on_copies_of_one_installation_show_each_its_own(tmp_path):
    with site(tmp_path / "one") as made:
        about = {"Authorization": f"Bearer {made.token}"}
    shutil.copytree(tmp_path / "one", tmp_path / "two")
    apps = [make_app(read_settings({"WORKSHOP_DATA": str(tmp_path / name)})) for name in ("one", "two")]
    try:
        place, titles = f"/api/v1/consultations/{made.slug}", ["Valokuitu", "Kimppakyyti"]
        for app, title in zip(apps, titles, strict=True):
            asked = {"json": {"theme_id": 1, "title": title}, "headers": {**about, "Idempotency-Key": str(uuid4())}}
            assert app.test_client().post(f"{place}/do/propose_goal", **asked).status_code == 200
        seen = [app.test_client().get(f"{place}/snapshot", headers=about).json for app in apps]
        assert seen[0]["revision"] == seen[1]["revision"]
        assert [[goal["title"] for goal in each["goals"]] for each in seen] == [[{"fi": title}] for title in titles]
    finally:
        for app in apps:
            app.extensions["workshop"].database.dispose()


def test_it_opens_the_database_that_the_settings_name(tmp_path):
    with site(tmp_path) as made:
        settings = read_settings({"WORKSHOP_DATA": str(tmp_path)})
        app = make_app(settings)
        try:
            answer = app.test_client().get("/api/v1/me", headers={"Authorization": f"Bearer {made.token}"})
            assert answer.status_code == 200
        finally:
            app.extensions["workshop"].database.dispose()
