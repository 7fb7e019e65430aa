"""Files by content: each is stored once under its SHA-256 (`ab/cd/abcd…`), in a local folder or an S3 bucket."""

import asyncio
import hashlib
import os
import re
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Final, Protocol, Self
from urllib.parse import parse_qsl, urlsplit

import obstore
from obstore.exceptions import BaseError
from obstore.store import LocalStore, ObjectStore, from_url

from liciel_app.core.errors import Refused
from liciel_app.gateways.errors import GatewayError

PIECE: Final = 256 * 1024
_S3_PART: Final = 5 * 1024 * 1024
_SHA256: Final = re.compile(r"[0-9a-f]{64}")
_TEMP: Final = ".incoming"


class Storage(Protocol):
    """Synchronous: called from worker threads. Failures are GatewayError; an absent file is a permanent one."""

    def put(self, source: Path | BinaryIO, sha256: str) -> int:
        """Stores the content and returns its size. A path received here is moved; the same content again is free."""
        ...

    def open(self, sha256: str, start: int = 0, end: int | None = None) -> Iterator[bytes]:
        """The bytes from `start` to before `end`, in pieces."""
        ...

    def path(self, sha256: str) -> Path | None:
        """The local file, where there is one."""
        ...

    def exists(self, sha256: str) -> bool: ...

    def delete(self, sha256: str) -> None: ...

    def list(self) -> Iterator[str]:
        """The hashes stored."""
        ...


class TooLarge(Refused):
    """More bytes came than allowed."""

    def __init__(self, limit: int) -> None:
        super().__init__("Le fichier dépasse {megabytes} Mo.", megabytes=limit // (1024 * 1024))


class Corrupted(GatewayError):
    """The content is not what its hash says."""

    def __init__(self) -> None:
        super().__init__("Le contenu reçu ne correspond pas à son empreinte.", permanent=True)


class Receiving:
    """A file being received: hashed while it is written beside the stored ones; gone at the end unless it was stored.

    >>> with Receiving(folder, limit) as incoming:     # doctest: +SKIP
    ...     incoming.write(piece)
    ...     storage.put(incoming.close(), incoming.sha256)
    """

    def __init__(self, folder: Path, limit: int) -> None:
        """`folder` is the storage's; `limit` in bytes."""
        temp = folder / _TEMP
        temp.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=temp)
        self._file = os.fdopen(handle, "wb")
        self._hash = hashlib.sha256()
        self._limit = limit
        self.path = Path(name)
        self.size = 0

    @property
    def sha256(self) -> str:
        return self._hash.hexdigest()

    def write(self, piece: bytes) -> None:
        """Raises TooLarge."""
        self.size += len(piece)
        if self.size > self._limit:
            raise TooLarge(self._limit)
        self._hash.update(piece)
        self._file.write(piece)

    def close(self) -> Path:
        """The whole file, safely on the disk."""
        if not self._file.closed:
            self._file.flush()
            os.fsync(self._file.fileno())
            self._file.close()
        return self.path

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()
        self.path.unlink(missing_ok=True)


class ObjectStorage:
    """Over any store of obstore. `folder` receives temporary files; a local store lives in it."""

    def __init__(self, store: ObjectStore, folder: Path) -> None:
        self._store = store
        self._folder = folder
        self._local = isinstance(store, LocalStore)

    def put(self, source: Path | BinaryIO, sha256: str) -> int:
        key = _key(sha256)
        with _as_gateway_errors(), self._landed(source, sha256) as path:
            size = path.stat().st_size
            if self._size(key) == size:
                return size
            if self._local:
                obstore.rename(self._store, path.relative_to(self._folder).as_posix(), key)
            else:
                obstore.put(self._store, key, path, chunk_size=_S3_PART, max_concurrency=1)
        return size

    def open(self, sha256: str, start: int = 0, end: int | None = None) -> Iterator[bytes]:
        key = _key(sha256)
        with _as_gateway_errors():
            size = self._size(key)
            if size is None:
                raise GatewayError(f"Le contenu {sha256} manque au stockage.", permanent=True)
            stop = size if end is None else min(end, size)
            if start >= stop:
                return
            found = obstore.get(self._store, key, options={"range": (start, stop)})
            yield from found.stream(min_chunk_size=PIECE)

    def path(self, sha256: str) -> Path | None:
        file = self._folder / _key(sha256)
        return file if self._local and file.is_file() else None

    def exists(self, sha256: str) -> bool:
        with _as_gateway_errors():
            return self._size(_key(sha256)) is not None

    def delete(self, sha256: str) -> None:
        with _as_gateway_errors():
            if self._size(_key(sha256)) is not None:
                obstore.delete(self._store, _key(sha256))

    def list(self) -> Iterator[str]:
        with _as_gateway_errors():
            for batch in obstore.list(self._store):
                names = (meta["path"].rpartition("/")[2] for meta in batch)
                yield from (name for name in names if _SHA256.fullmatch(name))

    def _size(self, key: str) -> int | None:
        try:
            return obstore.head(self._store, key)["size"]
        except FileNotFoundError:
            return None

    @contextmanager
    def _landed(self, source: Path | BinaryIO, sha256: str) -> Iterator[Path]:
        """A file of our own temporary folder, whose content is what the hash says."""
        if isinstance(source, Path) and source.parent == self._folder / _TEMP:
            yield source
            return
        with _reading(source) as stream, Receiving(self._folder, limit=2**63) as incoming:
            while piece := stream.read(PIECE):
                incoming.write(piece)
            if incoming.sha256 != sha256:
                raise Corrupted
            yield incoming.close()


def storage(url: str, folder: Path) -> Storage:
    """The local folder when `url` is empty, else a bucket: `s3://bucket/prefix?endpoint=http://…&region=…`.

    Other parameters are those of obstore's S3Config (`access_key_id`, `secret_access_key`, …); credentials may come
    from the usual AWS_ variables instead.
    """
    folder = folder.absolute()
    if not url:
        folder.mkdir(parents=True, exist_ok=True)
        return ObjectStorage(LocalStore(folder), folder)
    parts = urlsplit(url)
    config: Any = dict(parse_qsl(parts.query))
    insecure = config.get("endpoint", "").startswith("http://")
    bucket = f"{parts.scheme}://{parts.netloc}{parts.path}"
    return ObjectStorage(from_url(bucket, config=config, client_options={"allow_http": insecure}), folder)


def sweep_temp(folder: Path, older_than: timedelta, now: datetime) -> int:
    """Removes what crashes left behind in the storage folder; says how many files."""
    limit = (now - older_than).timestamp()
    old = [path for path in (folder / _TEMP).glob("*") if path.stat().st_mtime < limit]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)


async def in_pieces(content: Iterator[bytes]) -> AsyncIterator[bytes]:
    """A stored content for a route: each piece is read in a worker thread."""
    while piece := await asyncio.to_thread(next, content, b""):
        yield piece


@contextmanager
def _reading(source: Path | BinaryIO) -> Iterator[BinaryIO]:
    if isinstance(source, Path):
        with source.open("rb") as file:
            yield file
    else:
        yield source


def _key(sha256: str) -> str:
    if not _SHA256.fullmatch(sha256):
        raise GatewayError("Une empreinte SHA-256 compte 64 chiffres hexadécimaux.", permanent=True)
    return f"{sha256[:2]}/{sha256[2:4]}/{sha256}"


@contextmanager
def _as_gateway_errors() -> Iterator[None]:
    try:
        yield
    except (BaseError, OSError) as error:
        raise GatewayError(f"Le stockage ne répond pas comme prévu : {error}", permanent=False) from error
