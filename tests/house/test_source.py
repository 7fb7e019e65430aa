"""The house's rules about the source itself."""

import ast
import re
import subprocess
from pathlib import Path

import pytest

from tests.house.source import PRODUCT, ROOT, calls, first_literals, literal, modules

MOST_LINES, MOST_IN_FUNCTION = 300, 40
MAY_BEGIN = {
    "ui/bridge.py",
    "ui/door.py",
    "ui/edge.py",
    "ui/guard.py",
    "core/worker.py",
    "core/work.py",
    "first_start.py",
    "cli.py",
}


def _ours() -> list[str]:
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return [name for name in listed.stdout.splitlines() if (ROOT / name).is_file()]


def test_no_file_is_longer_than_three_hundred_lines() -> None:
    long = {n: c for n in _ours() if n.endswith(".py") and "versions" not in n and (c := _lines(ROOT / n)) > MOST_LINES}
    assert long == {}


def test_no_function_is_longer_than_forty_lines() -> None:
    long = []
    for name in _ours():
        if not name.endswith(".py") or "versions" in name:
            continue
        for node in ast.walk(ast.parse((ROOT / name).read_text())):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or 0) - node.lineno + 1
                if length > MOST_IN_FUNCTION:
                    long.append(f"{name}:{node.lineno} {node.name} {length}")
    assert long == []


def test_no_javascript_is_authored() -> None:
    assert [n for n in _ours() if re.search(r"\.(js|jsx|ts|tsx|mjs|cjs)$", n)] == []


def test_work_begins_only_at_the_edges() -> None:
    elsewhere = [
        f"{path.relative_to(PRODUCT)}:{node.lineno}"
        for path, node in calls("begin")
        if str(path.relative_to(PRODUCT)) not in MAY_BEGIN and "demo" not in path.parts
    ]
    assert elsewhere == []


def test_nothing_names_a_package_registry_or_a_path_of_this_machine() -> None:
    hosts = ("pypi", "pythonhosted", "registry[.]npmjs", "deb[.]debian")
    names = re.compile("|".join((*(host + "[.](org|com|io)" for host in hosts), "/[w]ork/")))
    guilty = [n for n in _ours() if _is_text(ROOT / n) and names.search((ROOT / n).read_text(errors="ignore"))]
    assert guilty == []


def test_every_promised_job_is_registered() -> None:
    from liciel_app import rooms
    from liciel_app.core import outbox

    rooms.open_jobs()
    promised = first_literals("later") | first_literals("promise")
    assert promised - set(outbox.jobs()) == set()


def test_every_recorded_action_has_its_words() -> None:
    from liciel_app.office.actions import WORDS

    written = [*calls("record"), *calls("changed")]
    recorded = {text for _, node in written for part in node.args if (text := literal(part)) and "." in text}
    assert recorded - set(WORDS) == set()


def test_services_never_commit() -> None:
    guilty = [str(path) for path, _ in calls("commit") if path.name not in ("work.py", "migrations.py")]
    assert guilty == []


@pytest.mark.parametrize("folder", sorted(p.name for p in PRODUCT.iterdir() if (p / "__init__.py").exists()))
def test_every_room_explains_itself_in_its_readme(folder: str) -> None:
    readme = PRODUCT / folder / "README.md"
    assert readme.exists(), f"{folder} has no README.md"
    assert 5 <= _lines(readme) <= 60


def test_every_module_says_what_it_is() -> None:
    silent = [str(p.relative_to(ROOT)) for p, tree in modules() if tree.body and not ast.get_docstring(tree)]
    assert silent == []


def _lines(path: Path) -> int:
    return path.read_text().count("\n")


def _is_text(path: Path) -> bool:
    return path.suffix in {".py", ".md", ".toml", ".txt", ".lock", ".html", ".css", ".json", ".po", ".yml", ".ini", ""}
