# pyright: strict
"""A price list, as the tables of texts that its screen and its workbook show."""

from liciel_app.orders.price_tables import layout
from liciel_app.orders.price_tables.layout import Tables
from liciel_app.orders.price_tables.texts import dated, euros, plain
from liciel_app.orders.pricing import Bundle, Grid, Row, Sheet


def written(grid: Grid) -> Tables:
    tables: Tables = {
        Sheet.SETTINGS: _settings(grid),
        Sheet.BANDS: _bands(grid),
        Sheet.CODES: _codes(grid),
        Sheet.PACKS: [[str(pack.from_count), plain(pack.percent)] for pack in grid.packs],
        Sheet.EXTRAS: [
            [layout.EXTRAS[one.extra], euros(one.cents) if one.cents else "", plain(one.percent) if one.percent else ""]
            for one in grid.supplements
        ],
        Sheet.TRAVEL: _travel(grid),
    }
    width = layout.band_count(tables)
    tables[Sheet.PRICES] = [
        [layout.CODES[row.code], layout.KINDS[row.kind], layout.BY[row.by], *_cells(row, width)] for row in grid.rows
    ]
    tables[Sheet.BUNDLES] = [
        [
            bundle.name,
            " + ".join(layout.CODES[code] for code in bundle.codes),
            layout.KINDS[bundle.kind],
            layout.BY[bundle.by],
            *_cells(bundle, width),
        ]
        for bundle in grid.bundles
    ]
    return tables


def _settings(grid: Grid) -> list[list[str]]:
    values = (
        grid.name,
        grid.family,
        dated(grid.valid_from),
        layout.GROSS if grid.taxed else layout.NET,
        plain(grid.vat_rate),
        plain(grid.deposit_rate),
        euros(grid.floor_cents),
    )
    return [[name, value] for name, value in zip(layout.SETTINGS, values, strict=True)]


def _bands(grid: Grid) -> list[list[str]]:
    surfaces = [plain(bound) for bound in grid.bands]
    rooms = [str(bound) for bound in grid.room_bands]
    both = ((layout.SURFACE, surfaces), (layout.ROOMS, rooms))
    return [
        [measure, low, high]
        for measure, bounds in both
        if bounds
        for low, high in zip(["0", *bounds], [*bounds, ""], strict=True)
    ]


def _codes(grid: Grid) -> list[list[str]]:
    """Every diagnostic that is sold, timed or told apart."""
    minutes = grid.durations.minutes
    known = grid.codes | grid.uncounted | minutes.keys()
    return [
        [
            layout.CODES[code],
            str(minutes[code]) if code in minutes else "",
            layout.NO if code in grid.uncounted else layout.YES,
            layout.CODES[grid.included[code]] if code in grid.included else "",
        ]
        for code in layout.CODES
        if code in known
    ]


def _cells(row: Row | Bundle, width: int) -> list[str]:
    told = [layout.ON_QUOTE if cents is None else euros(cents) for cents in row.cents]
    return told + [""] * (width - len(told))


def _travel(grid: Grid) -> list[list[str]]:
    highs = [plain(band.up_to_km) for band in grid.travel]
    lows = ["0", *highs][: len(highs)]
    return [[low, high, euros(band.cents)] for low, high, band in zip(lows, highs, grid.travel, strict=True)]
