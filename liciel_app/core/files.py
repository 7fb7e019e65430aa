"""What the office keeps of each stored file: its content hash names it, and its bytes never change."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from liciel_app.core.work import Work


class StoredFile(SQLModel, table=True):
    """One row per content; several records may point to the same bytes."""

    sha256: str = Field(primary_key=True, max_length=64)
    size: int
    media_type: str
    created_at: datetime


def keep(work: Work, *, sha256: str, size: int, media_type: str) -> StoredFile:
    """Note a content already written to the storage; the same bytes twice are one row."""
    found = work.db.get(StoredFile, sha256)
    if found is not None:
        return found
    stored = StoredFile(sha256=sha256, size=size, media_type=media_type, created_at=work.now)
    work.db.add(stored)
    work.db.flush()
    return stored
