"""The law, rule by rule: limits, exemptions, days of entry into force."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from liciel_app.orders.obligations import (
    Clay,
    DpeClass,
    Installation,
    Kind,
    Report,
    Supply,
    Transaction,
    Usage,
    Verdict,
)
from tests.orders.homes import DUE, FLAT, HOUSE, LET, MAYBE, NO, OPEN, WORKS, line, seen, verdict


@pytest.mark.parametrize(
    ("day", "lead", "asbestos"),
    [
        (date(1948, 12, 31), DUE, DUE),
        (date(1949, 1, 1), NO, DUE),
        (date(1997, 6, 30), NO, DUE),
        (date(1997, 7, 1), NO, NO),
    ],
)
def test_lead_and_asbestos_exclude_the_day_itself(day: date, lead: Verdict, asbestos: Verdict) -> None:
    assert verdict("CREP", HOUSE, permit=day) is lead
    assert verdict("AMIANTE", HOUSE, permit=day) is asbestos


def test_the_construction_date_counts_for_lead_and_the_permit_for_asbestos() -> None:
    late: dict[str, Any] = {"permit": date(1948, 6, 1), "built": date(1949, 6, 1)}
    assert (verdict("CREP", HOUSE, **late), verdict("AMIANTE", HOUSE, **late)) == (NO, DUE)
    assert verdict("AMIANTE", HOUSE, permit=None, built=date(1990, 1, 1)) is DUE
    assert line("AMIANTE", HOUSE, permit=None, built=date(1999, 1, 1)).verdict is OPEN


@pytest.mark.parametrize(
    ("age", "expected"),
    [(15, NO), (16, DUE), (Installation.ABSENT, NO), (Installation.OF_UNKNOWN_AGE, OPEN), (None, OPEN)],
)
def test_an_installation_is_checked_above_fifteen_years(age: Any, expected: Verdict) -> None:
    assert verdict("GAZ", HOUSE, gas=age) is expected
    assert verdict("ELEC", LET, electricity=age) is expected


@pytest.mark.parametrize(
    ("grade", "on", "expected"),
    [
        (DpeClass.F, date(2023, 3, 31), NO),
        (DpeClass.F, date(2023, 4, 1), DUE),
        (DpeClass.E, date(2024, 12, 31), NO),
        (DpeClass.E, date(2025, 1, 1), DUE),
        (DpeClass.D, date(2033, 12, 31), NO),
        (DpeClass.D, date(2034, 1, 1), DUE),
        (DpeClass.C, date(2040, 1, 1), NO),
    ],
)
def test_the_audit_follows_the_calendar_of_classes(grade: DpeClass, on: date, expected: Verdict) -> None:
    assert verdict("AUDIT", HOUSE, on, dpe_class=grade) is expected


def test_the_audit_covers_houses_and_buildings_out_of_coownership() -> None:
    worst: dict[str, Any] = {"dpe_class": DpeClass.G}
    assert verdict("AUDIT", HOUSE, coowned=True, **worst) is DUE
    assert verdict("AUDIT", FLAT, **worst) is NO
    assert verdict("AUDIT", HOUSE, kind=Kind.BUILDING, **worst) is DUE
    assert verdict("AUDIT", HOUSE, kind=Kind.BUILDING, coowned=True, **worst) is NO
    assert verdict("AUDIT", HOUSE, dpe_exempt=True, **worst) is NO


def test_the_audit_comes_later_overseas() -> None:
    assert verdict("AUDIT", HOUSE, date(2023, 12, 31), overseas=True, dpe_class=DpeClass.G) is NO
    assert verdict("AUDIT", HOUSE, date(2024, 1, 1), overseas=True, dpe_class=DpeClass.G) is MAYBE
    assert verdict("AUDIT", HOUSE, date(2024, 7, 1), overseas=True, dpe_class=DpeClass.G) is DUE
    assert verdict("AUDIT", HOUSE, overseas=True, dpe_class=DpeClass.E) is NO
    assert verdict("AUDIT", HOUSE, date(2028, 1, 1), overseas=True, dpe_class=DpeClass.E) is DUE
    assert verdict("AUDIT", HOUSE, date(2040, 1, 1), overseas=True, dpe_class=DpeClass.D) is NO


def test_a_dpe_is_made_when_the_exemption_was_not_checked() -> None:
    doubtful = seen(HOUSE, dpe_exempt=None)
    assert "DPE" in doubtful.missions
    assert "dpe_exempt" in doubtful.questions
    assert doubtful.line("DPE").why.text == "Dispense de DPE non vérifiée : le DPE est demandé par prudence."
    assert verdict("DPE", HOUSE, dpe_exempt=True) is NO


@pytest.mark.parametrize(("area", "expected"), [(8, DUE), (7, NO), (None, DUE)])
def test_a_lot_of_eight_square_metres_is_measured(area: int | None, expected: Verdict) -> None:
    assert verdict("CARREZ", FLAT, surface=area) is expected
    assert verdict("CARREZ", HOUSE, surface=area) is NO


def test_a_tenant_of_an_empty_home_gets_its_area_and_a_furnished_one_is_advised_to() -> None:
    assert verdict("BOUTIN", LET) is DUE
    assert verdict("BOUTIN", LET, furnished=True) is MAYBE
    assert verdict("BOUTIN", LET, furnished=None) is OPEN
    assert verdict("BOUTIN", LET, usage=Usage.TOURISM) is NO
    assert verdict("BOUTIN", FLAT) is NO


def test_a_tourist_let_needs_risks_and_lead_only() -> None:
    let = seen(LET, usage=Usage.TOURISM, permit=date(1936, 1, 1), kind=Kind.HOUSE, coowned=False, furnished=True)
    assert let.missions == ("CREP", "ERP")


def test_a_change_of_use_needs_a_dpe_since_november_2024() -> None:
    let = {"usage": Usage.TOURISM, "change_of_use": True}
    assert verdict("DPE", LET, date(2024, 11, 20), **let) is NO
    assert verdict("DPE", LET, date(2024, 11, 21), **let) is DUE
    assert (verdict("ELEC", LET, **let), verdict("GAZ", LET, **let)) == (DUE, DUE)
    assert verdict("ELEC", LET, usage=Usage.TOURISM) is NO


def test_a_shop_let_has_a_dpe_and_the_risks_and_its_asbestos_file_on_request() -> None:
    shop = seen(LET, kind=Kind.BUSINESS, coowned=False)
    assert shop.missions == ("DPE", "ERP")
    assert shop.line("DTA").verdict is MAYBE
    assert verdict("DTA_FICHE", LET, kind=Kind.BUSINESS) is MAYBE


def test_an_up_to_date_dta_serves_for_a_whole_shop_sold() -> None:
    shop = {"kind": Kind.BUSINESS, "coowned": False}
    dta = {"DTA": Report(date(2020, 1, 1), positive=False)}
    assert verdict("AMIANTE", HOUSE, **shop) is DUE
    assert verdict("AMIANTE", HOUSE, reports=dta, **shop) is NO
    assert verdict("AMIANTE", HOUSE, reports=dta, kind=Kind.BUSINESS, coowned=None) is OPEN
    assert seen(HOUSE, reports=dta, **shop).kept == ("DTA",)


def test_leases_before_2018_checked_installations_of_permits_before_1975() -> None:
    assert verdict("GAZ", LET, date(2017, 6, 30), permit=date(1970, 1, 1)) is NO
    assert verdict("GAZ", LET, date(2017, 7, 1), permit=date(1970, 1, 1)) is DUE
    assert verdict("GAZ", LET, date(2017, 7, 1)) is NO
    assert verdict("GAZ", LET, date(2018, 1, 1)) is DUE


def test_zones_joined_the_risk_state_one_after_the_other() -> None:
    brush = {"risk_zone": False, "brush_zone": True}
    assert verdict("ERP", HOUSE, date(2024, 12, 31), **brush) is NO
    assert verdict("ERP", HOUSE, date(2025, 1, 1), **brush) is DUE
    coast = {"risk_zone": False, "coast_zone": True}
    assert verdict("ERP", HOUSE, date(2022, 12, 31), **coast) is NO
    assert verdict("ERP", HOUSE, date(2023, 1, 1), **coast) is DUE
    radon = {"risk_zone": False, "radon_zone": True}
    assert verdict("ERP", HOUSE, date(2018, 7, 31), **radon) is NO
    assert verdict("ERP", HOUSE, date(2018, 8, 1), **radon) is DUE


def test_noise_concerns_homes_and_land_to_build_on() -> None:
    assert verdict("BRUIT", HOUSE, noise_zone=True) is DUE
    assert verdict("BRUIT", LET, noise_zone=True) is DUE
    assert verdict("BRUIT", HOUSE, kind=Kind.LAND, constructible=True, noise_zone=True) is DUE
    assert verdict("BRUIT", HOUSE, kind=Kind.BUSINESS, noise_zone=True) is NO


def test_sewers_ask_the_spanc_or_the_commune() -> None:
    assert seen(HOUSE, off_sewer=True, sewer_list=True).documents == ("ANC",)
    assert seen(HOUSE, sewer_list=True).documents == ("ASSCOL",)
    assert verdict("ASSCOL", HOUSE, date(2022, 6, 30), sewer_list=True) is NO


def test_the_seller_declares_dry_rot_and_hands_over_the_note_of_the_pool() -> None:
    assert seen(HOUSE, dry_rot_zone=True, pool=True).documents == ("MERULE", "PISCINE")


def test_clay_asks_a_soil_study_of_land_to_build_on() -> None:
    land = {"kind": Kind.LAND, "constructible": True}
    assert verdict("GEO", HOUSE, clay=Clay.MEDIUM, **land) is DUE
    assert verdict("GEO", HOUSE, clay=Clay.LOW, **land) is NO
    assert verdict("GEO", HOUSE, clay=None, **land) is OPEN
    assert verdict("GEO", HOUSE, clay=Clay.STRONG, kind=Kind.LAND, constructible=False) is NO
    assert "22/07/2020" in line("GEO", HOUSE, date(2026, 6, 30), clay=Clay.STRONG, **land).source
    assert "09/01/2026" in line("GEO", HOUSE, date(2026, 7, 1), clay=Clay.STRONG, **land).source


@pytest.mark.parametrize(
    ("on", "lots", "energy", "plan"),
    [
        (date(2022, 12, 31), 300, NO, NO),
        (date(2023, 1, 1), 201, NO, DUE),
        (date(2024, 1, 1), 200, NO, DUE),
        (date(2024, 1, 1), 201, DUE, DUE),
        (date(2025, 1, 1), 51, DUE, DUE),
        (date(2025, 12, 31), 50, NO, DUE),
        (date(2026, 1, 1), 2, DUE, DUE),
        (date(2025, 6, 1), None, OPEN, DUE),
    ],
)
def test_coownerships_were_reached_by_size(on: date, lots: int | None, energy: Verdict, plan: Verdict) -> None:
    syndic = replace(FLAT, transaction=Transaction.COOWNERSHIP, kind=Kind.BUILDING, lots=lots)
    assert (verdict("DPE_COLL", syndic, on), verdict("PPPT", syndic, on)) == (energy, plan)
    assert verdict("DPE_COLL", FLAT, on, lots=lots) is energy


def test_the_day_of_the_collective_dpe_overseas_is_to_be_checked() -> None:
    assert verdict("DPE_COLL", FLAT, overseas=True) is MAYBE
    assert verdict("DPE_COLL", FLAT, overseas=None) is OPEN


def test_the_plan_of_works_waits_fifteen_years_and_a_clean_global_diagnosis_replaces_it() -> None:
    assert verdict("PPPT", FLAT, building_age=15) is NO
    assert verdict("PPPT", FLAT, permit=date(2011, 11, 21)) is NO
    assert verdict("PPPT", FLAT, permit=date(2011, 11, 20)) is DUE
    assert verdict("PPPT", FLAT, permit=None) is OPEN
    assert verdict("PPPT", FLAT, permit=date(2012, 2, 29), on=date(2027, 3, 2)) is DUE
    clean = {"DTG": Report(date(2020, 1, 1), positive=False)}
    assert verdict("PPPT", FLAT, reports=clean) is NO
    assert verdict("PPPT", FLAT, reports={"DTG": Report(date(2020, 1, 1))}) is DUE
    assert verdict("PPPT", FLAT, kind=Kind.BUSINESS) is MAYBE


def test_a_building_put_in_coownership_has_a_global_diagnosis() -> None:
    syndic = replace(FLAT, transaction=Transaction.COOWNERSHIP, kind=Kind.BUILDING)
    assert verdict("DTG", syndic, entering_coownership=True) is DUE
    assert verdict("DTG", syndic, entering_coownership=True, building_age=10) is MAYBE
    assert verdict("DTG", syndic) is MAYBE
    assert verdict("DTG", HOUSE, kind=Kind.BUILDING, entering_coownership=True) is DUE


def test_the_same_code_is_sold_to_the_syndic_and_collected_from_him_by_the_seller() -> None:
    old = {"permit": date(1930, 1, 1)}
    syndic = replace(FLAT, transaction=Transaction.COOWNERSHIP, kind=Kind.BUILDING)
    assert seen(syndic, **old).missions == ("DTA", "DPE_COLL", "PPPT", "CREP_PC")
    assert line("CREP_PC", FLAT, **old).kind is Supply.DOCUMENT


def test_works_search_asbestos_and_count_their_waste_when_large_or_hazardous() -> None:
    assert seen(WORKS, surface=1001).missions == ("RAAT", "PEMD")
    assert seen(WORKS, surface=1000).missions == ("RAAT",)
    assert seen(WORKS, surface=1000, hazardous=True).missions == ("RAAT", "PEMD")
    assert seen(WORKS, surface=1001, major_renovation=False).missions == ("RAAT",)
    assert seen(WORKS, surface=1001, transaction=Transaction.DEMOLITION).missions == ("RAAD", "PEMD")
