"""Only the questions whose answer can change the list are asked."""

from datetime import date
from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liciel_app.orders import rules
from liciel_app.orders.obligations import Kind, Transaction, assess, sentences
from liciel_app.orders.questionnaire import BY_KEY, QUESTIONS, asked, facts_of, is_offered, surface_of, year_of
from liciel_app.orders.reasons import ROUNDED
from liciel_app.orders.spoken import spoken

TODAY = date(2026, 11, 23)
CONTACT = 3  # name, mail, phone
ADDRESS = 1
ANSWERS = st.fixed_dictionaries(
    {},
    optional={
        q.key: st.sampled_from([o.value for o in q.options] or ["unknown", "1965", "1999", "2014"]) for q in QUESTIONS
    },
)


@pytest.mark.parametrize(
    ("transaction", "year"), list(product(["vente", "location"], ["1930", "1965", "1999", "2014", "2025", "unknown"]))
)
def test_a_flat_takes_twelve_answers_at_most(transaction: str, year: str) -> None:
    answers = {"kind": "appartement", "surface": "68", "year": year, "transaction": transaction}
    while open_ := [key for key in asked(answers, "33400", TODAY) if key not in answers]:
        answers[open_[0]] = "unknown"
    assert len(asked(answers, "33400", TODAY)) + ADDRESS + CONTACT <= 12


@settings(deadline=None, max_examples=60)
@given(ANSWERS, st.sampled_from(["33400", "75011", "94200", "97400", ""]))
def test_questions_asked_are_known_each_once_and_answering_ends(answers: dict[str, str], postcode: str) -> None:
    keys = asked(answers, postcode, TODAY)
    assert len(set(keys)) == len(keys)
    assert set(keys) <= BY_KEY.keys()


@settings(deadline=None, max_examples=60)
@given(ANSWERS)
def test_an_answer_given_keeps_its_question_on_the_page(answers: dict[str, str]) -> None:
    for key in asked(answers, "33400", TODAY):
        for value in [option.value for option in BY_KEY[key].options]:
            if key not in ("kind", "transaction"):
                assert key in asked({**answers, key: value}, "33400", TODAY)


@settings(deadline=None, max_examples=60)
@given(ANSWERS)
def test_an_answer_to_a_question_not_asked_changes_no_duty(answers: dict[str, str]) -> None:
    shown = set(asked(answers, "33400", TODAY))
    if not {"kind", "transaction"} <= answers.keys():
        return
    heard = {key: value for key, value in answers.items() if key in shown}
    assert rules.advised(assess(facts_of(answers, "33400"), TODAY)) == rules.advised(
        assess(facts_of(heard, "33400"), TODAY)
    )


@settings(deadline=None, max_examples=60)
@given(ANSWERS)
def test_every_choice_of_answers_can_be_read_back_in_words(answers: dict[str, str]) -> None:
    told = spoken(facts_of(answers, "33400"), TODAY, "fr")
    assert all(question and answer for question, answer in told)


def test_a_year_in_doubt_asks_for_the_permit() -> None:
    sale = {"kind": "maison", "transaction": "vente"}
    assert "permit_1997" in asked({**sale, "year": "1998"}, "33400", TODAY)
    assert "permit_1997" not in asked({**sale, "year": "1996"}, "33400", TODAY)
    before = facts_of({**sale, "year": "1998", "permit_1997": "yes"}, "33400")
    after = facts_of({**sale, "year": "1998", "permit_1997": "no"}, "33400")
    assert "AMIANTE" in rules.advised(assess(before, TODAY))
    assert "AMIANTE" not in rules.advised(assess(after, TODAY))


def test_not_knowing_takes_lead_and_asbestos_by_prudence_but_never_the_audit() -> None:
    unsure = dict.fromkeys(("year", "coowned", "gas", "electricity", "dpe_class", "off_sewer", "pool"), "unknown")
    taken = rules.advised(assess(facts_of({"kind": "maison", "transaction": "vente", **unsure}, "33400"), TODAY))
    assert {"CREP", "AMIANTE", "GAZ", "ELEC", "CARREZ"} <= set(taken)
    assert "AUDIT" not in taken


def test_a_stale_answer_of_another_year_is_not_heard() -> None:
    told = {"kind": "maison", "transaction": "vente", "year": "1965", "permit_1997": "no"}
    assert facts_of(told, "33400").permit == date(1965, 1, 1)


@pytest.mark.parametrize(
    ("postcode", "overseas", "listed"),
    [("97400", True, False), ("75011", False, True), ("94200", False, None), ("33400", False, False)],
)
def test_the_place_answers_for_the_visitor(postcode: str, overseas: bool, listed: bool | None) -> None:
    found = facts_of({}, postcode)
    assert (found.overseas, found.sewer_list) == (overseas, listed)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("62,5", "62.5"),
        ("62.5", "62.5"),
        ("1 200 m²", "1200"),
        ("0", None),
        ("-4", None),
        ("NaN", None),
        ("1e9", None),
        ("", None),
        ("abc", None),
    ],
)
def test_a_surface_is_read_as_people_type_it(typed: str, read: str | None) -> None:
    assert surface_of(typed) == (None if read is None else Decimal(read))


@pytest.mark.parametrize(
    ("typed", "read"),
    [("1972", 1972), (" 1890 ", 1890), ("2028", 2028), ("2029", None), ("72", None), ("99999", None), ("-1972", None)],
)
def test_a_year_is_read_or_refused(typed: str, read: int | None) -> None:
    assert year_of(typed, TODAY) == read


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=30))
def test_no_text_breaks_a_field(text: str) -> None:
    surface_of(text)
    year_of(text, TODAY)
    facts_of({"year": text, "surface": text, "kind": text, "gas": text}, text)
    asked({"year": text, "kind": Kind.FLAT, "transaction": Transaction.SALE}, text, TODAY)


def test_only_offered_answers_are_accepted() -> None:
    assert is_offered("gas", "unknown")
    assert not is_offered("kind", "unknown")
    assert not is_offered("gas", "château")
    assert not is_offered("price", "0")
    assert is_offered("year", "unknown")


def test_the_rounded_sentences_still_belong_to_the_law() -> None:
    assert ROUNDED.keys() <= sentences()
    assert not [said for said in sentences() if "{gas}" in said and said not in ROUNDED]
    assert not [said for said in sentences() if ("{permit}" in said or "{built}" in said) and said not in ROUNDED]
