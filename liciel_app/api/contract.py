"""The written contract of the machines' doors: OpenAPI 3.1, drawn by FastAPI from the types of each operation."""

from collections.abc import Mapping, Sequence
from typing import Any

from fastapi import Request
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute
from pydantic import BaseModel
from starlette.responses import Response

from liciel_app.ui.door import DeclaredRoute


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
) -> APIRoute:
    """One door as the contract tells it: what it is asked (a model or a union of them), what it answers."""

    async def served(request: Request, asked: Any) -> Response:
        del asked
        return await door.route.endpoint(request)

    served.__annotations__["asked"] = asks
    served.__doc__ = door.route.endpoint.__doc__
    responses: dict[int | str, dict[str, Any]] = {
        status: {"model": Problem, "description": words} for status, words in refusals.items()
    }
    return APIRoute(
        door.path,
        served,
        methods=list(door.methods),
        operation_id=door.path.strip("/").replace("/", "_"),
        summary=summary,
        response_model=answers,
        responses=responses,
    )


def document(operations: Sequence[APIRoute]) -> dict[str, Any]:
    """The OpenAPI document of these operations."""
    return get_openapi(title="Liciel", version="1", routes=list(operations))
