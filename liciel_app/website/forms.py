"""Reading a posted form: a few short fields, never a file."""

from urllib.parse import parse_qsl

from starlette.requests import Request

from liciel_app.core.errors import Refused

LARGEST = 16_384  # bytes
MOST_FIELDS = 20


async def fields(request: Request) -> dict[str, str]:
    """The fields of an URL-encoded form, the last of each name. Refuses anything larger or of another shape."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST:
            raise Refused("Cette demande est trop longue.")
    try:
        pairs = parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except ValueError as error:
        raise Refused("Cette demande est mal formée.") from error
    return dict(pairs)
