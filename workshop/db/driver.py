"""The driver's own connection, for what SQLAlchemy has no words for."""

from typing import Any

from sqlalchemy import Connection


def driver_connection(connection: Connection) -> Any:
    """Return the connection of the driver (pysqlite3, psycopg) under one of SQLAlchemy's."""
    return connection.connection.dbapi_connection
