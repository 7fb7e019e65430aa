"""Money, words, hours."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from liciel_app.core import clock, language, money, text
from liciel_app.core.config import Settings

NNBSP, NBSP = "\u202f", "\u00a0"


@given(st.lists(st.integers(0, 10**9), max_size=30))
def test_vat_is_computed_once_on_the_sum_of_a_rate(amounts: list[int]) -> None:
    total = money.total(money.Net(cents, Decimal(20)) for cents in amounts)
    assert total.net_cents == sum(amounts)
    assert abs(total.vat_cents * 5 - total.net_cents) <= 2


def test_half_a_cent_goes_up() -> None:
    assert money.part(1250, Decimal("0.1")) == 1
    assert money.part(2, Decimal(25)) == 1


@pytest.mark.parametrize(
    ("cents", "words"),
    [(124800, f"1{NNBSP}248,00{NBSP}€"), (5, f"0,05{NBSP}€"), (-98050, f"-980,50{NBSP}€"), (0, f"0,00{NBSP}€")],
)
def test_euros_are_written_the_french_way(cents: int, words: str) -> None:
    assert money.euros(cents) == words


@given(st.text(max_size=60))
def test_normalising_twice_changes_nothing_more(words: str) -> None:
    once = text.normalise(words)
    assert text.normalise(once) == once


@pytest.mark.parametrize("number", ["0612345678", "+33 6 12 34 56 78", "06.12.34.56.78", "0033612345678"[2:]])
def test_a_french_phone_reads_by_pairs(number: str) -> None:
    assert text.phone_fr(number) == "06 12 34 56 78"


def test_a_file_name_loses_what_could_deceive() -> None:
    assert "/" not in text.file_name("../../etc/passwd")
    assert "\u202e" not in text.file_name("facture\u202efdp.exe")


def test_the_office_s_hour_follows_summer_time() -> None:
    assert language.hour(datetime(2026, 7, 1, 12, tzinfo=UTC)) == f"14{NBSP}h{NBSP}00"
    assert language.hour(datetime(2026, 12, 1, 12, tzinfo=UTC)) == f"13{NBSP}h{NBSP}00"
    assert clock.today(datetime(2026, 3, 28, 23, 30, tzinfo=UTC)).isoformat() == "2026-03-29"


@pytest.mark.parametrize("forbidden", [{"clock": "2026-11-23T08:00:00+01:00"}, {"simulator": True}, {"public_url": ""}])
def test_production_refuses_to_start_with_what_belongs_to_the_demo(forbidden: dict[str, object]) -> None:
    allowed: dict[str, object] = {"mode": "production", "public_url": "https://office.example", "clock": ""}
    with pytest.raises(ValidationError, match="Refus de démarrer"):
        Settings.model_validate(allowed | forbidden)
    assert Settings.model_validate(allowed).simulated is False
