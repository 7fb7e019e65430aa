"""What the product says; `python -m tests.house.catalogue` prints as JSON what its catalogues do not know yet."""

import json
import os
import re
import sys

from jinja2 import Environment, nodes

from liciel_app.core.language import Language, sentences
from tests.house.source import PRODUCT, spoken, written

TRANSLATED: tuple[Language, ...] = ("en", "it")
_LETTERS = re.compile(r"[a-zA-Zà-ÿ]{2}|^[a-z]$")
_NAME = re.compile(r"\{\w+\}")


def all_sentences() -> set[str]:
    """Every French sentence shown to somebody; what has no word besides its `{names}` needs no translation."""
    found = _on_screens() | _in_letters() | _in_templates() | _in_orders() | spoken() | written()
    return {sentence for sentence in found - _pictures() if _LETTERS.search(_NAME.sub("", sentence))}


def missing(lang: Language) -> list[str]:
    return sorted(all_sentences() - set(sentences(lang)))


def _on_screens() -> set[str]:
    """Compile every page's components once: `t` remembers what it was asked."""
    from reflex_base.registry import RegistrationContext

    import liciel_app.liciel_app  # noqa: F401
    from liciel_app.ui.badge import STATUSES
    from liciel_app.ui.language import ASKED

    for render, _ in RegistrationContext.get().decorated_pages:
        render()
    return ASKED | {status.label for status in STATUSES.values()}


def _in_letters() -> set[str]:
    from liciel_app.messaging.letters import LETTERS, SIGNATURE

    return {SIGNATURE, *(s for one in LETTERS.values() for s in (one.subject, *one.paragraphs))}


def _in_templates() -> set[str]:
    """The literals given to `_()`, one by one or by a condition."""
    trees = [Environment(autoescape=True).parse(path.read_text()) for path in PRODUCT.glob("*/templates/**/*.html")]
    asked = [call for tree in trees for call in tree.find_all(nodes.Call) if getattr(call.node, "name", "") == "_"]
    given = [call.args[0] for call in asked]
    either = [(one, getattr(one, "expr1", None), getattr(one, "expr2", None)) for one in given]
    return {str(one.value) for each in either for one in each if isinstance(one, nodes.Const)}


def _in_orders() -> set[str]:
    from liciel_app.office.actions import WORDS
    from liciel_app.orders import labels, obligations

    return {*obligations.sentences(), *labels.words(), *WORDS.values()}


def _pictures() -> set[str]:
    """The letters that stand for a diagnostic on its badge are the trade's, in every language."""
    from liciel_app.orders.labels import LABELS, words

    return {label.icon for label in LABELS.values()} - words()


if __name__ == "__main__":
    os.environ.setdefault("LICIEL_MODE", "test")
    json.dump({lang: missing(lang) for lang in TRANSLATED}, sys.stdout, ensure_ascii=False, indent=1)
    sys.stdout.write("\n")
