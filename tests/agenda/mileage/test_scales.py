"""The official scale: its published figures, and months that add up to their year."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liciel_app.agenda.mileage import rules, scales
from liciel_app.agenda.mileage.rules import Granted
from liciel_app.agenda.mileage.scales import Vehicle
from liciel_app.agenda.models_mileage import VehicleCategory
from liciel_app.core.errors import Invalid

CAR, MOTORCYCLE, MOPED = VehicleCategory.CAR, VehicleCategory.MOTORCYCLE, VehicleCategory.MOPED
FIVE = Vehicle(CAR, 5)
vehicles = st.builds(Vehicle, st.sampled_from(VehicleCategory), st.integers(1, 99), st.booleans())
months = st.lists(st.integers(0, 40_000), min_size=1, max_size=12)
YEAR = 2026


@pytest.mark.parametrize(
    ("vehicle", "km", "cents"),
    [
        (FIVE, 12_000, 567_900),
        (Vehicle(CAR, 5, electric=True), 12_000, 681_480),
        (FIVE, 0, 0),
        (FIVE, 5_000, 318_000),
        (FIVE, 5_001, 318_036),
        (FIVE, 20_000, 853_500),
        (FIVE, 20_001, 854_043),
        (Vehicle(CAR, 3), 1_000, 52_900),
        (Vehicle(CAR, 1), 1_000, 52_900),
        (Vehicle(CAR, 4), 10_000, 473_000),
        (Vehicle(CAR, 6), 6_000, 370_100),
        (Vehicle(CAR, 12), 30_000, 1_410_000),
        (Vehicle(MOTORCYCLE, 2), 3_000, 118_500),
        (Vehicle(MOTORCYCLE, 5), 4_000, 148_600),
        (Vehicle(MOTORCYCLE, 6), 7_000, 240_100),
        (Vehicle(MOPED, 0), 6_000, 118_500),
        (Vehicle(MOPED, 0), 6_001, 118_820),
    ],
)
def test_the_published_figures(vehicle: Vehicle, km: int, cents: int) -> None:
    assert scales.cents(vehicle, YEAR, km * 10) == cents


def test_a_year_to_come_is_paid_by_the_last_scale_known_and_says_so() -> None:
    assert scales.year_of(2031) == max(scales.PUBLISHED)
    with pytest.raises(Invalid):
        scales.year_of(2019)


@given(vehicles, months, st.integers(0, 25_000))
def test_the_months_add_up_to_their_year_to_the_cent(vehicle: Vehicle, driven: list[int], km_before: int) -> None:
    before = rules.granted_before(vehicle, YEAR, km_before)
    paid = _paid(vehicle, driven, before)
    whole = scales.cents(vehicle, YEAR, before.tenths + sum(driven)) - before.cents
    assert sum(paid) == whole
    assert min(paid) >= 0


@given(vehicles, months.flatmap(lambda days: st.tuples(st.just(days), st.permutations(days))))
def test_the_order_of_the_days_changes_no_total(vehicle: Vehicle, both: tuple[list[int], list[int]]) -> None:
    nothing = Granted(0, 0)
    assert sum(_paid(vehicle, both[0], nothing)) == sum(_paid(vehicle, both[1], nothing))


@given(vehicles, months, st.lists(st.integers(-20_000, 20_000), min_size=12, max_size=12))
def test_a_correction_after_approval_is_settled_by_the_next_months(
    vehicle: Vehicle, driven: list[int], corrected: list[int]
) -> None:
    """`corrected`: what each month turns out to have been besides, once the next one is being settled."""
    granted, total, late = Granted(0, 0), 0, 0
    for month, more in zip(driven, corrected, strict=False):
        total = max(0, total + month + late)
        late = more
        cents = rules.due(vehicle, YEAR, total, granted)
        assert cents >= 0
        granted = Granted(total, granted.cents + cents)
        assert granted.cents >= scales.cents(vehicle, YEAR, total)
    rest = rules.due(vehicle, YEAR, max(total, 600_000), granted)
    assert granted.cents + rest == max(granted.cents, scales.cents(vehicle, YEAR, max(total, 600_000)))


@given(vehicles, st.integers(0, 500_000), st.integers(0, 500_000))
def test_more_kilometres_are_never_worth_less(vehicle: Vehicle, one: int, other: int) -> None:
    few, many = sorted((one, other))
    assert scales.cents(vehicle, YEAR, few) <= scales.cents(vehicle, YEAR, many)


def _paid(vehicle: Vehicle, driven: Sequence[int], before: Granted) -> list[int]:
    granted, paid = before, []
    for month in driven:
        total = granted.tenths + month
        cents = rules.due(vehicle, YEAR, total, granted)
        granted = Granted(total, granted.cents + cents)
        paid.append(cents)
    return paid
