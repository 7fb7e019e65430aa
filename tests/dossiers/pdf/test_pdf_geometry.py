"""The mark stands on the visible page, upright, whatever the box and the rotation."""

import io
import subprocess
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops

from liciel_app.dossiers.pdf.drawing import MARK_SIZE, mark
from liciel_app.dossiers.pdf.geometry import LETTER, Geometry, seen
from liciel_app.dossiers.pdf.lettering import width
from liciel_app.dossiers.pdf.stored import stored, stored_length
from tests.dossiers.pdf.files import FILES
from tests.dossiers.pdf.reading import copied, stored_file

SIDES = st.floats(2, 14_000)
PLACES = st.floats(-20_000, 20_000)
PAGES = st.builds(
    Geometry, PLACES, PLACES, SIDES, SIDES, st.sampled_from([0, 90, 180, 270]), st.sampled_from([1.0, 2.0])
)
SHARES = st.floats(0, 1)
BOXES = st.none() | st.tuples(PLACES, PLACES, PLACES, PLACES)


@given(PAGES, SHARES, SHARES)
def test_every_point_of_the_page_as_shown_lies_in_the_visible_box(page: Geometry, along: float, up: float) -> None:
    x, y = page.in_page_space(along * page.shown_width, up * page.shown_height)
    assert page.left - 0.01 <= x <= page.left + page.width + 0.01
    assert page.bottom - 0.01 <= y <= page.bottom + page.height + 0.01


@given(PAGES)
def test_a_quarter_turn_shows_the_left_edge_at_the_top(page: Geometry) -> None:
    """/Rotate turns the page clockwise: the corner shown at the bottom left moves round the box."""
    right, top = page.left + page.width, page.bottom + page.height
    corners = {0: (page.left, page.bottom), 90: (right, page.bottom), 180: (right, top), 270: (page.left, top)}
    assert page.in_page_space(0, 0) == pytest.approx(corners[page.rotation])


@given(BOXES, BOXES, st.integers(-1000, 1000), st.floats(allow_nan=True, allow_infinity=True))
def test_any_entries_make_a_page_that_can_be_shown(media, crop, turns: int, unit: float) -> None:
    page = seen(media, crop, turns * 90, unit)
    assert page.width >= 1
    assert page.height >= 1
    assert page.rotation in {0, 90, 180, 270}
    assert page.unit > 0


@pytest.mark.parametrize(
    ("media", "crop", "box"),
    [
        ((0, 0, 595, 842), None, (0, 0, 595, 842)),
        ((595, 842, 0, 0), None, (0, 0, 595, 842)),
        ((0, 0, 595, 842), (50, 60, 400, 500), (50, 60, 350, 440)),
        ((0, 0, 595, 842), (-50, -60, 900, 900), (0, 0, 595, 842)),
        ((0, 0, 595, 842), (2000, 2000, 2500, 2500), (0, 0, 595, 842)),
        ((0, 0, 0, 0), None, LETTER),
        (None, None, LETTER),
        ((1, 2, 3), None, LETTER),
    ],
)
def test_the_visible_box_is_the_one_viewers_take(media, crop, box: tuple[float, ...]) -> None:
    page = seen(media, crop, 0, 1)
    assert (page.left, page.bottom, page.width, page.height) == box


@given(PAGES, st.text(max_size=200), st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_every_drawing_has_the_same_length_whoever_reads(page: Geometry, reader: str, on: date) -> None:
    assert len(mark(page, reader, on)) == MARK_SIZE
    assert len(stored(mark(page, reader, on))) == stored_length(MARK_SIZE)


def test_a_name_cannot_leave_its_string() -> None:
    drawing = mark(Geometry(0, 0, 595, 842), r"Paul) Tj ET Q \( (", date(2026, 11, 23))
    assert rb"(Paul\) Tj ET Q \\\( \( - 23/11/2026)" in drawing


def test_letters_the_font_lacks_are_replaced_by_their_nearest() -> None:
    drawing = mark(Geometry(0, 0, 595, 842), "Łukasz Dvořák\u202f– Œuvré\n林", date(2026, 11, 23))
    assert "(Lukasz Dvorák – Œuvré ? - 23/11/2026)".encode("cp1252") in drawing


def test_the_diagonal_of_an_a4_page_is_about_forty_points_high() -> None:
    assert 38 < 0.74 * (595.276**2 + 841.89**2) ** 0.5 / width("POUR CONSULTATION UNIQUEMENT") < 44


def rendered(data: bytes) -> Image.Image:
    command = ["pdftoppm", "-r", "50", "-f", "1", "-l", "1", "-cropbox", "-png", "-"]
    return Image.open(io.BytesIO(subprocess.run(command, input=data, capture_output=True, check=True).stdout))


@pytest.mark.parametrize(
    "name", ["plain", "landscape A3", "rotated 90", "rotated 180", "rotated -90", "rotated and cropped", "far away"]
)
def test_the_footer_is_at_the_bottom_of_the_page_as_shown(tmp_path: Path, name: str) -> None:
    data = FILES[name]()
    before, after = rendered(data), rendered(copied(stored_file(tmp_path, data)))
    changed = ImageChops.difference(before.convert("RGB"), after.convert("RGB"))
    across, high = changed.size
    strip = changed.crop((across // 4, int(high * 0.95), across * 3 // 4, high))
    assert before.size == after.size
    assert strip.getbbox() is not None
    assert changed.crop((across // 4, 0, across * 3 // 4, high // 20)).getbbox() is None
