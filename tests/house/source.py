"""Reading our own source as data."""

import ast
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PRODUCT = ROOT / "liciel_app"
SPEAKING = {"say", "t", "_", "N_", "Refused", "NotFound", "NotAllowed", "Conflict", "sentence"}
# What stays in French whatever the reader: documents of the law, the demo's people, the terminal, servers' answers.
FRENCH_ONLY = (
    *("demo/", "simulator/", "gateways/", "core/", "cli.py", "first_start.py", "office/passwords.py"),
    *("billing/documents/", "orders/documents/", "orders/obligations/law/", "orders/exchange.py"),
    *("dossiers/pdf/ddt", "dossiers/pdf/sample", "dossiers/pdf/lettering.py"),
)
# Capitalised and no word for a reader: names of languages and of the product, tags, headers, statements, patterns.
NO_WORD = re.compile(
    r"Français|English|Italiano|Liciel|Overlay|Seller|Buyer|Cookie|EEE d|SHA-1 signature"
    r"|User-agent: .*|.*var\(--.*|(INSERT|UPDATE|SELECT|DELETE) .*|.*\(\?.*",
    re.DOTALL,
)
_FRENCH = re.compile(r"[à-ÿÀ-ÞŒœ’«»…]")
_SENTENCE = re.compile(r"[A-Z].* .*|[A-Z].*[.?!]|[0-9]+( [a-z]+){2,}", re.DOTALL)
_WORD = re.compile(r"[A-Z][a-zà-ÿ]{2,}")


@lru_cache(maxsize=1)
def modules() -> tuple[tuple[Path, ast.Module], ...]:
    return tuple((path, ast.parse(path.read_text())) for path in sorted(PRODUCT.rglob("*.py")))


def calls(name: str) -> Iterator[tuple[Path, ast.Call]]:
    for path, tree in modules():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and called(node) == name:
                yield path, node


def called(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def literal(node: ast.AST | None) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def first_literals(name: str) -> set[str]:
    return {text for _, node in calls(name) if node.args and (text := literal(node.args[0]))}


def refused_fields() -> set[str]:
    """The sentences of `Invalid({"field": "sentence"})`, and of dictionaries given a sentence by field."""
    found: set[str] = set()
    for _, node in calls("Invalid"):
        for part in ast.walk(node):
            if isinstance(part, ast.Dict):
                found |= {text for value in part.values if (text := literal(value))}
    return found


def spoken() -> set[str]:
    """Every sentence Python says to somebody, found by the name of what says it."""
    found = refused_fields()
    for name in SPEAKING:
        found |= first_literals(name)
    return {text for text in found if " " in text or text[:1].isupper()}


def written() -> set[str]:
    """Every literal that reads as French where readers are spoken to: constants, words by code, defaults.

    What is said through a variable (`say(WORDS[code], lang)`) is caught here.
    """
    found: set[str] = set()
    for path, tree in modules():
        if str(path.relative_to(PRODUCT)).startswith(FRENCH_ONLY) and path.name != "errors.py":
            continue
        hidden = {id(part) for node in ast.walk(tree) for aside in _asides(node) for part in ast.walk(aside)}
        found |= {text for node in ast.walk(tree) if id(node) not in hidden and (text := literal(node))}
    return {text for text in found if _reads_as_french(text) and not NO_WORD.fullmatch(text)}


def _reads_as_french(text: str) -> bool:
    return bool(_FRENCH.search(text) or _SENTENCE.fullmatch(text) or _WORD.fullmatch(text))


def _asides(node: ast.AST) -> list[ast.AST]:
    """Parts of a node whose literals nobody is told: docstrings, pieces of f-strings, annotations, exports, titles."""
    match node:
        case ast.Expr(value=ast.Constant()) | ast.Assign(targets=[ast.Name(id="__all__")]):
            return [node]
        case ast.JoinedStr():
            return [value for value in node.values if isinstance(value, ast.Constant)]
        case ast.Call() if called(node) in ("TypeError", "ValueError"):
            return [node]
        case ast.Call() if called(node) == "page":
            return [word.value for word in node.keywords if word.arg == "title"]
    return [kind for name in ("annotation", "returns") if (kind := getattr(node, name, None))]
