"""Sophie in a cellar: no network, a reload, and everything she typed arrives once."""

import re
import sqlite3
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Site, Visitor

pytestmark = pytest.mark.journey
KARIM = "k.benali@atlantique-diag.example"
MARC = "m.delmas@atlantique-diag.example"
SMALL = {"width": 360, "height": 760}
NOTE = "Compteur au fond de la cave, clé chez la voisine."
WAIT = 20_000


def _visit(karim: Visitor) -> Page:
    """His first visit of the day that has a dossier, its page kept by the phone."""
    page = karim.go("/terrain")
    page.locator("a[href^='/terrain/visite/']").first.wait_for(timeout=WAIT)
    href = page.locator("a[href^='/terrain/visite/']").first.get_attribute("href") or ""
    page.wait_for_function("navigator.serviceWorker.controller !== null", timeout=WAIT)
    _kept(page, "/terrain/feuille")
    karim.go(href)
    page.get_by_role("tab", name="Notes").wait_for(timeout=WAIT)
    _kept(page, href)
    return page


def _kept(page: Page, path: str) -> None:
    """The phone has put that page aside."""
    asked = "(path) => caches.match(new URL(path, location.origin).href).then((one) => one !== undefined)"
    for _ in range(100):
        if page.evaluate(asked, path):
            return
        page.wait_for_timeout(200)
    pytest.fail(f"{path} was not kept")


def _rows(site: Site, statement: str, *values: object) -> int:
    with sqlite3.connect(site.data / "liciel.db") as office:
        return int(office.execute(statement, values).fetchone()[0])


def _notes(site: Site) -> int:
    return _rows(site, "SELECT count(*) FROM dossiernote WHERE text = ?", NOTE)


def _sent(page: Page, site: Site, wanted: int) -> None:
    expect(page.get_by_text("Tout est envoyé").first).to_be_visible(timeout=WAIT)
    for _ in range(50):
        if _notes(site) == wanted:
            return
        page.wait_for_timeout(200)
    assert _notes(site) == wanted


def test_what_is_typed_without_network_survives_a_reload_and_is_sent_once(
    site: Site, enter: Callable[..., Visitor]
) -> None:
    karim = enter(KARIM, SMALL)
    page, before = _visit(karim), _notes(site)
    page.context.set_offline(True)
    expect(page.get_by_text("Hors ligne").first).to_be_visible(timeout=WAIT)
    page.get_by_role("tab", name="Notes").click()
    page.get_by_label("Note de visite").fill(NOTE)
    page.reload()
    page.get_by_role("tab", name="Notes").click(timeout=WAIT)
    expect(page.get_by_label("Note de visite")).to_have_value(NOTE, timeout=WAIT)
    page.get_by_role("button", name="Envoyer la note").click()
    expect(page.get_by_text("1 à envoyer").first).to_be_visible(timeout=WAIT)
    expect(page.get_by_text(NOTE).first).to_be_visible()
    page.context.set_offline(False)
    _sent(page, site, before + 1)
    karim.said.clear()  # the browser itself told that the network was gone
    page.reload()
    page.get_by_role("tab", name="Notes").click(timeout=WAIT)
    expect(page.get_by_text(NOTE).first).to_be_visible(timeout=WAIT)
    _sent(page, site, before + 1)


def test_the_day_s_sheet_opens_without_network(enter: Callable[..., Visitor]) -> None:
    karim = enter(KARIM, SMALL)
    page = _visit(karim)
    page.context.set_offline(True)
    page.goto(karim.site.url + "/terrain/feuille")
    expect(page.get_by_role("heading", name=re.compile("Feuille du jour")).first).to_be_visible(timeout=WAIT)
    expect(page.locator("article").first).to_be_visible()
    page.goto(karim.site.url + "/terrain")
    expect(page.get_by_role("link", name="Ouvrir la feuille du jour")).to_be_visible(timeout=WAIT)
    page.context.set_offline(False)
    expect(page.get_by_text("Prochain rendez-vous").or_(page.get_by_text("Visites du jour")).first).to_be_visible(
        timeout=WAIT
    )
    karim.said.clear()


ON_SITE = ("checklisttick", "visitroom", "visitsignature")


def _on_site(site: Site) -> list[int]:
    return [_rows(site, f"SELECT count(*) FROM {table}") for table in ON_SITE]  # noqa: S608 our own names


def _sign(page: Page) -> None:
    pad = page.locator("form canvas.lx-signature").first
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 30, box["y"] + 30)
    page.mouse.down()
    page.mouse.move(box["x"] + 140, box["y"] + 70, steps=8)
    page.mouse.up()


def test_what_is_done_on_site_without_network_arrives_once(site: Site, enter: Callable[..., Visitor]) -> None:
    karim = enter(KARIM, SMALL)
    page, before = _visit(karim), _on_site(site)
    page.context.set_offline(True)
    expect(page.get_by_text("Hors ligne").first).to_be_visible(timeout=WAIT)
    page.get_by_role("tab", name="Checklist").click()
    page.get_by_text("Relire l’ordre de mission").first.click()
    page.get_by_role("button", name="Envoyer ce qui est coché").click()
    page.get_by_role("tab", name="Pièces").click()
    page.get_by_label("Niveau").fill("Sous-sol")
    page.get_by_label("Pièce", exact=True).fill("Cave")
    page.get_by_role("button", name="Noter la pièce").click()
    page.get_by_role("tab", name="Signature").click()
    page.get_by_label("Nom de la personne qui signe").fill("Mme Dupuy")
    _sign(page)
    page.get_by_role("button", name="Signer l’attestation").click()
    expect(page.get_by_text("3 à envoyer").first).to_be_visible(timeout=WAIT)
    page.reload()
    expect(page.get_by_text("3 à envoyer").first).to_be_visible(timeout=WAIT)
    page.context.set_offline(False)
    expect(page.get_by_text("Tout est envoyé").first).to_be_visible(timeout=WAIT)
    karim.said.clear()  # the browser itself told that the network was gone
    for _ in range(50):
        if _on_site(site) == [one + 1 for one in before]:
            break
        page.wait_for_timeout(200)
    assert _on_site(site) == [one + 1 for one in before]


def _log_out(page: Page) -> None:
    page.get_by_title("Mon compte").click()
    page.get_by_role("button", name="Se déconnecter").click()


def test_marc_is_asked_at_the_office_too_what_to_do_with_what_he_typed_on_the_road(
    enter: Callable[..., Visitor],
) -> None:
    marc = enter(MARC, SMALL)
    page = _visit(marc)
    page.get_by_role("tab", name="Notes").click()
    page.get_by_label("Note de visite").fill(NOTE)
    marc.go("/bureau")
    page.get_by_role("button", name="Menu", exact=True).click()
    _log_out(page)
    told = page.get_by_role("dialog")
    expect(told.get_by_role("heading", name="1 à envoyer")).to_be_visible(timeout=WAIT)
    told.get_by_role("button", name="Rester connecté").click()
    expect(page.get_by_role("heading", name="Tableau de bord")).to_be_visible()
    page.get_by_role("button", name="Menu", exact=True).click()
    _log_out(page)
    told.get_by_role("button", name="Effacer et me déconnecter").click()
    page.wait_for_url(lambda url: "/connexion" in url, timeout=WAIT)
    assert NOTE not in page.evaluate("Object.entries(localStorage).flat().join(' ')")


def test_logging_out_says_what_was_not_sent_and_leaves_nothing_on_the_phone(enter: Callable[..., Visitor]) -> None:
    karim = enter(KARIM, SMALL)
    page = _visit(karim)
    page.get_by_role("tab", name="Notes").click()
    page.get_by_label("Note de visite").fill(NOTE)
    _log_out(page)
    told = page.get_by_role("dialog")
    expect(told.get_by_role("heading", name="1 à envoyer")).to_be_visible(timeout=WAIT)
    told.get_by_role("button", name="Rester connecté").click()
    expect(page.get_by_label("Note de visite")).to_have_value(NOTE)
    _log_out(page)
    told.get_by_role("button", name="Effacer et me déconnecter").click()
    page.wait_for_url(lambda url: "/connexion" in url, timeout=WAIT)
    left = page.evaluate("Object.entries(localStorage).flat().join(' ')")
    pages = page.evaluate("caches.keys().then((names) => names.filter((name) => name.startsWith('terrain-pages')))")
    assert (NOTE in left, pages) == (False, [])
