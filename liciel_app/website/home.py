"""The two pages that bring people in: the home page and the ways to reach the office."""

from starlette.responses import Response

from liciel_app.ui.door import PUBLIC, Visit, route
from liciel_app.website import offer, seo
from liciel_app.website.pages import render


@route("/", permission=PUBLIC)
async def home(visit: Visit) -> Response:
    shown = await offer.current(visit)
    return await render(visit, "home.html", offer=shown, business=seo.business)


@route("/contact", permission=PUBLIC)
async def contact(visit: Visit) -> Response:
    return await render(visit, "contact.html", business=seo.business)


ROUTES = (home, contact)
