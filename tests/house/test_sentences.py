"""Every French sentence has its English and Italian."""

import string

import pytest

from liciel_app.core.language import Language, sentences
from tests.house.catalogue import TRANSLATED, all_sentences


@pytest.fixture(scope="module")
def known() -> set[str]:
    return all_sentences()


@pytest.mark.parametrize("lang", TRANSLATED)
def test_no_sentence_is_missing(known: set[str], lang: Language) -> None:
    missing = sorted(known - set(sentences(lang)))
    assert missing == []


@pytest.mark.parametrize("lang", TRANSLATED)
def test_a_translation_fills_the_same_names(lang: Language) -> None:
    wrong = [french for french, told in sentences(lang).items() if _names(french) != _names(told)]
    assert wrong == []


def _names(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}
