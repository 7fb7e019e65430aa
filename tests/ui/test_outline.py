"""The ground of the map when no tile server is set."""

import json
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from liciel_app.ui.outline_source import OUT, _distance, _simplified

points = st.tuples(st.floats(-5, 9), st.floats(41, 51))


@given(st.lists(points, min_size=2, max_size=40), st.floats(0.01, 1))
def test_a_simplified_outline_passes_within_the_tolerance_of_every_point(
    ring: list[tuple[float, float]], tolerance: float
) -> None:
    kept = _simplified(ring, tolerance)
    assert (kept[0], kept[-1]) == (ring[0], ring[-1])
    pairs = list(pairwise(kept))
    assert all(min(_distance(point, *pair) for pair in pairs) <= tolerance + 1e-9 for point in ring)


def test_the_embedded_ground_is_small_and_knows_the_office_town() -> None:
    ground = json.loads(OUT.read_text())
    assert OUT.stat().st_size < 120_000
    assert [name for name, _, _ in ground["towns"][:3]] == ["Paris", "Marseille", "Lyon"]
    assert any(name == "Bordeaux" and abs(lat - 44.84) < 0.02 for name, lat, _ in ground["towns"])


def test_corsica_is_there() -> None:
    land = json.loads(OUT.read_text())["land"]
    assert any(all(8.4 < lon < 9.7 and 41.2 < lat < 43.1 for lat, lon in ring) for ring in land)
