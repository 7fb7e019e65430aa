import asyncio
import hashlib
import io
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from xml.sax.saxutils import escape

import psutil
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liciel_app.gateways.errors import GatewayError
from liciel_app.gateways.storage import Receiving, Storage, TooLarge, in_pieces, storage, sweep_temp

REPORT = b"%PDF-1.7 a report of several pages" * 40_000
MEGABYTE = 1024 * 1024
TEN_MEGABYTES = 10 * MEGABYTE


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


class Bucket:
    """The part of S3 that a storage speaks: objects, ranges, listing, and uploads in parts."""

    def __init__(self) -> None:
        self.objects: dict[str, bytes] = {}
        self.parts: dict[str, dict[int, bytes]] = {}

    def __call__(self, asked) -> tuple[int, bytes, dict[str, str]]:
        url = urlsplit(asked.path)
        key, query = url.path.removeprefix("/reports/"), parse_qs(url.query, keep_blank_values=True)
        if asked.method == "POST":
            return self._post(key, query, asked.body)
        if asked.method == "PUT":
            return self._put(key, query, asked.body)
        if asked.method == "DELETE":
            self.objects.pop(key, None)
            return 204, b"", {}
        if "list-type" in query:
            return 200, self._listing(), {"Content-Type": "application/xml"}
        return self._get(key, asked.headers.get("range", ""))

    def _post(self, key: str, query: dict[str, list[str]], body: bytes) -> tuple[int, bytes, dict[str, str]]:
        if "uploads" in query:
            self.parts[key] = {}
            answer = "<InitiateMultipartUploadResult><UploadId>u1</UploadId></InitiateMultipartUploadResult>"
        elif "delete" in query:
            keys = re.findall(r"<Key>(.*?)</Key>", body.decode())
            for gone in keys:
                self.objects.pop(gone, None)
            answer = "<DeleteResult>" + "".join(f"<Deleted><Key>{k}</Key></Deleted>" for k in keys) + "</DeleteResult>"
        else:
            self.objects[key] = b"".join(part for _number, part in sorted(self.parts.pop(key).items()))
            answer = '<CompleteMultipartUploadResult><ETag>"e"</ETag></CompleteMultipartUploadResult>'
        return 200, answer.encode(), {"Content-Type": "application/xml"}

    def _put(self, key: str, query: dict[str, list[str]], body: bytes) -> tuple[int, bytes, dict[str, str]]:
        if "partNumber" in query:
            self.parts[key][int(query["partNumber"][0])] = body
        else:
            self.objects[key] = body
        return 200, b"", {"ETag": '"e"'}

    def _get(self, key: str, wanted: str) -> tuple[int, bytes, dict[str, str]]:
        if key not in self.objects:
            return 404, b"<Error><Code>NoSuchKey</Code></Error>", {}
        content, more = self.objects[key], {"ETag": '"e"', "Last-Modified": "Mon, 23 Nov 2026 08:00:00 GMT"}
        if not wanted:
            return 200, content, more
        first, last = (int(edge) for edge in wanted.removeprefix("bytes=").split("-"))
        return 206, content[first : last + 1], {**more, "Content-Range": f"bytes {first}-{last}/{len(content)}"}

    def _listing(self) -> bytes:
        entries = "".join(
            f"<Contents><Key>{escape(key)}</Key><LastModified>2026-11-23T08:00:00.000Z</LastModified>"
            f'<ETag>"e"</ETag><Size>{len(content)}</Size></Contents>'
            for key, content in self.objects.items()
        )
        return f"<ListBucketResult><IsTruncated>false</IsTruncated>{entries}</ListBucketResult>".encode()


@pytest.fixture(params=["local", "s3"])
def kept(request, tmp_path, answering) -> Storage:
    if request.param == "local":
        return storage("", tmp_path / "files")
    credentials = "access_key_id=key&secret_access_key=secret&region=eu-west-3"
    return storage(f"s3://reports?endpoint={answering(Bucket())}&{credentials}", tmp_path / "files")


def test_a_stored_report_comes_back_byte_for_byte(kept):
    digest = sha256(REPORT)
    assert not kept.exists(digest)
    assert kept.put(io.BytesIO(REPORT), digest) == len(REPORT)
    assert kept.exists(digest)
    assert b"".join(kept.open(digest)) == REPORT
    assert list(kept.list()) == [digest]


def test_the_same_content_twice_is_stored_once(kept):
    assert kept.put(io.BytesIO(REPORT), sha256(REPORT)) == kept.put(io.BytesIO(REPORT), sha256(REPORT))
    assert list(kept.list()) == [sha256(REPORT)]


def test_a_reader_may_ask_for_a_range(kept):
    kept.put(io.BytesIO(REPORT), sha256(REPORT))
    assert b"".join(kept.open(sha256(REPORT), 5, 12)) == REPORT[5:12]
    assert b"".join(kept.open(sha256(REPORT), len(REPORT) - 3)) == REPORT[-3:]
    assert b"".join(kept.open(sha256(REPORT), 5, len(REPORT) + 99)) == REPORT[5:]
    assert b"".join(kept.open(sha256(REPORT), len(REPORT))) == b""


def test_a_content_in_several_parts_arrives_whole(kept):
    large = os.urandom(11 * MEGABYTE)
    assert kept.put(io.BytesIO(large), sha256(large)) == len(large)
    assert sha256(b"".join(kept.open(sha256(large)))) == sha256(large)


def test_a_deleted_content_is_gone_and_deleting_it_again_is_nothing(kept):
    kept.put(io.BytesIO(b"x"), sha256(b"x"))
    kept.delete(sha256(b"x"))
    kept.delete(sha256(b"x"))
    assert not kept.exists(sha256(b"x"))
    assert kept.path(sha256(b"x")) is None
    with pytest.raises(GatewayError, match="manque") as missing:
        list(kept.open(sha256(b"x")))
    assert missing.value.permanent


def test_a_content_that_is_not_what_its_hash_says_is_not_stored(kept):
    with pytest.raises(GatewayError, match="empreinte") as refused:
        kept.put(io.BytesIO(b"altered"), sha256(b"original"))
    assert refused.value.permanent
    assert list(kept.list()) == []


@pytest.mark.parametrize("wrong", ["", "../../etc/passwd", "A" * 64, "0" * 63, "0" * 64 + "\n"])
def test_only_a_hash_names_a_content(kept, wrong):
    for gesture in (kept.exists, kept.delete, kept.path, lambda name: list(kept.open(name))):
        with pytest.raises(GatewayError):
            gesture(wrong)


def test_an_empty_content_is_a_content(kept):
    assert kept.put(io.BytesIO(b""), sha256(b"")) == 0
    assert b"".join(kept.open(sha256(b""))) == b""


def test_a_bucket_that_does_not_answer_is_worth_another_try(tmp_path, answering):
    url = answering(lambda _: (403, b"<Error><Code>AccessDenied</Code></Error>", {}))
    closed = storage(f"s3://reports?endpoint={url}&access_key_id=k&secret_access_key=s&region=x", tmp_path)
    with pytest.raises(GatewayError):
        closed.exists(sha256(b"x"))


def test_a_received_file_is_moved_into_place(tmp_path):
    kept = storage("", tmp_path)
    with Receiving(tmp_path, limit=len(REPORT)) as incoming:
        for start in range(0, len(REPORT), 1000):
            incoming.write(REPORT[start : start + 1000])
        assert kept.put(incoming.close(), incoming.sha256) == len(REPORT)
    stored = kept.path(sha256(REPORT))
    assert stored == tmp_path / sha256(REPORT)[:2] / sha256(REPORT)[2:4] / sha256(REPORT)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [stored]


def test_a_file_from_elsewhere_is_copied_and_stays(tmp_path):
    original = tmp_path / "plan.pdf"
    original.write_bytes(REPORT)
    storage("", tmp_path / "files").put(original, sha256(REPORT))
    assert original.read_bytes() == REPORT


def test_a_file_over_the_limit_is_refused_and_leaves_nothing(tmp_path):
    with Receiving(tmp_path, limit=MEGABYTE) as incoming:
        incoming.write(b"x" * MEGABYTE)
        with pytest.raises(TooLarge, match=r"Le fichier dépasse 1 Mo\."):
            incoming.write(b"x")
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


KILLED = """
import os, signal, sys
from pathlib import Path
from liciel_app.gateways.storage import Receiving, storage
kept = storage("", Path(sys.argv[1]))
incoming = Receiving(Path(sys.argv[1]), limit=10**9)
incoming.write(b"half a report")
incoming.close()
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_killed_process_leaves_no_half_stored_file_and_its_remains_are_swept(tmp_path):
    subprocess.run([sys.executable, "-c", KILLED, str(tmp_path)], check=False, cwd=Path(__file__).parents[2])
    kept = storage("", tmp_path)
    now = datetime.fromtimestamp(time.time(), UTC)
    assert list(kept.list()) == []
    assert sweep_temp(tmp_path, timedelta(hours=24), now) == 0
    assert sweep_temp(tmp_path, timedelta(hours=24), now + timedelta(hours=25)) == 1
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def grown(gesture: Callable[[], object]) -> int:
    """By how many bytes this process is larger after the gesture."""
    before = psutil.Process().memory_info().rss
    gesture()
    return psutil.Process().memory_info().rss - before


def test_two_hundred_megabytes_pass_in_constant_memory(tmp_path):
    kept, piece, digest = storage("", tmp_path), os.urandom(MEGABYTE), hashlib.sha256()

    def receive() -> None:
        with Receiving(tmp_path, limit=200 * MEGABYTE) as incoming:
            for _ in range(200):
                incoming.write(piece)
                digest.update(piece)
            kept.put(incoming.close(), incoming.sha256)

    def read() -> None:
        peak = max(psutil.Process().memory_info().rss for _ in kept.open(digest.hexdigest()))
        assert peak < start + 2 * TEN_MEGABYTES

    assert grown(receive) < TEN_MEGABYTES
    list(kept.open(digest.hexdigest(), 0, MEGABYTE))
    start = psutil.Process().memory_info().rss
    assert grown(read) < TEN_MEGABYTES


def test_a_route_streams_a_content_without_blocking(kept):
    kept.put(io.BytesIO(REPORT), sha256(REPORT))

    async def read() -> bytes:
        return b"".join([piece async for piece in in_pieces(kept.open(sha256(REPORT)))])

    assert asyncio.run(read()) == REPORT


@settings(deadline=None)
@given(content=st.binary(max_size=2000), edges=st.tuples(st.integers(0, 2100), st.integers(0, 2100)))
def test_any_range_of_any_content_is_that_range(tmp_path_factory, content, edges):
    kept = storage("", tmp_path_factory.getbasetemp() / "any")
    kept.put(io.BytesIO(content), sha256(content))
    assert b"".join(kept.open(sha256(content), *edges)) == content[edges[0] : edges[1]]
