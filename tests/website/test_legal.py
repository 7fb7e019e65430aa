"""The legal notice: what the office said, nothing it did not say, and where who runs it says it."""

import httpx
import pytest
from sqlmodel import select

from liciel_app.core.access import SYSTEM
from liciel_app.core.journal import JournalEntry
from liciel_app.core.work import begin
from liciel_app.office.models import Office
from tests.people import PASSWORD
from tests.website.conftest import plain

MARC, NATHALIE = "m.delmas@atlantique-diag.example", "n.ferrand@atlantique-diag.example"
CLAIRE = "b.dupuy@courriel.example"
SAID = {"publication_director": "Marc Delmas", "host": "Serveurs du Ponant, 1 quai Neuf, 29200 Brest, 02 98 00 00 00"}


async def notice(site: httpx.AsyncClient) -> str:
    return plain((await site.get("/mentions-legales")).text)


async def enter(site: httpx.AsyncClient, email: str) -> None:
    await site.post("/connexion", data={"email": email, "password": PASSWORD})


def office() -> Office:
    with begin(SYSTEM, writing=False) as work:
        return work.db.get_one(Office, 1)


@pytest.mark.parametrize("email", ["", CLAIRE])
async def test_what_the_office_did_not_say_is_not_on_the_page(site: httpx.AsyncClient, email: str) -> None:
    if email:
        await enter(site, email)
    words = await notice(site)
    for absent in ("Directeur de la publication", "Hébergement", "à compléter", "représentant légal", "Enregistrer"):
        assert absent not in words


async def test_nathalie_reads_what_is_missing_and_may_not_fill_it_in(site: httpx.AsyncClient) -> None:
    await enter(site, NATHALIE)
    words = await notice(site)
    assert "Directeur de la publication : à compléter" in words
    assert "Hébergeur (nom, adresse et téléphone) : à compléter" in words
    assert "Enregistrer" not in words
    assert (await site.post("/mentions-legales", data=SAID)).status_code == 403
    assert office().host == ""


async def test_marc_completes_the_notice_and_everybody_reads_it(site: httpx.AsyncClient) -> None:
    await enter(site, MARC)
    assert "Compléter ces mentions" in await notice(site)
    assert (await site.post("/mentions-legales", data=SAID)).headers["location"] == "/mentions-legales"
    await site.post("/deconnexion")
    words = await notice(site)
    assert "Directeur de la publication : Marc Delmas." in words
    assert "Ce site est hébergé par Serveurs du Ponant, 1 quai Neuf, 29200 Brest, 02 98 00 00 00." in words
    with begin(SYSTEM, writing=False) as work:
        (told,) = work.db.exec(select(JournalEntry).where(JournalEntry.action == "office.legal_notice")).all()
    assert told.actor_name == "Marc Delmas"


async def test_a_line_emptied_leaves_the_page_again(site: httpx.AsyncClient) -> None:
    await enter(site, MARC)
    await site.post("/mentions-legales", data=SAID)
    await site.post("/mentions-legales", data={"publication_director": "", "host": "  "})
    await site.post("/deconnexion")
    assert "Directeur de la publication" not in await notice(site)
    assert (office().publication_director, office().host) == ("", "")


@pytest.mark.parametrize("email", ["", CLAIRE, "k.benali@atlantique-diag.example"])
async def test_nobody_else_writes_the_notice(site: httpx.AsyncClient, email: str) -> None:
    if email:
        await enter(site, email)
    answer = await site.post("/mentions-legales", data=SAID)
    assert answer.status_code == 403
    assert office().publication_director == ""


async def test_what_is_typed_there_is_text_and_of_a_bounded_length(site: httpx.AsyncClient) -> None:
    await enter(site, MARC)
    typed = {"publication_director": "<b>Marc</b>\nDelmas", "host": "x" * 500}
    await site.post("/mentions-legales", data=typed)
    assert "<b>" not in (await site.get("/mentions-legales")).text
    assert (office().publication_director, len(office().host)) == ("<b>Marc</b> Delmas", 200)
    assert (
        await site.post("/mentions-legales", data=SAID, headers={"origin": "https://evil.example"})
    ).status_code == 403
