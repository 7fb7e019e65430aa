"""Orders as visitors write them: a flat of 1965 sold in Talence, unless told otherwise."""

import uuid
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from liciel_app.core.work import Work
from liciel_app.directory.models import ClientKind
from liciel_app.orders import pricing, services
from liciel_app.orders.models import Order
from liciel_app.orders.obligations import Facts, Kind, Transaction
from liciel_app.orders.rules import Contact, Draft, Site

FLAT = Facts(
    transaction=Transaction.SALE,
    kind=Kind.FLAT,
    coowned=True,
    permit=date(1965, 1, 1),
    built=date(1965, 1, 1),
    gas=16,
    electricity=16,
    surface=68,
)
TALENCE = Site("17 avenue Roul", "33400", "Talence", 44.802, -0.588)
PAUL = Contact(ClientKind.PRIVATE, "Paul Garrigue", "p.garrigue@courriel.example", "06 98 76 54 32")


def a_draft(contact: Mapping[str, Any] | None = None, facts: Mapping[str, Any] | None = None, **said: Any) -> Draft:
    told = {"wanted": ("DPE", "AMIANTE", "GAZ", "ELEC", "CARREZ"), "submit_id": str(uuid.uuid4())} | said
    return Draft(
        facts=replace(FLAT, **(facts or {})),
        site=told.pop("site", TALENCE),
        contact=replace(PAUL, **(contact or {})),
        **told,
    )


def the_grid(work: Work) -> None:
    services.save_grid(work, pricing.DEMO_GRID)


def an_order(work: Work, **said: Any) -> Order:
    return services.place(work, a_draft(**said))
