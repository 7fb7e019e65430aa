"""« Contactez-nous pour un devis », from a browser without script."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta

import httpx
import pytest
from sqlmodel import select

from liciel_app.core.access import SYSTEM
from liciel_app.core.work import begin
from liciel_app.orders.models_requests import SiteRequest
from tests.conftest import MONDAY

INES = {
    "name": "Inès Laborde",
    "email": "ines.laborde@courriel.example",
    "phone": "",
    "town": "Bordeaux",
    "message": "Je loue un T2 <b>en janvier</b> : que faut-il ?",
    "consent": "1",
}


async def opened(site: httpx.AsyncClient) -> str:
    page = (await site.get("/contact")).text
    found = re.search(r'name="form" value="([^"]+)"', page)
    assert found is not None
    return found[1]


def kept() -> list[SiteRequest]:
    with begin(SYSTEM) as work:
        return list(work.db.exec(select(SiteRequest)).all())


@pytest.fixture
def later(set_clock: Callable[[datetime], None]) -> Callable[[timedelta], None]:
    return lambda after: set_clock(MONDAY + after)


async def test_ines_writes_and_is_thanked(site: httpx.AsyncClient, later: Callable[[timedelta], None]) -> None:
    token = await opened(site)
    later(timedelta(minutes=2))
    answer = await site.post("/contact", data=INES | {"form": token})
    assert (answer.status_code, answer.headers["location"]) == (303, "/contact?envoye=1")
    assert "Merci, votre message est arrivé" in (await site.get("/contact?envoye=1")).text
    (request,) = kept()
    assert (request.name, request.town, request.message) == (INES["name"], "Bordeaux", INES["message"])
    assert request.consent.startswith("J’accepte")
    await site.post("/contact", data=INES | {"form": token})
    assert len(kept()) == 1


async def test_what_was_typed_stays_beside_what_is_wrong(
    site: httpx.AsyncClient, later: Callable[[timedelta], None]
) -> None:
    token = await opened(site)
    later(timedelta(minutes=2))
    answer = await site.post("/contact", data=INES | {"form": token, "email": "ines", "consent": ""})
    assert answer.status_code == 422
    assert "Indiquez une adresse mail valable" in answer.text
    assert "Cochez cette case" in answer.text
    assert "&lt;b&gt;en janvier&lt;/b&gt;" in answer.text
    assert kept() == []


async def test_a_robot_that_fills_in_everything_is_thanked_and_forgotten(site: httpx.AsyncClient) -> None:
    answer = await site.post("/contact", data=INES | {"form": await opened(site), "website": "https://spam.example"})
    assert answer.status_code == 303
    assert kept() == []


@pytest.mark.parametrize(
    ("after", "token"), [(timedelta(seconds=1), ""), (timedelta(hours=13), ""), (timedelta(minutes=2), "forged.1.x")]
)
async def test_a_form_too_quick_too_old_or_made_elsewhere_is_refused_and_keeps_its_words(
    site: httpx.AsyncClient, later: Callable[[timedelta], None], after: timedelta, token: str
) -> None:
    token = token or await opened(site)
    later(after)
    answer = await site.post("/contact", data=INES | {"form": token})
    assert answer.status_code == 422
    assert "Bordeaux" in answer.text
    assert kept() == []


async def test_a_line_break_in_a_name_makes_no_header(
    site: httpx.AsyncClient, later: Callable[[timedelta], None]
) -> None:
    token = await opened(site)
    later(timedelta(minutes=2))
    await site.post("/contact", data=INES | {"form": token, "name": "Inès\r\nBcc: all@spam.example"})
    (request,) = kept()
    assert "\n" not in request.name
