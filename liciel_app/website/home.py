"""The page that brings people in."""

from starlette.responses import Response

from liciel_app.ui.door import PUBLIC, Visit, route
from liciel_app.website import offer, seo
from liciel_app.website.pages import render


@route("/", permission=PUBLIC)
async def home(visit: Visit) -> Response:
    shown = await offer.current(visit)
    return await render(visit, "home.html", offer=shown, business=seo.business)


ROUTES = (home,)
