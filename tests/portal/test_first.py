"""Claire opens her space: what waits for her is in the page as it comes, and nobody else's is."""

import httpx
import pytest
from starlette.applications import Starlette

from liciel_app.core.access import Actor
from liciel_app.core.work import begin
from liciel_app.office import services as office_services
from liciel_app.portal import first
from liciel_app.ui import bridge
from tests.people import Cast, cookie_of
from tests.portal.spaces import a_planned, a_sent_dossier, block_unpaid_files, pay


def sight(people: Cast, lang: str = "fr") -> str:
    with begin(people.client, writing=False) as work:
        return first.sight(work, "en" if lang == "en" else "fr")


def test_claire_finds_what_to_pay_and_where(people: Cast) -> None:
    dossier = a_sent_dossier(people)
    seen = sight(people)
    assert "Payer 361,80\u00a0€" in seen
    assert f'href="/espace/dossier/{dossier.id}"' in seen
    assert "Tout est réglé" not in seen


def test_once_paid_the_documents_wait_for_her(people: Cast) -> None:
    pay(people.assistant, a_sent_dossier(people))
    seen = sight(people)
    assert "Vos documents sont prêts" in seen
    assert "Tout est réglé" in seen


def test_a_first_visit_says_that_nothing_is_to_be_done(people: Cast) -> None:
    assert "Rien à faire pour le moment." in sight(people)


def test_it_speaks_her_language(people: Cast) -> None:
    assert "Nothing to do for now" in sight(people, "en")


def test_another_company_sees_nothing_of_it(people: Cast) -> None:
    dossier = a_planned(people)
    with begin(people.stranger, writing=False) as work:
        assert dossier.reference not in first.sight(work, "fr")


def test_her_dossier_comes_with_its_documents(people: Cast) -> None:
    dossier = a_sent_dossier(people)
    seen = dossier_sight(people.client, dossier.id)
    assert "17 avenue Roul" in seen
    assert "Consultation uniquement jusqu’au règlement" in seen
    assert "Payer 361,80\u00a0€" in seen
    assert "Consulter" in seen
    pay(people.assistant, dossier)
    assert "Télécharger" in dossier_sight(people.client, dossier.id)


def test_blocked_documents_are_named_without_a_way_to_them(people: Cast) -> None:
    block_unpaid_files(people)
    seen = dossier_sight(people.client, a_sent_dossier(people).id)
    assert "Disponible après règlement" in seen
    assert "/fichiers/" not in seen


@pytest.mark.parametrize("wanted", ["1", "999", "abc", "99999999999999999999"])
def test_another_client_s_page_comes_empty(people: Cast, wanted: str) -> None:
    a_sent_dossier(people)
    assert dossier_sight(people.stranger, wanted) == ""


def dossier_sight(who: Actor, wanted: object) -> str:
    with begin(who, writing=False) as work:
        return first.dossier_sight(work, str(wanted), "fr")


@pytest.mark.parametrize("path", ["/espace", "/espace/dossier/1"])
@pytest.mark.parametrize(("email", "status"), [("", 303), ("k.benali@atlantique-diag.example", 403)])
async def test_who_is_no_client_is_refused(people: Cast, email: str, status: int, path: str) -> None:
    bridge.install(office_services.actor_of)
    app = Starlette(routes=[door.route for door in first.ROUTES])
    cookies = {"liciel": cookie_of(email)} if email else {}
    site = httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://localhost:3000", cookies=cookies)
    async with site:
        assert (await site.get(path)).status_code == status
