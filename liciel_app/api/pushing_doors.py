"""The doors that a key opens, in the contract."""

from typing import Final

from liciel_app.api.contract import KEYED, file_body, operation
from liciel_app.api.pushing import push_file, push_model, push_order
from liciel_app.api.pushing_contract import OrderAnswer, PushedFile, PushedModel, PushedOrder

_REFUSED: Final = {
    401: "no key, or one that is unknown or revoked",
    403: "this key is not for that",
    422: "wrong fields, one French sentence each",
    429: "too many in an hour with this key",
}
_ANY_FILE: Final = file_body("application/octet-stream", "application/pdf", "image/jpeg", "image/png")

OPERATIONS: Final = (
    operation(
        push_order,
        summary="push an order",
        asks=PushedOrder,
        answers=OrderAnswer,
        refusals=_REFUSED | {409: "that submit_id is somebody else's"},
        status_code=201,
        statuses={200: {"model": OrderAnswer, "description": "that submit_id had already come: the same order"}},
        **KEYED,
    ),
    operation(
        push_file,
        summary="join a file to an order, before the order itself",
        asks=None,
        answers=PushedFile,
        refusals=_REFUSED | {400: "another kind of file, or too heavy", 409: "the order was already pushed"},
        status_code=201,
        **_ANY_FILE,
        **KEYED,
    ),
    operation(
        push_model,
        summary="put a Word model of document in force",
        asks=None,
        answers=PushedModel,
        refusals=_REFUSED | {400: "not a Word document", 404: "no such model"},
        **file_body("application/octet-stream"),
        **KEYED,
    ),
)
