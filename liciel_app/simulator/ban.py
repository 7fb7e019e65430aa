"""The search of the Géoplateforme's geocoder, answered from the embedded table: communes, no streets."""

from typing import Any, Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from liciel_app.gateways.geocoding import CommuneTable, Place

_SHORTEST, _LONGEST = 3, 200
_USUAL, _MOST = 5, 50
_FILTERS: Final = ("postcode", "citycode")


async def search(request: Request) -> JSONResponse:
    asked = request.query_params
    text = asked.get("q", "")
    if not _SHORTEST <= len(text) <= _LONGEST or not text[0].isalnum():
        detail = [f"q: must contain between {_SHORTEST} and {_LONGEST} chars and start with a number or a letter"]
        return JSONResponse({"code": 400, "detail": detail, "message": "Failed parsing query"}, status_code=400)
    limit = asked.get("limit", "")
    count = max(1, min(int(limit), _MOST)) if limit.isdecimal() else _USUAL
    found = await run_in_threadpool(CommuneTable().complete, text, _MOST)
    wanted = {name: asked[name] for name in _FILTERS if name in asked}
    kept = [place for place in found if all(getattr(place, name) == value for name, value in wanted.items())]
    return JSONResponse(
        {
            "type": "FeatureCollection",
            "features": [_feature(place) for place in kept[:count]],
            "query": text,
            "limit": count,
            "attribution": "BAN",
            "licence": "ETALAB-2.0",
        }
    )


def _feature(place: Place) -> dict[str, Any]:
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [place.lon, place.lat]},
        "properties": {
            "label": place.city,
            "score": 0.4 if place.street else 0.9,
            "id": place.citycode,
            "type": "municipality",
            "name": place.city,
            "postcode": place.postcode,
            "citycode": place.citycode,
            "city": place.city,
            "context": place.citycode[:3] if place.citycode.startswith("97") else place.citycode[:2],
            "importance": 0.5,
            "municipality": place.city,
        },
    }


ROUTES = [Route("/geocodage/search", search)]
