"""Migrations run on the product's own engine, or on a connection handed over by a test."""

from alembic import context
from sqlalchemy import Connection

from liciel_app import tables
from liciel_app.core import database

target_metadata = tables.METADATA


def include_object(_thing: object, name: str | None, kind: str, _reflected: object, _other: object) -> bool:
    """Search indexes are written by hand (core.search): SQLite's shadow tables are not drift."""
    return not (name or "").endswith("_norm_trgm") and not (kind == "table" and "_fts" in (name or ""))


def migrate(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=target_metadata,
        include_object=include_object,
        render_as_batch=True,
        compare_type=True,
    )
    with context.begin_transaction():
        context.run_migrations()


given = context.config.attributes.get("connection")
if given is not None:
    migrate(given)
else:
    with database.engine().connect() as opened:
        migrate(opened)
        opened.commit()
