"""The office's storage, asked for a local file and for what nobody touched."""

import hashlib
import io
from datetime import timedelta
from pathlib import Path

from obstore.store import MemoryStore

from liciel_app.core.clock import system_clock
from liciel_app.gateways.stores import Shelves, shelves

CONTENT = b"a report" * 1000
NAME = hashlib.sha256(CONTENT).hexdigest()


def test_a_content_of_this_machine_is_read_where_it_is(tmp_path: Path) -> None:
    kept = shelves("", tmp_path / "files")
    kept.put(io.BytesIO(CONTENT), NAME)
    assert kept.local(NAME, tmp_path) == kept.path(NAME)


def test_a_content_of_a_bucket_is_fetched_once(tmp_path: Path) -> None:
    kept = Shelves(MemoryStore(), tmp_path / "temp")
    kept.put(io.BytesIO(CONTENT), NAME)
    (tmp_path / "here").mkdir()
    copy = kept.local(NAME, tmp_path / "here")
    assert (copy.read_bytes(), kept.local(NAME, tmp_path / "here")) == (CONTENT, copy)


def test_only_contents_older_than_asked_are_idle(tmp_path: Path) -> None:
    kept = shelves("", tmp_path / "files")
    kept.put(io.BytesIO(CONTENT), NAME)
    assert list(kept.idle_since(system_clock() - timedelta(hours=1))) == []
    assert list(kept.idle_since(system_clock() + timedelta(hours=1))) == [NAME]


def test_the_same_place_is_one_storage(tmp_path: Path) -> None:
    assert shelves("", tmp_path) is shelves("", tmp_path)
