"""Parts of a file, what a file is, and its name on the reader's disk."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liciel_app.api import media, ranges
from liciel_app.api.reports import _cut


@given(size=st.integers(1, 1000), first=st.integers(0, 1200), last=st.integers(0, 1200))
def test_a_range_is_within_the_file_or_refused(size: int, first: int, last: int) -> None:
    try:
        found = ranges.part(f"bytes={first}-{last}", size)
    except ranges.Unsatisfiable:
        assert first >= size
        return
    assert found == (None if last < first else (first, min(last + 1, size)))


@given(size=st.integers(1, 1000), last=st.integers(1, 1200))
def test_the_last_bytes_are_counted_from_the_end(size: int, last: int) -> None:
    assert ranges.part(f"bytes=-{last}", size) == (max(size - last, 0), size)


@pytest.mark.parametrize(
    "header", ["", "bytes=-", "bytes=0-1,5-6", "items=0-1", "bytes=a-b", "bytes=٣-", f"bytes=0-{'9' * 30}"]
)
def test_what_is_no_single_range_gets_the_whole_file(header: str) -> None:
    assert ranges.part(header, 10) is None


@pytest.mark.parametrize("header", ["bytes=10-", "bytes=-0", "bytes=999-1000"])
def test_a_range_beyond_the_end_is_unsatisfiable(header: str) -> None:
    with pytest.raises(ranges.Unsatisfiable):
        ranges.part(header, 10)


def test_a_name_keeps_its_accents_and_breaks_no_header() -> None:
    found = ranges.disposition('Amiante – été "2026"\r\nX: 1.pdf')
    assert found.startswith('attachment; filename="Amiante  ete _2026___X_ 1.pdf"')
    assert "filename*=UTF-8''Amiante%20%E2%80%93%20%C3%A9t%C3%A9%20%222026%22%0D%0AX%3A%201.pdf" in found
    assert 'filename="document"' in ranges.disposition("報告")


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"%PDF-1.7", "application/pdf"),
        (b"junk\n%PDF-1.4", "application/pdf"),
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        (b"\x89PNG\r\n\x1a\n", "image/png"),
        (b"\x00\x00\x00\x18ftypheic", "image/heic"),
        (b"MZ\x90\x00", ""),
        (b"<svg onload=alert(1)>", ""),
        (b"x" * 1024 + b"%PDF-1.7", ""),
    ],
)
def test_a_file_is_what_its_first_bytes_say(head: bytes, kind: str) -> None:
    assert media.media_type(head) == kind


@given(chunks=st.lists(st.binary(max_size=20), max_size=10), edges=st.tuples(st.integers(0, 150), st.integers(0, 150)))
def test_any_part_of_what_chunks_make_together_is_that_part(chunks: list[bytes], edges: tuple[int, int]) -> None:
    assert b"".join(_cut(iter(chunks), *edges)) == b"".join(chunks)[edges[0] : edges[1]]
