"""The published cases, and the command that answers files of them."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from liciel_app.core.errors import Invalid
from liciel_app.orders.obligations import Facts, answer, assess_case, result

CASES = Path(__file__).with_name("diagnostics.jsonl").read_text("utf-8").splitlines()


@pytest.mark.parametrize("line", CASES, ids=lambda line: json.loads(line)["id"])
def test_a_published_case_is_exact(line: str) -> None:
    case = json.loads(line)
    assert result(assess_case(case)) == {name: sorted(case[name]) for name in ("missions", "documents", "kept")}


@pytest.mark.parametrize("line", CASES, ids=lambda line: json.loads(line)["id"])
def test_nothing_is_left_to_ask_once_a_case_is_told(line: str) -> None:
    assessment = assess_case(json.loads(line))
    assert set(assessment.questions) <= {"dpe_class", "surface", "clay", "lots", "building_age"}


def test_the_desk_pipes_a_file_of_cases() -> None:
    answers = [json.loads(line) for line in answer([*CASES, "", "\n"])]
    assert [found["id"] for found in answers] == [json.loads(line)["id"] for line in CASES]
    assert answers[2] == {"id": "P03", "missions": ["DPE", "ERP"], "documents": [], "kept": []}


def test_a_case_names_its_own_day_beside_its_facts_or_among_them() -> None:
    facts = {"tx": "vente", "kind": "maison", "classe": "E", "permit": "2000-01-01"}
    dated = [{"in": facts, "on": "2024-12-31"}, {"in": facts | {"on": "2024-12-31"}}, {"in": facts}]
    assert ["AUDIT" in assess_case(case).missions for case in dated] == [False, False, True]
    assert "AUDIT" not in assess_case({"in": facts}, date(2024, 12, 31)).missions


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("{", "Ligne 1 : ce n’est pas un objet JSON."),
        ("[]", "Ligne 1 : ce n’est pas un objet JSON."),
        ('{"in": {"m2": NaN}}', "Ligne 1 : « m2 » : Ce nombre est impossible."),
        ('{"in": {"m2": 1e400}}', "Ligne 1 : « m2 » : Ce nombre est impossible."),
        ('{"id": NaN, "in": {"gas": -Infinity}}', "Ligne 1 : « gas » : Ce nombre est impossible."),
        ('{"in": 3}', "Ligne 1 : « in » : Les faits manquent."),
        ('{"in": {}, "on": "2026-02-30"}', "Ligne 1 : « on » : Cette date est impossible : écrivez-la AAAA-MM-JJ."),
        ('{"in": {"m2": -4}}', "Ligne 1 : « m2 » : Ce nombre est impossible."),
        ('{"in": {"couleur": "bleu"}}', "Ligne 1 : « couleur » : Ce fait n’existe pas."),
    ],
)
def test_a_line_that_cannot_be_read_is_told_and_the_next_one_answered(line: str, sentence: str) -> None:
    refused, good = (json.loads(found) for found in answer([line, CASES[2]]))
    assert refused == {"id": None, "error": sentence}
    assert good["id"] == "P03"


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("tx", "don"),
        ("kind", ["maison"]),
        ("copro", "oui"),
        ("permit", "1990-02-30"),
        ("permit", "19900230"),
        ("permit", "0001-01-01"),
        ("permit", 1990),
        ("gas", -1),
        ("gas", True),
        ("gas", "vieux"),
        ("elec", 501),
        ("m2", 0),
        ("m2", float("nan")),
        ("m2", float("inf")),
        ("m2", 2_000_000),
        ("lots", 3.5),
        ("flags", "erp"),
        ("flags", ["lune"]),
        ("have", ["DPE"]),
    ],
)
def test_an_impossible_fact_is_refused_by_its_name(key: str, value: Any) -> None:
    with pytest.raises(Invalid) as refusal:
        Facts.from_case({key: value})
    assert set(refusal.value.fields) == {key}


@pytest.mark.parametrize("entry", [{}, None, {"d": "hier"}, {"d": "2024-01-01", "pos": "oui"}])
def test_an_existing_report_without_a_good_date_or_result_is_refused(entry: Any) -> None:
    with pytest.raises(Invalid) as refusal:
        Facts.from_case({"have": {"DPE": entry}})
    assert set(refusal.value.fields) == {"have.DPE"}


def test_a_report_of_an_unknown_kind_is_refused() -> None:
    with pytest.raises(Invalid) as refusal:
        Facts.from_case({"have": {"HOROSCOPE": {"d": "2024-01-01"}}})
    assert set(refusal.value.fields) == {"have.HOROSCOPE"}


def test_answers_of_the_wizard_refuse_an_unknown_name() -> None:
    with pytest.raises(Invalid) as refusal:
        Facts.from_answers({"couleur": "bleu", "surface": "douze"})
    assert set(refusal.value.fields) == {"couleur", "surface"}
