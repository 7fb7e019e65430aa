"""Prices: the pure engine on every shape of order, and one asked of the database."""

import os
import random
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import partial
from pathlib import Path

from bench.figures import Figure, median, p95
from liciel_app import migrations
from liciel_app.core import config, database
from liciel_app.core.access import SYSTEM
from liciel_app.core.work import begin
from liciel_app.office.parties import Seller
from liciel_app.orders import documents_prices, pricing, quoted, services
from liciel_app.orders.documents import quote_pdf
from liciel_app.orders.labels import LABELS
from liciel_app.orders.pricing import DEMO_GRID, Bundle, Extra, Grid, PriceRequest, Supplement, Terms, Travel

ROUNDS = 2000
FULL: Grid = replace(
    DEMO_GRID,
    taxed=True,
    floor_cents=9_000,
    bundles=tuple(
        Bundle(f"Forfait {rank}", codes, (20_000, 22_000, 24_000, 26_000, 30_000))
        for rank, codes in enumerate((("DPE", "ELEC", "GAZ"), ("DPE", "AMIANTE"), ("DPE", "CREP", "AMIANTE", "GAZ")))
    ),
    supplements=(
        Supplement(Extra.OUTBUILDING, 1_500),
        Supplement(Extra.SAMPLE, 5_000),
        Supplement(Extra.URGENT, percent=Decimal(20)),
        Supplement(Extra.SATURDAY, 4_000),
    ),
    travel=(Travel(Decimal(30), 0), Travel(Decimal(50), 2_500), Travel(Decimal(80), 4_500)),
)


def measure(folder: Path) -> Iterator[Figure]:
    yield from _engine()
    yield from _asked(folder)
    yield _workbook()
    yield from _quote()


def _engine() -> Iterator[Figure]:
    drawn = random.Random(7)  # noqa: S311 a seed that must repeat
    terms = Terms("Agence", discount=Decimal("7.5"), commission_percent=Decimal(10))
    spent = [_timed(partial(pricing.offer, FULL, _drawn(drawn), terms)) for _ in range(ROUNDS)]
    method = f"{ROUNDS} drawn orders, list with bundles, supplements, floor, tax"
    yield Figure("a price, median", median(spent), "ms", "<= 1", method)
    yield Figure("a price, p95", p95(spent), "ms", "<= 1", method)


def _asked(folder: Path) -> Iterator[Figure]:
    """With the list of the day, the client's terms and the distance read from the database."""
    _empty_office(folder / "prices")
    with begin(SYSTEM) as work:
        services.save_grid(work, FULL)
    request = PriceRequest(wanted=("DPE", "CREP", "GAZ", "ELEC", "ERP"), surface=68, point=(44.80, -0.58))
    with begin(SYSTEM, writing=False) as work:
        spent = [_timed(lambda: services.price(work, request)) for _ in range(200)]
    yield Figure("services.price, median", median(spent), "ms", "<= 5", "200 calls in one transaction, SQLite")


def _empty_office(data: Path) -> None:
    """A database of its own in this very process."""
    os.environ["LICIEL_DATA"] = str(data)
    config.settings.cache_clear()
    database.engine.cache_clear()
    migrations.upgrade()


def _workbook() -> Figure:
    spent = [_timed(lambda: documents_prices.read(documents_prices.workbook(FULL))) for _ in range(5)]
    return Figure("a list to Excel and back", median(spent), "ms", "<= 500", "5 rounds, 8 sheets")


def _quote() -> Iterator[Figure]:
    """Twelve lines, two of them options, printed as they leave."""
    lines = tuple(
        quoted.Line(rank, code, LABELS[code].long, 10_000 + 7 * rank, optional=rank > len(LABELS) // 2)
        for rank, code in enumerate(list(LABELS)[:12], 1)
    )
    paper = quoted.QuotePaper(
        number="DV-2026-0001",
        version=1,
        issued_on=date(2026, 11, 23),
        valid_until=date(2026, 12, 23),
        order_number="C-2026-0001",
        seller=Seller("Atlantique Diagnostics", street="12 cours de l’Intendance", postcode="33000", city="Bordeaux"),
        client=quoted.Client("Paul Garrigue", "p.garrigue@courriel.example"),
        site=quoted.Site("17 avenue Roul", "33400 Talence", "Appartement", "Vente", "68 m²"),
        lines=lines,
        discount_cents=1_234,
    )
    first = quote_pdf(paper)
    spent = [_timed(lambda: quote_pdf(paper)) for _ in range(20)]
    same = all(quote_pdf(paper) == first for _ in range(3))
    method = f"20 quotes of 12 lines, {'same bytes each time' if same else 'BYTES DIFFER'}"
    yield Figure("a quote as PDF, median", median(spent), "ms", "<= 300", method)
    yield Figure("a quote as PDF, p95", p95(spent), "ms", "<= 300", "same")


def _drawn(drawn: random.Random) -> PriceRequest:
    codes = sorted(DEMO_GRID.codes)
    return PriceRequest(
        wanted=tuple(drawn.sample(codes, drawn.randint(1, 8))),
        kind=drawn.choice(["appartement", "maison"]),
        surface=drawn.randint(9, 300),
        km=Decimal(drawn.randint(0, 90)),
        outbuildings=drawn.randint(0, 2),
        urgent=drawn.random() < 0.2,
        saturday=drawn.random() < 0.2,
    )


def _timed(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return (time.perf_counter() - start) * 1000
