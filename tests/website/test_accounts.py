"""Forgotten and first passwords."""

from collections.abc import Callable
from datetime import datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from sqlmodel import col, select

from liciel_app.core.access import VISITOR
from liciel_app.core.work import begin
from liciel_app.office import services
from liciel_app.office.models import ResetAsk
from tests.conftest import MONDAY, rows
from tests.people import PASSWORD, cookie_of
from tests.website.conftest import ADDRESS, browser, letters, link_in, plain

CLAIRE = "b.dupuy@courriel.example"
UNKNOWN = "inconnue@courriel.example"
NEW = "un tout nouveau mot de passe"
SetClock = Callable[[datetime], None]


async def ask(site: httpx.AsyncClient, email: str = CLAIRE, **headers: str) -> httpx.Response:
    return await site.post("/mot-de-passe-oublie", data={"email": email}, headers=headers)


async def choose(site: httpx.AsyncClient, link: str, password: str = NEW, again: str = "") -> httpx.Response:
    parts = urlsplit(link)
    return await site.post(f"{parts.path}?{parts.query}", data={"password": password, "again": again or password})


async def test_claire_receives_a_link_and_chooses_another_password(site: httpx.AsyncClient) -> None:
    assert (await ask(site)).headers["location"] == "/mot-de-passe-oublie?envoye=1"
    answer = await choose(site, link_in(letters(CLAIRE)[0]))
    assert answer.headers["location"] == "/connexion?fait=mot-de-passe"
    assert "Votre mot de passe est changé." in plain((await site.get("/connexion?fait=mot-de-passe")).text)
    assert cookie_of(CLAIRE, NEW)


async def test_an_unknown_address_gets_the_same_answer_and_no_mail(site: httpx.AsyncClient) -> None:
    known, unknown = await ask(site), await ask(site, UNKNOWN)
    assert (known.status_code, known.headers["location"]) == (unknown.status_code, unknown.headers["location"])
    page = plain((await site.get(known.headers["location"])).text)
    assert "Si cette adresse a un compte, un lien vient d’y être envoyé." in page
    assert (len(letters(CLAIRE)), len(letters(UNKNOWN))) == (1, 0)


@pytest.mark.parametrize("email", [CLAIRE, UNKNOWN])
async def test_a_known_and_an_unknown_address_are_counted_alike(site: httpx.AsyncClient, email: str) -> None:
    await ask(site, email.upper())
    with begin(VISITOR, writing=False) as work:
        counted = list(work.db.exec(select(ResetAsk.asker).order_by(col(ResetAsk.id))))
        assert rows(work, "loginfailure") == 0
    assert counted == [email, ADDRESS]


@pytest.mark.parametrize("email", [CLAIRE, UNKNOWN])
async def test_a_fourth_ask_within_the_hour_is_refused_whoever_asks(
    site: httpx.AsyncClient, set_clock: SetClock, email: str
) -> None:
    for number in range(3):
        async with browser(address=f"198.51.100.{number}") as elsewhere:
            await ask(elsewhere, email)
    refused = await ask(site, email)
    assert refused.status_code == 429
    assert "Trop de demandes en peu de temps. Réessayez dans une heure." in plain(refused.text)
    set_clock(MONDAY + timedelta(hours=1, seconds=1))
    assert (await ask(site, email)).status_code == 303


async def test_one_origin_may_not_try_many_addresses(site: httpx.AsyncClient) -> None:
    for number in range(3):
        await ask(site, f"{number}@courriel.example")
    assert (await ask(site)).status_code == 429
    assert letters(CLAIRE) == []


async def test_asking_does_not_slow_the_login(site: httpx.AsyncClient) -> None:
    for _ in range(3):
        await ask(site)
    assert cookie_of(CLAIRE, PASSWORD)


async def test_something_that_is_no_address_is_said_beside_the_field(site: httpx.AsyncClient) -> None:
    page = await ask(site, "claire")
    assert page.status_code == 422
    assert 'aria-invalid="true"' in page.text
    assert 'value="claire"' in page.text
    assert "Indiquez une adresse mail valable." in plain(page.text)


@pytest.mark.parametrize("poison", [{"host": "evil.example"}, {"x-forwarded-host": "evil.example"}])
async def test_a_poisoned_host_does_not_change_the_mailed_link(
    secure_site: httpx.AsyncClient, poison: dict[str, str]
) -> None:
    await ask(secure_site, **poison)
    assert link_in(letters(CLAIRE)[0]).startswith("https://diag.example/nouveau-mot-de-passe?jeton=")
    assert "evil.example" not in letters(CLAIRE)[0].text


async def test_a_link_serves_once(site: httpx.AsyncClient) -> None:
    await ask(site)
    link = link_in(letters(CLAIRE)[0])
    await choose(site, link)
    again = await choose(site, link, "encore un autre mot de passe")
    assert again.status_code == 404
    assert "Ce lien n’est plus valable. Demandez-en un nouveau." in plain(again.text)
    assert cookie_of(CLAIRE, NEW)


async def test_a_link_dies_after_thirty_minutes(site: httpx.AsyncClient, set_clock: SetClock) -> None:
    await ask(site)
    set_clock(MONDAY + timedelta(minutes=30))
    assert (await choose(site, link_in(letters(CLAIRE)[0]))).status_code == 404
    assert cookie_of(CLAIRE, PASSWORD)


async def test_a_newer_link_voids_the_earlier_one(site: httpx.AsyncClient) -> None:
    await ask(site)
    await ask(site)
    first, second = (link_in(letter) for letter in letters(CLAIRE))
    assert (await choose(site, first)).status_code == 404
    assert (await choose(site, second)).status_code == 303


async def test_opening_the_link_does_not_use_it(site: httpx.AsyncClient) -> None:
    """Mail scanners open links before their reader does."""
    await ask(site)
    link = link_in(letters(CLAIRE)[0])
    page = await site.get(link)
    assert "Nouveau mot de passe" in plain(page.text)
    assert page.headers["referrer-policy"] == "same-origin"
    assert (await choose(site, link)).status_code == 303


async def test_claire_is_told_what_is_wrong_with_her_choice(site: httpx.AsyncClient) -> None:
    await ask(site)
    link = link_in(letters(CLAIRE)[0])
    short, different = await choose(site, link, "court"), await choose(site, link, NEW, "un autre mot de passe")
    assert (short.status_code, different.status_code) == (422, 422)
    assert "Choisissez un mot de passe de 12 à 128 caractères." in plain(short.text)
    assert "Les deux mots de passe diffèrent." in plain(different.text)
    assert (await choose(site, link)).status_code == 303, "a mistake does not use the link"


async def test_an_address_without_its_token_offers_a_new_link(site: httpx.AsyncClient) -> None:
    page = plain((await site.get("/nouveau-mot-de-passe")).text)
    assert "Ce lien ne sert plus" in page
    assert "Demander un nouveau lien" in page


async def test_changing_the_password_ends_the_sessions_that_were_open(site: httpx.AsyncClient) -> None:
    token = cookie_of(CLAIRE)
    await ask(site)
    await choose(site, link_in(letters(CLAIRE)[0]))
    with begin(VISITOR, writing=False) as work:
        assert services.actor_of(work, token) == VISITOR


async def test_a_first_password_is_chosen_through_the_same_kind_of_link(site: httpx.AsyncClient) -> None:
    await ask(site)
    token = parse_qs(urlsplit(link_in(letters(CLAIRE)[0])).query)["jeton"][0]
    first = f"/premier-mot-de-passe?jeton={token}"
    assert "Bienvenue" in plain((await site.get(first)).text)
    assert (await choose(site, first)).status_code == 303


async def test_a_foreign_page_asks_for_nothing(site: httpx.AsyncClient) -> None:
    assert (await ask(site, origin="https://evil.example")).status_code == 403
    with begin(VISITOR, writing=False) as work:
        assert rows(work, "passwordreset") == 0
