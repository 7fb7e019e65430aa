"""The written contract of the machines' doors: OpenAPI 3.1, drawn by FastAPI from the types of each operation."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from fastapi import Depends, Request
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute
from fastapi.security import HTTPBearer
from pydantic import BaseModel
from starlette.responses import Response

from liciel_app.ui.door import DeclaredRoute

KEYED: Final[Mapping[str, Any]] = {"dependencies": [Depends(HTTPBearer(scheme_name="key"))]}
"""A door that opens with `Authorization: Bearer lk_…`."""


class Problem(BaseModel):
    """A refusal (RFC 9457): one French sentence, and one per wrong field."""

    type: str = "about:blank"
    status: int
    title: str
    errors: dict[str, str] | None = None


def operation(
    door: DeclaredRoute,
    *,
    summary: str,
    asks: Any,
    answers: Any,
    refusals: Mapping[int, str],
    **told: Any,
) -> APIRoute:
    """One door as the contract tells it: what it is asked (a model, a union of them, a FileBody), what it answers.

    `told`: what else FastAPI says of it, as `KEYED`; `statuses` are its good answers beside the first.
    """
    statuses: Mapping[int | str, dict[str, Any]] = told.pop("statuses", {})
    refused: dict[int | str, dict[str, Any]] = {
        status: {"model": Problem, "description": words} for status, words in refusals.items()
    }
    return APIRoute(
        door.path,
        _served(door, asks),
        methods=list(door.methods),
        operation_id=door.path.strip("/").replace("/", "_").replace("{", "").replace("}", ""),
        summary=summary,
        response_model=answers,
        responses={**statuses, **refused},
        **told,
    )


def file_body(*media_types: str) -> dict[str, Any]:
    """What an operation says whose body is a file and whose `?name=` is the file's."""
    content = {kind: {"schema": {"type": "string", "format": "binary"}} for kind in media_types}
    name = {"name": "name", "in": "query", "schema": {"type": "string"}, "description": "name of the file"}
    return {"openapi_extra": {"requestBody": {"required": True, "content": content}, "parameters": [name]}}


def document(operations: Sequence[APIRoute]) -> dict[str, Any]:
    """The OpenAPI document of these operations."""
    return get_openapi(title="Liciel", version="1", routes=list(operations))


def _served(door: DeclaredRoute, asks: Any) -> Any:
    """What FastAPI reads the types of; without `asks`, the body is not JSON."""

    async def served(request: Request, asked: Any) -> Response:
        del asked
        return await door.route.endpoint(request)

    async def served_raw(request: Request) -> Response:
        return await door.route.endpoint(request)

    made = served_raw if asks is None else served
    if asks is not None:
        made.__annotations__["asked"] = asks
    made.__doc__ = door.route.endpoint.__doc__
    return made
