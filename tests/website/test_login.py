"""Logging in and out through the plain forms."""

from http.cookies import SimpleCookie

import httpx
import pytest

from liciel_app.core import config
from liciel_app.core.access import VISITOR
from liciel_app.core.work import begin
from liciel_app.office import services
from liciel_app.website.forms import LARGEST
from tests.people import PASSWORD
from tests.website.conftest import plain

NATHALIE, KARIM = "n.ferrand@atlantique-diag.example", "k.benali@atlantique-diag.example"
CLAIRE = "b.dupuy@courriel.example"


def pair(email: str, password: str = PASSWORD, suite: str = "") -> dict[str, str]:
    return {"email": email, "password": password, "suite": suite}


def session_cookie(answer: httpx.Response) -> SimpleCookie:
    jar = SimpleCookie()
    for header in answer.headers.get_list("set-cookie"):
        jar.load(header)
    return jar


def name_behind(token: str) -> str:
    with begin(VISITOR, writing=False) as work:
        return services.actor_of(work, token).name


async def test_a_stranger_finds_the_two_fields_and_the_way_out_of_a_forgotten_password(site: httpx.AsyncClient) -> None:
    page = await site.get("/connexion")
    words = plain(page.text)
    assert page.status_code == 200
    assert all(known in words for known in ("Utilisateur", "Mot de passe", "Mot de passe oublié ?"))
    assert page.headers["cache-control"] == "no-store"


async def test_nathalie_lands_in_the_office_with_a_cookie_no_script_reads(site: httpx.AsyncClient) -> None:
    answer = await site.post("/connexion", data=pair(NATHALIE.upper()))
    cookie = session_cookie(answer)["liciel"]
    assert (answer.status_code, answer.headers["location"]) == (303, "/bureau")
    assert cookie["httponly"]
    assert cookie["samesite"] == "lax"
    assert name_behind(cookie.value) == "Nathalie Ferrand"


async def test_behind_https_the_cookie_is_secure_and_bound_to_the_host(secure_site: httpx.AsyncClient) -> None:
    answer = await secure_site.post("/connexion", data=pair(NATHALIE))
    cookie = session_cookie(answer)["__Host-liciel"]
    assert cookie["secure"]
    assert cookie["httponly"]
    assert (cookie["path"], cookie["domain"]) == ("/", "")


async def test_a_wrong_password_and_an_unknown_address_get_the_same_page(site: httpx.AsyncClient) -> None:
    known = await site.post("/connexion", data=pair(NATHALIE, "pas le bon mot"))
    unknown = await site.post("/connexion", data=pair("inconnue@courriel.example", "pas le bon mot"))
    assert known.status_code == unknown.status_code == 401
    assert "Utilisateur ou mot de passe incorrect." in plain(known.text)
    assert known.text.replace(NATHALIE, "") == unknown.text.replace("inconnue@courriel.example", "")


async def test_the_typed_address_is_kept_after_a_mistake_and_the_password_is_not(site: httpx.AsyncClient) -> None:
    page = await site.post("/connexion", data=pair(NATHALIE, "pas le bon mot", suite="/bureau/agenda"))
    assert f'value="{NATHALIE}"' in page.text
    assert 'value="/bureau/agenda"' in page.text
    assert "pas le bon mot" not in page.text


async def test_after_five_failures_the_next_try_waits_and_says_how_long(site: httpx.AsyncClient) -> None:
    for _ in range(5):
        await site.post("/connexion", data=pair(NATHALIE, "pas le bon mot"))
    page = await site.post("/connexion", data=pair(NATHALIE))
    assert page.status_code == 429
    assert "Trop d’essais. Réessayez dans" in plain(page.text)
    assert int(page.headers["retry-after"]) > 0


async def test_a_planted_session_id_is_not_taken_over(site: httpx.AsyncClient) -> None:
    site.cookies.set("liciel", "choisi-par-un-autre")
    answer = await site.post("/connexion", data=pair(NATHALIE))
    assert session_cookie(answer)["liciel"].value != "choisi-par-un-autre"
    assert name_behind("choisi-par-un-autre") == VISITOR.name


async def test_logging_in_again_ends_the_session_this_browser_had(site: httpx.AsyncClient) -> None:
    first = session_cookie(await site.post("/connexion", data=pair(NATHALIE)))["liciel"].value
    second = session_cookie(await site.post("/connexion", data=pair(CLAIRE)))["liciel"].value
    assert name_behind(first) == VISITOR.name
    assert name_behind(second) == "Claire Dupuy"


async def test_nathalie_comes_back_to_the_page_she_asked_for(site: httpx.AsyncClient) -> None:
    answer = await site.post("/connexion", data=pair(NATHALIE, suite="/bureau/commandes?etat=to_process"))
    assert answer.headers["location"] == "/bureau/commandes?etat=to_process"


@pytest.mark.parametrize(
    "elsewhere",
    [
        "//evil.example",
        "/\\evil.example",
        "https://evil.example/bureau",
        "/\t/evil.example",
        "/bureaux",
        "javascript:1",
    ],
)
async def test_nobody_is_sent_to_another_site_after_logging_in(site: httpx.AsyncClient, elsewhere: str) -> None:
    answer = await site.post("/connexion", data=pair(NATHALIE, suite=elsewhere))
    assert answer.headers["location"] == "/bureau"


async def test_claire_asking_for_an_office_page_lands_in_her_own_space(site: httpx.AsyncClient) -> None:
    answer = await site.post("/connexion", data=pair(CLAIRE, suite="/bureau/factures"))
    assert answer.headers["location"] == "/espace"


async def test_claire_already_logged_in_is_taken_home(site: httpx.AsyncClient) -> None:
    await site.post("/connexion", data=pair(CLAIRE))
    assert (await site.get("/connexion")).headers["location"] == "/espace"
    assert (await site.get("/connexion?suite=//evil.example")).headers["location"] == "/espace"


async def test_a_form_posted_by_a_foreign_page_is_refused(site: httpx.AsyncClient) -> None:
    answer = await site.post("/connexion", data=pair(NATHALIE), headers={"origin": "https://evil.example"})
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers


async def test_logging_out_ends_the_session_and_says_so(site: httpx.AsyncClient) -> None:
    token = session_cookie(await site.post("/connexion", data=pair(NATHALIE)))["liciel"].value
    answer = await site.post("/deconnexion")
    assert name_behind(token) == VISITOR.name
    assert session_cookie(answer)["liciel"]["max-age"] == "0"
    assert "Vous êtes déconnecté." in plain((await site.get(answer.headers["location"])).text)


async def test_opening_the_address_of_the_exit_only_asks(site: httpx.AsyncClient) -> None:
    token = session_cookie(await site.post("/connexion", data=pair(NATHALIE)))["liciel"].value
    assert "Nathalie Ferrand" in (await site.get("/deconnexion")).text
    assert name_behind(token) == "Nathalie Ferrand"


async def test_karim_is_told_what_his_phone_may_still_hold(site: httpx.AsyncClient) -> None:
    await site.post("/connexion", data=pair(KARIM))
    page = (await site.get("/deconnexion")).text
    assert ("n’a pas encore envoyé" in plain(page), 'href="/terrain"' in page) == (True, True)
    await site.post("/connexion", data=pair(NATHALIE))
    assert "n’a pas encore envoyé" not in plain((await site.get("/deconnexion")).text)


async def test_a_stranger_at_the_exit_is_shown_the_entrance(site: httpx.AsyncClient) -> None:
    assert (await site.get("/deconnexion")).headers["location"] == "/connexion"


async def test_the_demo_people_are_offered_in_demo_mode_only(
    site: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "Entrer comme" not in (await site.get("/connexion")).text
    monkeypatch.setenv("LICIEL_MODE", "demo")
    config.settings.cache_clear()
    page = plain((await site.get("/connexion")).text)
    assert "Entrer comme Nathalie" in page
    assert "Entrer comme Léa" not in page, "the cast has no such account"


async def test_an_endless_form_is_not_read_to_its_end(site: httpx.AsyncClient) -> None:
    answer = await site.post("/connexion", content=b"email=" + b"a" * LARGEST)
    assert answer.status_code == 400
    assert "Cette demande est trop longue." in plain(answer.text)


async def test_a_form_of_a_thousand_fields_is_refused(site: httpx.AsyncClient) -> None:
    answer = await site.post("/connexion", content="&".join(f"f{i}=1" for i in range(1000)))
    assert answer.status_code == 400
    assert "Cette demande est mal formée." in plain(answer.text)


async def test_a_name_with_odd_bytes_is_only_a_wrong_pair(site: httpx.AsyncClient) -> None:
    answer = await site.post("/connexion", content=b"email=%00%ff%c3&password=%00%ed%a0%80")
    assert answer.status_code == 401
