"""Runs the migrations on a connection that the app gives."""

from alembic import context
from sqlalchemy import JSON

from workshop.fields import UtcTime
from workshop.models import Base


def render_item(kind, item, autogen_context):
    """Write our own column types into new migrations by their own names."""
    if kind != "type":
        return False
    if isinstance(item, UtcTime):
        autogen_context.imports.add("from workshop.fields import UtcTime")
        return "UtcTime()"
    if isinstance(item, JSON):
        autogen_context.imports.add("from workshop.fields import Json")
        return "Json"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    render_item=render_item,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
