"""Reading our own source as data."""

import ast
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PRODUCT = ROOT / "liciel_app"
SPEAKING = {"say", "t", "_", "N_", "Refused", "NotFound", "NotAllowed", "Conflict", "Forged", "sentence"}


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


def literal(node: ast.expr | None) -> str | None:
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
