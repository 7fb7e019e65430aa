"""How far a property is, by the office's rule."""

from decimal import Decimal

from liciel_app.orders.pricing.distance import road_km

BORDEAUX, ARCACHON = (44.85, -0.579), (44.6586, -1.1689)


def test_the_road_is_a_third_longer_than_the_crow_flies() -> None:
    assert road_km(BORDEAUX, ARCACHON) == Decimal("66.6")
    assert road_km(BORDEAUX, BORDEAUX) == 0


def test_a_place_nobody_knows_has_no_distance() -> None:
    assert road_km(BORDEAUX, (None, None)) is None
    assert road_km((None, None), BORDEAUX) is None
