"""Amounts, numbers and dates of invoices; what is believed of a payment platform."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liciel_app.billing import rules
from liciel_app.billing.models import InvoiceState, Verdict
from liciel_app.billing.rules import Expected, Line, PlatformEvent
from liciel_app.core.errors import Invalid, Refused

RATES = st.sampled_from([Decimal(20), Decimal("8.5"), Decimal("5.5"), Decimal("2.1"), Decimal(0)])
LINES = st.lists(
    st.builds(
        Line,
        label=st.just("DPE"),
        unit_cents=st.integers(0, 10**7),
        vat_rate=RATES,
        quantity=st.sampled_from([Decimal(1), Decimal("2.5")]),
    ),
    min_size=1,
    max_size=12,
)
DAYS = st.dates(date(2026, 1, 1), date(2028, 12, 31))
PAID = PlatformEvent("FA-2026-0412-x7k2p9", "d7d8a3b0", 42_000, "978", "paid")
ASKED = Expected(asked_cents=42_000, due_cents=42_000)


@given(LINES, st.integers(0, 100))
def test_net_plus_discount_is_the_sum_of_the_lines_and_gross_is_net_plus_vat(lines: list[Line], percent: int) -> None:
    before = sum(line.net_cents for line in lines)
    made = rules.bill(lines, before * percent // 100)
    assert made.net_cents + made.discount_cents == before
    assert made.gross_cents == made.net_cents + made.vat_cents
    assert sum(line.base_cents for line in made.vat_lines) == made.net_cents
    assert sum(line.vat_cents for line in made.vat_lines) == made.vat_cents


@given(LINES, st.integers(0, 100))
def test_vat_of_each_rate_is_within_half_a_cent_of_its_exact_value(lines: list[Line], percent: int) -> None:
    made = rules.bill(lines, sum(line.net_cents for line in lines) * percent // 100)
    for line in made.vat_lines:
        exact = Decimal(line.base_cents) * line.rate / 100
        assert abs(line.vat_cents - exact) <= Decimal("0.5")
        assert line.base_cents >= 0


@given(LINES, st.randoms())
def test_the_order_of_the_lines_never_moves_a_cent(lines: list[Line], chance: object) -> None:
    discount = sum(line.net_cents for line in lines) // 7
    mixed = list(lines)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    assert rules.bill(mixed, discount) == rules.bill(lines, discount)


def test_half_a_cent_of_vat_is_rounded_up() -> None:
    assert rules.bill([Line("ERP", 2_50, Decimal("2.2"))]).vat_cents == 6  # 5,5 cents
    assert rules.bill([Line("ERP", 2_00, Decimal("2.2"))]).vat_cents == 4  # 4,4 cents


def test_the_pack_of_the_dupuy_house_costs_what_the_grid_says() -> None:
    lines = [Line(code, cents, Decimal(20)) for code, cents in (("DPE", 13_000), ("CREP", 12_000), ("ELEC", 8_000))]
    made = rules.bill(lines, 3_300)
    assert (made.net_cents, made.vat_cents, made.gross_cents) == (29_700, 5_940, 35_640)


@pytest.mark.parametrize(("lines", "discount"), [([], 0), ([Line("DPE", 100, Decimal(20))], 101)])
def test_nothing_to_bill_and_a_discount_beyond_the_lines_are_refused(lines: list[Line], discount: int) -> None:
    with pytest.raises(Refused):
        rules.bill(lines, discount)


@pytest.mark.parametrize("line", [Line("DPE", -1, Decimal(20)), Line("DPE", 100, Decimal(20), Decimal(-1))])
def test_a_negative_price_or_quantity_is_refused(line: Line) -> None:
    with pytest.raises(Refused):
        rules.bill([line, Line("CREP", 1_000, Decimal(20))])


def test_numbers_have_four_digits_and_a_series_a_year() -> None:
    assert rules.numbered(rules.series_of(date(2026, 12, 31)), 412) == "FA-2026-0412"
    assert rules.numbered(rules.series_of(date(2027, 1, 1)), 1) == "FA-2027-0001"
    assert rules.numbered("FA-2026", 12_345) == "FA-2026-12345"


@given(st.lists(st.integers(-1, 40), min_size=1, max_size=30), DAYS)
def test_dates_of_a_series_never_go_back(steps: list[int], first: date) -> None:
    last, today, given_days = None, first, []
    for step in steps:
        today = max(today + timedelta(days=step), (last or today) - timedelta(days=1))
        last = rules.issue_day(today, last)
        given_days.append(last)
    assert all(before <= after for before, after in pairwise(given_days))


def test_a_clock_days_behind_the_last_invoice_is_refused() -> None:
    with pytest.raises(Refused, match="horloge"):
        rules.issue_day(date(2026, 11, 20), date(2026, 11, 23))


@given(DAYS, st.integers(-10, 400))
def test_professionals_never_have_more_than_sixty_days(day: date, days: int) -> None:
    assert day <= rules.due_day(day, days, professional=True) <= day + timedelta(days=60)


@given(st.integers(1, 10**7), st.integers(0, 2 * 10**7))
def test_an_invoice_is_paid_when_all_of_it_came(gross: int, paid: int) -> None:
    state = rules.state_of(gross, paid)
    assert (state is InvoiceState.PAID) == (paid >= gross)
    assert (state is InvoiceState.ISSUED) == (paid == 0)


def test_the_desk_cannot_receive_money_tomorrow_nor_in_shells() -> None:
    with pytest.raises(Invalid) as refusal:
        rules.check_receipt("coquillages", date(2026, 11, 24), date(2026, 11, 23))
    assert set(refusal.value.fields) == {"method", "received_on"}


def test_parties_come_back_as_they_were_kept_even_with_words_of_a_later_version() -> None:
    buyer = rules.Buyer("Mme Inès Laborde", professional=False, city="Bordeaux")
    text = rules.kept(buyer)
    assert rules.party(rules.Buyer, text) == buyer
    assert rules.party(rules.Buyer, text[:-1] + ',"star_sign":"taureau"}') == buyer


def test_the_right_amount_asked_and_due_is_accepted() -> None:
    assert rules.judge(PAID, ASKED) == (Verdict.ACCEPTED, "")
    assert rules.judge(PlatformEvent("r", "t", 42_000, "978", "pending"), ASKED) == (Verdict.PENDING, "")
    assert rules.judge(PlatformEvent("r", "", 42_000, "978", "declined"), ASKED) == (Verdict.DECLINED, "")


@pytest.mark.parametrize(
    ("event", "expected", "verdict", "reason"),
    [
        (PAID, None, Verdict.UNMATCHED, "unknown"),
        (PlatformEvent("r", "t", 42_100, "978", "paid"), ASKED, Verdict.TO_CHECK, "amount"),
        (PlatformEvent("r", "t", 42_000, "840", "paid"), ASKED, Verdict.TO_CHECK, "currency"),
        (PlatformEvent("r", "t", 42_000, "978", "paid", refund=True), ASKED, Verdict.TO_CHECK, "refund"),
        (PAID, Expected(42_000, 0), Verdict.TO_CHECK, "not_due"),
        (PAID, Expected(42_000, 42_000, "ended"), Verdict.TO_CHECK, "ended"),
        (PAID, Expected(42_000, 0, "recorded"), Verdict.ACCEPTED, ""),
    ],
)
def test_anything_that_differs_needs_a_person(
    event: PlatformEvent, expected: Expected | None, verdict: Verdict, reason: str
) -> None:
    assert rules.judge(event, expected) == (verdict, reason)
    assert not reason or reason in rules.DOUBTS


@given(st.integers(0, 10**6), st.sampled_from(["978", "840", "756"]), st.booleans(), st.integers(0, 10**6))
def test_paid_is_only_ever_said_of_the_exact_amount_in_euros(cents: int, currency: str, refund: bool, due: int) -> None:
    event = PlatformEvent("r", "t", cents, currency, "paid", refund=refund)
    verdict, _ = rules.judge(event, Expected(42_000, due))
    assert (verdict is Verdict.ACCEPTED) == (cents == due == 42_000 and currency == "978" and not refund)
