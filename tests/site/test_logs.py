"""Every line of the log is one JSON object, whatever goes wrong and wherever."""

import json
import subprocess
import sys

SCRIPT = """
import gc, logging, sys, threading, warnings
import gevent
from workshop.logs import log_as_json

log_as_json("INFO")
log = logging.getLogger("workshop.test")
TEXT = "one\\ntwo\\r\\nthree\\u2028four\\x85five\\x1b[31m"

def fail(*_):
    try:
        raise ValueError(TEXT)
    except ValueError as cause:
        raise KeyError("secret row") from cause

class Unraisable:
    def __del__(self):
        fail()

log.info(TEXT)
log.info("%s and %d", "too few")
log.warning("%s", TEXT, stack_info=True)
try:
    fail()
except KeyError:
    log.exception("logged " + TEXT)
try:
    raise ExceptionGroup(TEXT, [ValueError(TEXT), KeyError(TEXT)])
except ExceptionGroup:
    log.exception("a group")
log.error("no exception", exc_info=True)
threading.Thread(target=fail).start()
gevent.spawn(fail).join()
gevent.get_hub().threadpool.spawn(fail).wait()
gevent.get_hub().loop.run_callback(fail)
gevent.sleep(0.01)
Unraisable(); gc.collect()
warnings.warn(TEXT)
fail()
"""


def lines_of(*command: str, bare: tuple[str, ...] = ()) -> list[dict]:
    """Run a command that fails, and read what it says on standard error; `bare` are its lines that are no JSON."""
    done = subprocess.run([sys.executable, *command], capture_output=True, text=True, timeout=60)
    assert done.returncode != 0
    said = done.stderr.splitlines()
    assert [line for line in said if line in bare] == list(bare)
    return [json.loads(line) for line in said if line not in bare]


def test_a_traceback_is_one_line_wherever_it_comes_from():
    found = lines_of("-c", SCRIPT)
    faults = [(line["message"], line["fault"]) for line in found if line.get("places")]
    assert faults[-1] == ("the process ended by a fault", "KeyError")
    assert {"a thread ended by a fault", "a greenlet ended by a fault"} < {message for message, _ in faults}
    assert "a fault that nobody could be told of" in {message for message, _ in faults}
    assert "ExceptionGroup" in {fault for _, fault in faults}
    assert not any("secret row" in json.dumps(line) for line in found)
    assert any(line["logger"] == "py.warnings" for line in found)


def test_what_the_web_server_says_itself_is_one_line_too():
    options = ["--worker-class", "gevent", "--bind", "127.0.0.1:0", "--no-control-socket"]
    options += ["--logger-class", "workshop.serving.processes.OneLineLog"]
    # Beside its log it tells whoever started it in a sentence why the app can't be loaded.
    sentence = "Expecting property name enclosed in double quotes: line 1 column 2 (char 1)"
    found = lines_of("-m", "gunicorn", 'json:loads("{")', *options, bare=(sentence,))
    assert [line["fault"] for line in found if "fault" in line] == ["JSONDecodeError"]


def test_the_worker_logs_as_the_web_server_does(tmp_path):
    script = """
import sys
from workshop import worker
from workshop.cli import main

def fail(self):
    raise ValueError("broken")

worker.Worker.run = fail
main(["worker", "--data", sys.argv[1]], standalone_mode=False)
"""
    [line] = lines_of("-c", script, str(tmp_path / "data"))
    assert (line["message"], line["fault"]) == ("the process ended by a fault", "ValueError")
