"""Walking the wizard as its page would: the same handlers, the same payloads."""

from typing import Any

from liciel_app.core.access import SYSTEM
from liciel_app.core.work import begin
from liciel_app.orders import pricing, services
from liciel_app.website.screens.wizard_state import Wizard
from tests.client import Tab

FLAT = {"kind": "appartement", "surface": "68", "year": "1965"}
SALE = {"transaction": "vente", "coowned": "yes", "gas": "old", "electricity": "old", "client": "private"}
PAUL = {"name": "Paul Garrigue", "email": "p.garrigue@courriel.example", "phone": "06 98 76 54 32"}


def open_the_office() -> None:
    with begin(SYSTEM) as work:
        services.save_grid(work, pricing.DEMO_GRID)


async def forward(tab: Tab, **typed: str) -> None:
    step = (await tab.state(Wizard)).step
    await tab.send(Wizard.forward, data={"step": str(step), **typed})


async def where(tab: Tab, text: str = "17 avenue Roul, Talence") -> None:
    await tab.send(Wizard.find_place, text=text)
    await tab.send(Wizard.take_place, rank=0)


async def answer(tab: Tab, **answers: str) -> None:
    for key, value in answers.items():
        if key in ("surface", "year", "client"):
            await tab.send(Wizard.fill, key=key, text=value)
        else:
            await tab.send(Wizard.answer, key=key, value=value)


async def up_to_contact(tab: Tab, **changed: str) -> None:
    """Everything but the contact details."""
    await tab.send(Wizard.load)
    await where(tab)
    await answer(tab, **FLAT)
    await forward(tab, **FLAT)
    await answer(tab, **SALE | changed)
    for _ in range(3):
        await forward(tab)


async def seen(tab: Tab) -> Any:
    """The wizard as this tab holds it now."""
    return await tab.state(Wizard)
