"""Each kind of job is declared in a file of its own, and listed."""

from importlib import import_module

from tests.house.tree import ROOT
from workshop.jobs import KINDS
from workshop.jobs.kind import Kind
from workshop.models import Job


def test_each_file_that_declares_a_kind_is_listed():
    modules = (import_module(f"workshop.jobs.{path.stem}") for path in (ROOT / "workshop/jobs").glob("[a-z]*.py"))
    declared = {module.KIND.name for module in modules if isinstance(getattr(module, "KIND", None), Kind)}
    assert declared == set(KINDS)


def test_each_name_is_its_kinds_and_fits_its_column():
    assert all(kind.name == name and len(name) <= Job.__table__.c.name.type.length for name, kind in KINDS.items())
