"""A day without the mouse: the keys of every office page, on the demo office."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Visitor

pytestmark = pytest.mark.journey
NATHALIE = "n.ferrand@atlantique-diag.example"


def test_nathalie_chooses_lines_searches_and_leaves_by_keyboard(enter: Callable[..., Visitor]) -> None:
    visitor = enter(NATHALIE)
    page = visitor.go("/bureau/commandes")
    page.locator(".lx-row-link").first.wait_for()
    for key in ("j", "j", "x", "j", "x"):
        page.keyboard.press(key)
    expect(page.get_by_text("2 lignes choisies")).to_be_visible()
    visitor.look("clavier-lignes")
    page.keyboard.press("Escape")
    expect(page.get_by_text("2 lignes choisies")).to_be_hidden()
    page.keyboard.press("/")
    page.keyboard.type("jxn")
    page.wait_for_url(re.compile(r"q=jxn"))
    expect(page.get_by_text("Aucune commande pour cette recherche.")).to_be_visible()


def test_a_dossier_opens_beside_the_list_and_a_note_is_saved(enter: Callable[..., Visitor]) -> None:
    visitor = enter(NATHALIE)
    page = visitor.go("/bureau/dossiers")
    page.locator(".lx-row-link").nth(1).click()
    beside = page.locator(".lx-beside h2")
    first = beside.inner_text()
    page.keyboard.press("j")
    expect(beside).not_to_have_text(first)
    page.keyboard.press("k")
    expect(beside).to_have_text(first)
    visitor.look("clavier-volet")
    page.get_by_role("link", name="Ouvrir le dossier").click()
    page.wait_for_url(re.compile(r"/bureau/dossiers/\d+"))
    page.get_by_role("link", name="Notes").click()
    page.get_by_label("Note", exact=True).fill("Clés chez la gardienne")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Nathalie Ferrand").last).to_be_visible()
    expect(page.get_by_text("Clés chez la gardienne").last).to_be_visible()
    visitor.look("clavier-notes")


def test_nathalie_goes_anywhere_from_the_palette_and_reads_the_keys(enter: Callable[..., Visitor]) -> None:
    visitor = enter(NATHALIE)
    page = visitor.go("/bureau")
    page.get_by_role("heading", level=1).wait_for()
    page.keyboard.press("Control+k")
    expect(page.get_by_role("searchbox", name="Rechercher dans tout le bureau")).to_be_focused()
    expect(page.get_by_text("Aller à", exact=True)).to_be_visible()
    visitor.look("clavier-palette")
    page.keyboard.type("factures")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/bureau/factures"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Factures")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Raccourcis clavier")).to_be_visible()
    visitor.look("clavier-touches")
