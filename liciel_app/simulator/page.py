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


def page(request: Request, name: str, status: int = 200, **values: object) -> HTMLResponse:
    base = str(request.url_for("style")).removesuffix("/style.css")
    return HTMLResponse(_PAGES.get_template(name).render(base=base, **values), status_code=status)
