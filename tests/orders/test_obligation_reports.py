"""Existing reports: kept, expired, and until when."""

from dataclasses import replace
from datetime import date

import pytest

from liciel_app.orders.obligations import (
    Report,
    Transaction,
)
from tests.orders.homes import FLAT, HOUSE, line, seen


@pytest.mark.parametrize(
    ("code", "report", "use", "kept"),
    [
        ("GAZ", Report(date(2023, 11, 21)), Transaction.SALE, False),
        ("GAZ", Report(date(2023, 11, 22)), Transaction.SALE, True),
        ("GAZ", Report(date(2020, 11, 22)), Transaction.LEASE, True),
        ("GAZ", Report(date(2020, 11, 21)), Transaction.LEASE, False),
        ("TERMITES", Report(date(2026, 5, 22)), Transaction.SALE, True),
        ("TERMITES", Report(date(2026, 5, 21)), Transaction.SALE, False),
        ("DPE", Report(date(2021, 6, 30)), Transaction.SALE, False),
        ("DPE", Report(date(2021, 7, 1)), Transaction.SALE, True),
        ("AMIANTE", Report(date(2013, 3, 31), positive=False), Transaction.SALE, False),
        ("AMIANTE", Report(date(2013, 4, 1), positive=False), Transaction.SALE, True),
        ("AMIANTE", Report(date(2023, 11, 22), positive=True), Transaction.SALE, True),
        ("AMIANTE", Report(date(2023, 11, 21)), Transaction.SALE, False),
        ("ERP", Report(date(2026, 11, 22)), Transaction.SALE, False),
    ],
)
def test_an_existing_report_is_kept_while_it_is_valid(code: str, report: Report, use: Transaction, kept: bool) -> None:
    assessment = seen(FLAT, transaction=use, reports={code: report})
    assert (code in assessment.kept, code in assessment.missions) == (kept, not kept)


@pytest.mark.parametrize(("use", "years"), [(Transaction.SALE, 1), (Transaction.LEASE, 6)])
def test_lead_found_shortens_the_report(use: Transaction, years: int) -> None:
    old = replace(FLAT, transaction=use, permit=date(1930, 1, 1))
    last = Report(date(2026 - years, 11, 22), positive=True)
    assert seen(old, reports={"CREP": last}).kept == ("CREP",)
    assert seen(old, reports={"CREP": replace(last, day=date(2026 - years, 11, 21))}).kept == ()
    assert seen(old, reports={"CREP": Report(date(2009, 1, 1), positive=False)}).kept == ("CREP",)


@pytest.mark.parametrize(
    ("on", "kept"), [(date(2021, 1, 1), True), (date(2024, 12, 31), True), (date(2025, 1, 1), False)]
)
def test_a_dpe_of_the_old_method_was_good_in_its_time(on: date, kept: bool) -> None:
    report = {"DPE": Report(date(2019, 5, 1))}
    assert ("DPE" in seen(HOUSE, on, reports=report).kept) is kept


@pytest.mark.parametrize(
    ("report", "said"),
    [
        (Report(date(2024, 1, 31)), "Le rapport du 31/01/2024 reste valable jusqu’au 30/01/2027."),
        (Report(date(2023, 11, 21)), "Le rapport du 21/11/2023 n’est plus valable depuis le 21/11/2026."),
        (Report(date(2027, 1, 1)), "Le rapport du 01/01/2027 est postérieur au jour étudié."),
    ],
)
def test_an_existing_report_says_why_it_is_kept_or_not(report: Report, said: str) -> None:
    existing = line("GAZ", HOUSE, reports={"GAZ": report}).existing
    assert existing
    assert existing.note.text == said


def test_a_report_without_an_end_says_so() -> None:
    existing = line("CARREZ", FLAT, reports={"CARREZ": Report(date(2001, 1, 1))}).existing
    assert existing
    assert existing.note.text == "Le rapport du 01/01/2001 reste valable, sans date de fin."


def test_six_months_from_the_end_of_august_reach_the_end_of_february() -> None:
    late = {"ERP": Report(date(2026, 8, 31))}
    assert seen(HOUSE, date(2027, 2, 28), reports=late).kept == ("ERP",)
    assert "ERP" not in seen(HOUSE, date(2027, 3, 1), reports=late).kept


def test_a_line_tells_its_validity_for_a_sale_and_for_a_lease() -> None:
    gas = line("GAZ", HOUSE)
    assert (gas.until_sale, gas.until_lease) == (date(2029, 11, 20), date(2032, 11, 20))
    assert gas.label == "Gaz – état de l’installation intérieure de gaz"
    assert gas.valid_for.text.startswith("3 ans pour une vente, 6 ans pour une location")
    assert line("CARREZ", FLAT).until_sale is None
    assert (line("TERMITES", HOUSE).until_sale, line("TERMITES", HOUSE).until_lease) == (date(2027, 5, 20), None)


def test_a_termite_report_lived_three_months_before_november_2007() -> None:
    old = {"TERMITES": Report(date(2007, 10, 31))}
    assert seen(HOUSE, date(2008, 1, 30), reports=old).kept == ("TERMITES",)
    assert seen(HOUSE, date(2008, 1, 31), reports=old).kept == ()
