"""Géorisques, API v1, for a few communes around Bordeaux: shapes of the real service, answers of a demonstration."""

from dataclasses import dataclass
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route


@dataclass(frozen=True, slots=True)
class _Place:
    radon: str
    seismic: str
    plans: tuple[str, ...] = ()
    polluted: int = 0


_SAMPLES: Final = {
    "33063": _Place("1", "2", ("PPRI de l’agglomération bordelaise",), polluted=3),
    "33281": _Place("1", "2"),
    "33318": _Place("1", "2"),
    "33522": _Place("1", "2", polluted=1),
}
_SEISMIC_WORDS: Final = {"1": "1 - TRES FAIBLE", "2": "2 - FAIBLE", "3": "3 - MODEREE"}
# South, north, west, east: what is known at all, and where the sample plan has a mapped zone.
_AROUND: Final = (44.6, 45.1, -1.0, 0.0)
_RIVERSIDE: Final = (44.82, 44.87, -0.575, -0.54)


async def radon(request: Request) -> JSONResponse:
    insee, place = _asked(request)
    return _page([{"code_insee": insee, "libelle_commune": "", "classe_potentiel": place.radon}] if place else [])


async def seismic(request: Request) -> JSONResponse:
    insee, place = _asked(request)
    told = {"code_insee": insee, "libelle_commune": ""}
    zone = place.seismic if place else ""
    return _page([{**told, "code_zone": zone, "zone_sismicite": _SEISMIC_WORDS[zone]}] if place else [])


async def plans(request: Request) -> Response:
    """Natural plans alone have samples; a point is inside one along the river. Elsewhere nobody knows: 404."""
    names = _plans_of(request)
    if names is None:
        return Response(status_code=404)
    mapped = "latitude" in request.query_params
    found = [
        {
            "idGaspar": f"33DEMO{number}",
            "libPpr": name,
            "modeleProcedure": "PPRN-I",
            "zonageReglementaire": {"zoneRegExists": mapped, "listTypeReg": []},
        }
        for number, name in enumerate(names if request.url.path.endswith("pprn") else ())
    ]
    shape = {"totalElements": len(found), "totalPages": 1, "pageNumber": 0, "pageSize": 10}
    return JSONResponse({**shape, "content": found})


async def soils(request: Request) -> Response:
    _, place = _asked(request)
    if place is None:
        return Response(status_code=404)
    empty: dict[str, Any] = {"results": 0, "page": 1, "total_pages": 0, "data": []}
    return JSONResponse({"casias": empty, "basol": empty, "sis": {**empty, "results": place.polluted}, "sup": empty})


async def clay(request: Request) -> Response:
    """An empty body outside of what is mapped, as the real service does."""
    lon, _, lat = request.query_params.get("latlon", "0,0").partition(",")
    if not _inside(_AROUND, lat, lon):
        return Response(b"")
    return JSONResponse({"codeExposition": "2", "exposition": "Exposition moyenne"})


def _asked(request: Request) -> tuple[str, _Place | None]:
    insee = request.query_params.get("code_insee") or request.query_params.get("codeInsee", "")
    return insee, _SAMPLES.get(insee)


def _plans_of(request: Request) -> tuple[str, ...] | None:
    asked = request.query_params
    if "latitude" not in asked:
        _, place = _asked(request)
        return place.plans if place else None
    if _inside(_RIVERSIDE, asked["latitude"], asked["longitude"]):
        return _SAMPLES["33063"].plans
    return () if _inside(_AROUND, asked["latitude"], asked["longitude"]) else None


def _inside(box: tuple[float, float, float, float], lat: str, lon: str) -> bool:
    south, north, west, east = box
    return south <= float(lat) <= north and west <= float(lon) <= east


def _page(rows: list[dict[str, Any]]) -> JSONResponse:
    shape = {"results": len(rows), "page": 1, "total_pages": 1, "response_code": 200, "message": None}
    return JSONResponse({**shape, "data": rows})


_BASE: Final = "/georisques/api/v1"
ROUTES = [
    Route(f"{_BASE}/radon", radon),
    Route(f"{_BASE}/zonage_sismique", seismic),
    Route(f"{_BASE}/gaspar/pprn", plans),
    Route(f"{_BASE}/gaspar/pprm", plans),
    Route(f"{_BASE}/gaspar/pprt", plans),
    Route(f"{_BASE}/ssp", soils),
    Route(f"{_BASE}/rga", clay),
]
