"""What is known of the place completes the answers, and is not asked."""

from datetime import date

from liciel_app.core.access import SYSTEM
from liciel_app.core.work import begin
from liciel_app.orders.models_zones import Extent, ZoneKind
from liciel_app.orders.zones import Where, services
from liciel_app.orders.zones.rules import Known
from tests.client import Browser
from tests.website import wizard_tabs as walk


def termites_in_talence(extent: Extent) -> None:
    with begin(SYSTEM) as work:
        told = Known(ZoneKind.TERMITES, extent, "", date(2001, 1, 1), "Arrêté préfectoral", date(2026, 1, 1))
        services.note(work, {Where(postcode="33400", city="Talence").code: [told]})


async def duty_of(browser: Browser, code: str) -> str:
    tab = browser.tab()
    await walk.up_to_contact(tab)
    offer = (await walk.seen(tab)).offer
    return next(line.verdict for line in (*offer.due, *offer.maybe, *offer.others) if line.code == code)


async def test_a_commune_under_a_termite_order_makes_the_diagnostic_mandatory(browser: Browser) -> None:
    walk.open_the_office()
    assert await duty_of(browser, "TERMITES") == "conditional"
    termites_in_talence(Extent.WHOLE)
    assert await duty_of(browser, "TERMITES") == "mandatory"


async def test_the_order_keeps_what_the_place_told(browser: Browser) -> None:
    walk.open_the_office()
    termites_in_talence(Extent.NONE)
    tab = browser.tab()
    await walk.up_to_contact(tab)
    assert "TERMITES" not in (await walk.seen(tab)).offer.taken
    await walk.forward(tab, **walk.PAUL)
    with begin(SYSTEM) as work:
        from liciel_app.orders import queries

        assert "TERMITES" not in [line.code for line in queries.order_sheet(work, 1).lines]
