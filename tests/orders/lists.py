"""Price lists of every shape, and what is asked of them."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import strategies as st

from liciel_app.orders.obligations import Kind
from liciel_app.orders.pricing import Bundle, By, Extra, Grid, Pack, PriceRequest, Row, Supplement, Terms, Travel
from liciel_app.orders.pricing.checks import bands_of
from liciel_app.orders.pricing.grid import COUNTED

CODES = ("DPE", "CREP", "AMIANTE", "GAZ", "ELEC", "TERMITES", "CARREZ")
KINDS = st.sampled_from(["", *(str(kind) for kind in Kind)])
CENTS = st.integers(0, 100_000)
RATES = st.decimals(0, 100, places=2)
PACKS = st.lists(st.tuples(st.integers(2, 8), RATES), max_size=3, unique_by=lambda pack: pack[0])


@st.composite
def amounts(draw: st.DrawFn, count: int, *, known: bool = False) -> tuple[int | None, ...]:
    """They never fall; the last ones may be on quote."""
    rising = sorted(draw(st.lists(CENTS, min_size=count, max_size=count)))
    told = count if known else draw(st.integers(0, count))
    return tuple(cents if rank < told else None for rank, cents in enumerate(rising))


@st.composite
def grids(draw: st.DrawFn, *, known: bool = False) -> Grid:
    """`known`: every row has all its prices."""
    bands = tuple(sorted(draw(st.sets(st.integers(1, 300), max_size=4))))
    rooms = tuple(sorted(draw(st.sets(st.integers(1, 9), max_size=3))))
    empty = Grid(
        name=draw(st.sampled_from(["2026", "Été 2027 « pro »"])),
        valid_from=date(2026, 1, 1)
        + draw(
            st.timedeltas(max_value=date(2028, 1, 1) - date(2026, 1, 1), min_value=date(2026, 1, 1) - date(2026, 1, 1))
        ),
        family=draw(st.sampled_from(["", "Agences"])),
        taxed=draw(st.booleans()),
        bands=tuple(Decimal(bound) for bound in bands),
        room_bands=rooms,
        packs=tuple(Pack(count, rate) for count, rate in sorted(draw(PACKS))),
        travel=_travel(draw),
        uncounted=frozenset(draw(st.sets(st.sampled_from(CODES), max_size=2))),
        included={"BRUIT": "ERP"},
        floor_cents=draw(st.sampled_from([0, 0, 9_000, 30_001])),
        vat_rate=draw(st.sampled_from([Decimal(20), Decimal("8.5"), Decimal(0), Decimal("5.5")])),
    )
    return replace(
        empty,
        rows=_rows(draw, empty, known=known),
        bundles=_bundles(draw, empty, known=known),
        supplements=_extras(draw),
    )


def _rows(draw: st.DrawFn, grid: Grid, *, known: bool) -> tuple[Row, ...]:
    wanted = [(code, kind) for code in CODES for kind in ("", draw(KINDS))]
    rows = []
    for code, kind in dict.fromkeys(wanted):
        by = draw(st.sampled_from(list(By)))
        rows.append(Row(code, draw(amounts(bands_of(grid, by), known=known)), by, kind))
    return (*rows, Row("ERP", (2_000,), By.FLAT))


def _bundles(draw: st.DrawFn, grid: Grid, *, known: bool) -> tuple[Bundle, ...]:
    made = []
    for rank in range(draw(st.integers(0, 2))):
        codes = tuple(sorted(draw(st.sets(st.sampled_from(CODES), min_size=2, max_size=4))))
        by = draw(st.sampled_from(list(By)))
        cents = draw(amounts(bands_of(grid, by), known=known))
        made.append(Bundle(f"Forfait {rank + 1}", codes, cents, by, draw(KINDS)))
    return tuple(made)


def _extras(draw: st.DrawFn) -> tuple[Supplement, ...]:
    chosen = sorted(draw(st.sets(st.sampled_from(list(Extra)))))
    by_rate = {extra: extra not in COUNTED and draw(st.booleans()) for extra in chosen}
    return tuple(
        Supplement(extra, percent=draw(RATES)) if by_rate[extra] else Supplement(extra, draw(CENTS)) for extra in chosen
    )


def _travel(draw: st.DrawFn) -> tuple[Travel, ...]:
    bounds = sorted(draw(st.sets(st.integers(1, 200), max_size=3)))
    return tuple(Travel(Decimal(bound), draw(CENTS)) for bound in bounds)


@st.composite
def requests(draw: st.DrawFn) -> PriceRequest:
    return PriceRequest(
        wanted=tuple(draw(st.lists(st.sampled_from([*CODES, "ERP", "BRUIT"]), min_size=1, max_size=8))),
        kind=draw(KINDS),
        surface=draw(st.integers(1, 400)),
        rooms=draw(st.integers(1, 12)),
        km=Decimal(draw(st.integers(0, 250))),
        outbuildings=draw(st.integers(0, 4)),
        samples=draw(st.integers(0, 4)),
        urgent=draw(st.booleans()),
        saturday=draw(st.booleans()),
    )


TERMS = st.builds(
    Terms,
    name=st.just("Chartrons"),
    discount=RATES,
    commission_percent=RATES,
    commission_cents=st.integers(0, 5_000),
)
