"""Days in words, as a letter writes them."""

from datetime import date

import pytest

from liciel_app.core.language import Language, day_as, day_words


@pytest.mark.parametrize(
    ("lang", "words"),
    [("fr", "mardi 1er décembre 2026"), ("en", "Tuesday, December 1, 2026"), ("it", "martedì 1 dicembre 2026")],
)
def test_a_client_reads_the_first_of_the_month_as_it_is_said(lang: Language, words: str) -> None:
    assert day_words(date(2026, 12, 1), lang) == words


def test_no_other_day_changes() -> None:
    assert day_words(date(2026, 12, 11)) == "vendredi 11 décembre 2026"
    assert day_as(date(2026, 12, 21), "EEEE d MMMM") == "lundi 21 décembre"
    assert day_as(date(2026, 12, 1), "EEEE d MMMM") == "mardi 1er décembre"
