"""Every French sentence has its English and Italian."""

import re
import string

import pytest
from reflex_base.registry import RegistrationContext

from liciel_app.core.language import Language, sentences
from tests.house.source import PRODUCT, spoken

IN_TEMPLATE = re.compile(r"""_\(\s*"((?:[^"\\]|\\.)*)"|_\(\s*'((?:[^'\\]|\\.)*)'""")


def _on_screens() -> set[str]:
    """Compile every page's components once: `t` remembers what it was asked."""
    import liciel_app.liciel_app  # noqa: F401
    from liciel_app.ui.language import ASKED

    for render, _ in RegistrationContext.get().decorated_pages:
        render()
    return set(ASKED)


def _in_letters() -> set[str]:
    from liciel_app.messaging.letters import LETTERS, SIGNATURE

    return {SIGNATURE, *(s for one in LETTERS.values() for s in (one.subject, *one.paragraphs))}


def _in_templates() -> set[str]:
    texts = (path.read_text() for path in (PRODUCT / "website" / "templates").glob("*.html"))
    return {one or two for text in texts for one, two in IN_TEMPLATE.findall(text)}


def all_sentences() -> set[str]:
    from liciel_app.office.actions import WORDS

    return _on_screens() | _in_letters() | _in_templates() | spoken() | set(WORDS.values())


@pytest.fixture(scope="module")
def known() -> set[str]:
    return {sentence for sentence in all_sentences() if re.search(r"[a-zA-Zà-ÿ]{2}", re.sub(r"\{\w+\}", "", sentence))}


@pytest.mark.parametrize("lang", ["en", "it"])
def test_no_sentence_is_missing(known: set[str], lang: Language) -> None:
    missing = sorted(known - set(sentences(lang)))
    assert missing == []


@pytest.mark.parametrize("lang", ["en", "it"])
def test_a_translation_fills_the_same_names(known: set[str], lang: Language) -> None:
    wrong = [s for s in known & set(sentences(lang)) if _names(s) != _names(sentences(lang)[s])]
    assert wrong == []


def _names(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}
