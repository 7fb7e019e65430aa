# pyright: strict
"""The demo office's grid, and the three orders every change of prices is tried on."""

from datetime import date
from decimal import Decimal
from typing import Final

from liciel_app.orders.pricing.asking import PriceRequest
from liciel_app.orders.pricing.grid import By, Grid, Pack, Row, Travel

_ASBESTOS: Final = (7_500, 8_000, 8_500, 9_500, 11_000)
_ENERGY: Final = (7_000, 7_500, 8_000, 9_000, 10_000)
_AREA: Final = (5_000, 5_500, 6_000, 7_000, 8_000)

# Its row « Amiante » prices the asbestos file of a let flat (DAPP) too; alone, the noise state costs what the risk
# state that includes it costs.
DEMO_GRID: Final = Grid(
    name="2026",
    valid_from=date(2026, 1, 1),
    bands=(Decimal(50), Decimal(80), Decimal(110), Decimal(150)),
    rows=(
        Row("DPE", (10_000, 11_500, 13_000, 15_000, 18_000)),
        Row("CREP", (10_000, 11_000, 12_000, 13_500, 16_000)),
        Row("AMIANTE", _ASBESTOS),
        Row("DAPP", _ASBESTOS),
        Row("TERMITES", (7_000, 7_500, 8_000, 9_000, 10_500)),
        Row("ELEC", _ENERGY),
        Row("GAZ", _ENERGY),
        Row("CARREZ", _AREA),
        Row("BOUTIN", _AREA),
        Row("ERP", (2_000,), By.FLAT),
        Row("AUDIT", (65_000,), By.FLAT),
    ),
    packs=(Pack(3, Decimal(10)), Pack(4, Decimal(15))),
    travel=(Travel(Decimal(30), 0),),
    uncounted=frozenset({"ERP", "BRUIT", "AUDIT"}),
    included={"BRUIT": "ERP"},
)

TYPICAL: Final = (
    (
        "Vente d’un appartement de 1965, 68 m², 3 pièces",
        PriceRequest(
            wanted=("DPE", "AMIANTE", "ELEC", "GAZ", "CARREZ", "ERP"),
            kind="appartement",
            surface=Decimal(68),
            rooms=3,
            km=Decimal(12),
        ),
    ),
    (
        "Vente d’une maison de 1935, 120 m², 5 pièces, 2 dépendances",
        PriceRequest(
            wanted=("DPE", "CREP", "AMIANTE", "TERMITES", "ELEC", "GAZ", "ERP"),
            kind="maison",
            surface=Decimal(120),
            rooms=5,
            km=Decimal(25),
            outbuildings=2,
        ),
    ),
    (
        "Location d’un studio, 28 m², un samedi",
        PriceRequest(
            wanted=("DPE", "BOUTIN", "ERP"),
            kind="appartement",
            surface=Decimal(28),
            rooms=1,
            km=Decimal(8),
            saturday=True,
        ),
    ),
)
