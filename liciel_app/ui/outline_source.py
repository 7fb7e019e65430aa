"""Builds `assets/france.json`, the map's ground when no tile server is set. Run by hand when the sources are renewed.

Read from npm `world-atlas` (2.0.2): `countries-10m.json` (Natural Earth, public domain), and from the embedded table of
communes (`gateways/data/communes.csv.xz`, most populous first).

    python -m liciel_app.ui.outline_source <world-atlas>/countries-10m.json liciel_app/gateways/data/communes.csv.xz

Shape: `{"land": [[[lat, lon], …], …], "around": […same…], "towns": [[name, lat, lon], …]}`, towns by population.
"""

import csv
import json
import lzma
import math
import sys
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

Point = tuple[float, float]
Ring = list[Point]

OUT = Path(__file__).parents[2] / "assets" / "france.json"
FRANCE = "250"
AROUND = ("056", "442", "276", "756", "380", "724", "826", "020", "528", "438", "492")
WEST, EAST, SOUTH, NORTH = -9.0, 12.0, 39.5, 53.0
LATITUDE = math.cos(math.radians(46.5))
FINE, COARSE = 0.006, 0.03
SMALLEST = {FINE: 0.002, COARSE: 0.02}
TOWNS = 1700


def build(atlas: Path, communes: Path) -> str:
    topology = json.loads(atlas.read_text())
    arcs = list(_arcs(topology))
    shapes = {str(shape.get("id")): shape for shape in topology["objects"]["countries"]["geometries"]}
    land = _outline([shapes[FRANCE]], arcs, FINE)
    around = _outline([shapes[code] for code in AROUND], arcs, COARSE)
    text = {"land": land, "around": around, "towns": list(islice(_towns(communes), TOWNS))}
    return json.dumps(text, ensure_ascii=False, separators=(",", ":"))


def _arcs(topology: dict[str, Any]) -> Iterator[Ring]:
    """TopoJSON arcs are chains of integer steps, scaled."""
    (step_x, step_y), (left, bottom) = topology["transform"]["scale"], topology["transform"]["translate"]
    for arc in topology["arcs"]:
        x = y = 0
        ring: Ring = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            ring.append((x * step_x + left, y * step_y + bottom))
        yield ring


def _outline(shapes: Iterable[dict[str, Any]], arcs: list[Ring], tolerance: float) -> list[list[list[float]]]:
    rings = [ring for shape in shapes for ring in _rings(shape, arcs) if _near(ring)]
    kept = [_simplified(ring, tolerance) for ring in rings if _area(ring) > SMALLEST[tolerance]]
    return [[[round(lat, 3), round(lon, 3)] for lon, lat in ring] for ring in kept]


def _rings(shape: dict[str, Any], arcs: list[Ring]) -> Iterator[Ring]:
    polygons = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
    for polygon in polygons:
        yield [point for arc in polygon[0] for point in (arcs[arc] if arc >= 0 else arcs[~arc][::-1])]


def _near(ring: Ring) -> bool:
    return any(WEST < lon < EAST and SOUTH < lat < NORTH for lon, lat in ring)


def _area(ring: Ring) -> float:
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:] + ring[:1], strict=True))) / 2


def _simplified(ring: Ring, tolerance: float) -> Ring:
    """Douglas and Peucker (1973), without recursion."""
    kept, todo = {0, len(ring) - 1}, [(0, len(ring) - 1)]
    while todo:
        first, last = todo.pop()
        far, rank = max(
            ((_distance(ring[i], ring[first], ring[last]), i) for i in range(first + 1, last)), default=(0, 0)
        )
        if far > tolerance:
            kept.add(rank)
            todo += [(first, rank), (rank, last)]
    return [ring[i] for i in sorted(kept)]


def _distance(point: Point, start: Point, end: Point) -> float:
    """From the point to the segment, in degrees of latitude."""
    px, py = (point[0] - start[0]) * LATITUDE, point[1] - start[1]
    ex, ey = (end[0] - start[0]) * LATITUDE, end[1] - start[1]
    length = ex * ex + ey * ey
    along = 0.0 if length == 0 else min(1.0, max(0.0, (px * ex + py * ey) / length))
    return math.hypot(px - along * ex, py - along * ey)


def _towns(communes: Path) -> Iterator[tuple[str, float, float]]:
    """Metropolitan towns, the three cities once."""
    seen: set[str] = set()
    with lzma.open(communes, "rt", encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            name = row["city"] or row["name"]
            lat, lon = round(float(row["lat"]), 3), round(float(row["lon"]), 3)
            if name not in seen and WEST < lon < EAST and SOUTH < lat < NORTH:
                seen.add(name)
                yield name, lat, lon


if __name__ == "__main__":
    OUT.write_text(build(Path(sys.argv[1]), Path(sys.argv[2])), encoding="utf-8")
