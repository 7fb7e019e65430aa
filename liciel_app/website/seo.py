"""What search engines and shared links read: addresses, structured data, robots.txt, sitemap.xml."""

from dataclasses import dataclass
from typing import Any, Final

from starlette.responses import PlainTextResponse, Response

from liciel_app.core.config import settings
from liciel_app.core.language import LANGUAGES, Language
from liciel_app.office.models import Office
from liciel_app.ui.door import PUBLIC, Visit, route
from liciel_app.website.typography import several, telephone

PUBLIC_PAGES: Final = ("/", "/contact", "/commander", "/mentions-legales", "/confidentialite", "/cgv")
_CLOSED: Final = ("/bureau", "/terrain", "/espace", "/connexion", "/mot-de-passe-oublie", "/fichiers", "/payer")
_LOCALES: Final = {"fr": "fr_FR", "en": "en_GB", "it": "it_IT"}


@dataclass(frozen=True, slots=True)
class Head:
    """`canonical`: the address of this page in this language; `alternates`: the same page in each language."""

    canonical: str
    alternates: tuple[tuple[str, str], ...]
    locale: str
    image: str


def head(path: str, lang: Language) -> Head:
    return Head(
        canonical=_address(path, lang),
        alternates=tuple((known, _address(path, known)) for known in LANGUAGES),
        locale=_LOCALES[lang],
        image=f"{settings().base_url}/icons/icon-512.png",
    )


def business(office: Office) -> dict[str, Any]:
    """schema.org LocalBusiness; only what the office filled in."""
    known = {
        "@context": "https://schema.org",
        "@type": "LocalBusiness",
        "@id": f"{settings().base_url}/#office",
        "name": office.name,
        "url": f"{settings().base_url}/",
        "image": f"{settings().base_url}/icons/icon-512.png",
        "description": office.presentation,
        "telephone": telephone(office.phone) if office.phone else "",
        "email": office.email,
        "vatID": office.vat_number,
        "address": _postal(office),
        "geo": _point(office),
        "areaServed": several(office.zone),
        "currenciesAccepted": "EUR",
    }
    return {name: value for name, value in known.items() if value}


@route("/robots.txt", permission=PUBLIC)
async def robots(visit: Visit) -> Response:  # noqa: ARG001 the same for everybody
    """A demo or a test office stays out of search engines altogether."""
    if not settings().production:
        return PlainTextResponse("User-agent: *\nDisallow: /\n")
    refused = "".join(f"Disallow: {path}\n" for path in _CLOSED)
    return PlainTextResponse(f"User-agent: *\n{refused}\nSitemap: {settings().base_url}/sitemap.xml\n")


@route("/sitemap.xml", permission=PUBLIC)
async def sitemap(visit: Visit) -> Response:  # noqa: ARG001 the same for everybody
    pages = "".join(f"<url><loc>{_address(path, 'fr')}</loc>{_translations(path)}</url>" for path in PUBLIC_PAGES)
    text = (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">'
        f"{pages}</urlset>"
    )
    return Response(text, media_type="application/xml")


def _translations(path: str) -> str:
    return "".join(
        f'<xhtml:link rel="alternate" hreflang="{lang}" href="{_address(path, lang)}"/>' for lang in LANGUAGES
    )


def _address(path: str, lang: Language) -> str:
    return f"{settings().base_url}{path}" + ("" if lang == "fr" else f"?lang={lang}")


def _postal(office: Office) -> dict[str, str]:
    if not office.city:
        return {}
    return {
        "@type": "PostalAddress",
        "streetAddress": office.street,
        "postalCode": office.postcode,
        "addressLocality": office.city,
        "addressCountry": "FR",
    }


def _point(office: Office) -> dict[str, Any]:
    if office.lat is None or office.lon is None:
        return {}
    return {"@type": "GeoCoordinates", "latitude": office.lat, "longitude": office.lon}


ROUTES = (robots, sitemap)
