"""The office's files: which storage holds them, a local file of any of them, and what nobody touched for long."""

from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import cast

import obstore

from liciel_app.core.config import settings
from liciel_app.gateways.storage import ObjectStorage, storage


class Shelves(ObjectStorage):
    """The storage, for who keeps it in order as well."""

    def idle_since(self, instant: datetime) -> Iterator[str]:
        """The hashes of contents written before that instant."""
        for batch in obstore.list(self._store):
            old = (meta["path"] for meta in batch if meta["last_modified"] < instant)
            yield from (path.rpartition("/")[2] for path in old if not path.startswith("."))

    def local(self, sha256: str, folder: Path) -> Path:
        """A file of this machine with that content: the stored one where it is here, else a copy in `folder`."""
        here = self.path(sha256)
        if here is not None:
            return here
        copy = folder / sha256
        if not copy.exists():
            with copy.open("wb") as file:
                file.writelines(self.open(sha256))
        return copy


@lru_cache(maxsize=4)
def shelves(url: str, folder: Path) -> Shelves:
    """A local folder when `url` is empty, else the bucket it names (`gateways.storage.storage`)."""
    kept = cast("ObjectStorage", storage(url, folder))
    return Shelves(kept._store, folder.absolute())  # noqa: SLF001 the same store, asked one question more


def files_folder() -> Path:
    return settings().data / "files"


def office_files() -> Shelves:
    """The office's files: a local folder by default, a bucket where `LICIEL_STORAGE_URL` is set."""
    return shelves(settings().storage_url, files_folder())
