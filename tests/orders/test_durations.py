"""How long a visit takes."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liciel_app.core.errors import Invalid, Refused
from liciel_app.orders.durations import USUAL_DURATIONS, minutes


@pytest.mark.parametrize(
    ("codes", "surface", "expected"),
    [
        ("DPE", 110, 45),
        ("DPE", Decimal("110.5"), 60),  # 56,25
        ("DPE", 150, 60),
        ("DPE", 151, 75),  # 67,5
        ("DPE CREP AMIANTE GAZ ELEC", 68, 150),  # 140
        ("DPE CREP AMIANTE GAZ ELEC", 120, 180),  # 175
        ("DPE DPE", 60, 45),
        ("TERMITES CARREZ", 60, 45),
        ("BOUTIN", 60, 15),
        ("ERP BRUIT", 60, 0),
    ],
)
def test_the_assistant_books_the_time_of_the_visit(codes: str, surface: Decimal | int, expected: int) -> None:
    assert minutes(USUAL_DURATIONS, codes.split(), surface) == expected


@settings(deadline=None)
@given(st.sets(st.sampled_from(sorted(USUAL_DURATIONS.minutes))), st.integers(1, 400), st.integers(0, 400))
def test_a_larger_home_never_takes_less_time(codes: set[str], surface: int, more: int) -> None:
    small, large = (minutes(USUAL_DURATIONS, sorted(codes), area) for area in (surface, surface + more))
    assert small <= large
    assert small % 15 == 0


@pytest.mark.parametrize("surface", [0, Decimal("NaN"), Decimal("Infinity")])
def test_an_impossible_surface_has_no_duration(surface: Decimal | int) -> None:
    with pytest.raises(Invalid):
        minutes(USUAL_DURATIONS, ["DPE"], surface)


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("DTG", "La durée de « DTG » est à fixer par le bureau."),
        ("HOROSCOPE", "Le diagnostic « HOROSCOPE » n’existe pas."),
    ],
)
def test_a_mission_without_a_duration_is_left_to_the_office(code: str, sentence: str) -> None:
    with pytest.raises(Refused) as refusal:
        minutes(USUAL_DURATIONS, [code], 60)
    assert str(refusal.value) == sentence
