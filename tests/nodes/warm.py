"""What every process of the app works out for itself when it is first asked, worked out once for all of the tests.

To compile the templates of a few pages costs half a second of processor, which hundreds of servers would pay.
"""

import gc
import tempfile
from functools import cache
from types import CodeType

from flask import Flask
from jinja2 import FileSystemBytecodeCache
from jinja2.bccache import Bucket
from sqlalchemy.orm import configure_mappers

from workshop.config import read_settings
from workshop.web.app import make_app


class Compiled(FileSystemBytecodeCache):
    """Compiled templates, by their names and contents: in this process, and in files of this user's for the others."""

    def __init__(self):
        super().__init__()
        self._known: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give the code of a template, if it is known."""
        bucket.code = self._known.get((bucket.key, bucket.checksum))
        if bucket.code is None:
            super().load_bytecode(bucket)
            self._know(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of a template."""
        super().dump_bytecode(bucket)
        self._know(bucket)

    def _know(self, bucket):
        if bucket.code is not None:
            self._known[bucket.key, bucket.checksum] = bucket.code


@cache
def share_templates() -> None:
    """Let each app that is made from now on, in this process or in one that it forks, take its templates from here."""
    Flask.jinja_options = {**Flask.jinja_options, "bytecode_cache": Compiled()}


def warm_up() -> None:
    """Make ready, in a process that will fork the app, what is the same in all that it forks."""
    share_templates()
    with tempfile.TemporaryDirectory() as folder:
        app = make_app(read_settings({}, data=folder))
        for name in app.jinja_env.list_templates(extensions=["html"]):
            app.jinja_env.get_template(name)
        app.extensions["workshop"].database.dispose()
    configure_mappers()
    # Else each of them would look through all that is there, and so get a copy of its own of it.
    gc.collect()
    gc.freeze()
