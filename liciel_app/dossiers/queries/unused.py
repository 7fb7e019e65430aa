"""Stored contents that some record refers to, wherever in the product that record is."""

from typing import Any

from sqlalchemy import Column, exists, union
from sqlalchemy import select as sa_select
from sqlmodel import SQLModel, col, select

from liciel_app.core.files import StoredFile
from liciel_app.core.work import Work


def referenced(work: Work) -> frozenset[str]:
    """For the keeping of the storage: every hash that any table points to."""
    found = work.db.connection().execute(union(*(sa_select(column) for column in _pointers())))
    return frozenset(row[0] for row in found)


def unused(work: Work, hashes: list[str]) -> list[StoredFile]:
    """Of those contents, the rows nothing points to."""
    free = [~exists().where(column == col(StoredFile.sha256)) for column in _pointers()]
    return list(work.db.exec(select(StoredFile).where(col(StoredFile.sha256).in_(hashes), *free)).all())


def _pointers() -> list[Column[Any]]:
    return [
        key.parent
        for table in SQLModel.metadata.tables.values()
        for key in table.foreign_keys
        if key.target_fullname == "storedfile.sha256"
    ]
