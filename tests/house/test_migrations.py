"""From nothing to this version, without drift."""

from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from liciel_app import tables
from liciel_app.core import database


def _is_search(name: str) -> bool:
    return name.endswith("_norm_trgm") or "_fts" in name


def test_the_migrations_make_exactly_the_tables_of_the_models(office: Path) -> None:
    with database.engine().connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={"include_object": lambda _o, name, *_: not _is_search(name or ""), "compare_type": True},
        )
        assert compare_metadata(context, tables.METADATA) == []
