"""Pages rendered here, without script."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from starlette.requests import Request
from starlette.responses import HTMLResponse

_PAGES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "pages"),
    autoescape=select_autoescape(),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def address(request: Request, path: str) -> str:
    """The address of one of our pages, wherever the simulator is mounted."""
    return f"{request.url.scheme}://{request.url.netloc}{request.scope.get('root_path', '')}{path}"


def page(request: Request, name: str, status: int = 200, **values: object) -> HTMLResponse:
    base = address(request, "")
    return HTMLResponse(_PAGES.get_template(name).render(base=base, **values), status_code=status)
