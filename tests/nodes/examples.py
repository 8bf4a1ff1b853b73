"""The example consultation, made once by its command for each kind of database, and copied from then on.

The command costs two seconds of processor, and hundreds of tests begin with it.
"""

import atexit
import contextlib
import functools
import json
import os
import shutil
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

import psycopg

from tests.nodes.forked import Forked

MODEL_URL = "http://example.invalid"
MODEL = "the_example"
SPACE = "SELECT spcname FROM pg_database d JOIN pg_tablespace t ON t.oid = d.dattablespace WHERE datname = %s"


def copied(data: Path, database_url: str | None, args: list[str], env: dict[str, str], url: str) -> dict | None:
    """Give an installation that holds nothing yet the example, and what its command said; None where that can't be.

    `args` are those of the command that makes it. What stands in `data` or is set by a key of its own is not the
    model's.
    """
    if data.exists() or "WORKSHOP_SECRET_KEY" in env:
        return None
    cluster = database_url and database_url.rpartition("/")[0]
    folder, said = _model(cluster, *args)
    shutil.copytree(folder, data)
    if cluster:
        with _owner(database_url) as owner:
            name = urlsplit(database_url).path.removeprefix("/")
            # It stays on the disk that it was made on.
            [(space,)] = owner.execute(SPACE, [name]).fetchall()
            owner.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
            where = "" if space == "pg_default" else f'TABLESPACE "{space}"'
            owner.execute(f'CREATE DATABASE "{name}" TEMPLATE "{MODEL}" STRATEGY file_copy {where}')
    return json.loads(said.replace(MODEL_URL, url))


@functools.cache
def _model(cluster, *args):
    place = tempfile.mkdtemp(prefix="ws-example-")
    atexit.register(shutil.rmtree, place)
    folder = Path(place) / "data"
    env = {name: value for name, value in os.environ.items() if not name.startswith("WORKSHOP_")}
    env |= {"WORKSHOP_DATA": str(folder), "WORKSHOP_URL": MODEL_URL}
    if cluster:
        env["WORKSHOP_DATABASE_URL"] = f"{cluster}/{MODEL}"
        with _owner(env["WORKSHOP_DATABASE_URL"]) as owner:
            owner.execute(f'CREATE DATABASE "{MODEL}" TEMPLATE template0')
    printed, said = Path(place) / "stdout", Path(place) / "stderr"
    if Forked([*args], env, printed, said).wait(120):
        raise RuntimeError(f"the example could not be made:\n{said.read_text()}")
    return folder, printed.read_text()


def _owner(database_url):
    url = urlsplit(database_url.replace("+psycopg", ""))
    return contextlib.closing(psycopg.connect(url._replace(path="/postgres").geturl(), autocommit=True))
