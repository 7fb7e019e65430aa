"""Where machines read the contract of their doors; it is drawn when somebody asks, no start waits for it."""

from functools import lru_cache
from importlib import import_module
from typing import Any, Final

from starlette.responses import JSONResponse, Response

from liciel_app.ui.door import PUBLIC, Visit, route

# Each module has its OPERATIONS.
CONTRACTS: Final = ("obligations_contract", "pushing_doors")


@route("/api/v1/openapi.json", permission=PUBLIC, answers="json")
async def openapi(_visit: Visit) -> Response:
    return JSONResponse(document())


@lru_cache(maxsize=1)
def document() -> dict[str, Any]:
    """The OpenAPI 3.1 document of every operation."""
    from liciel_app.api import contract

    modules = [import_module(f"liciel_app.api.{name}") for name in CONTRACTS]
    return contract.document([operation for module in modules for operation in module.OPERATIONS])


ROUTES = (openapi,)
