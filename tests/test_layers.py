"""Who may import whom. The folders stand in the order of the work; nothing looks back."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "planner"
BASE = {"errors", "language", "documents", "canonical"}
ORDER = ["figures", "rules", "calculators", "models", "operations", "web"]
MAY = {layer: BASE | set(ORDER[: place + 1]) for place, layer in enumerate(ORDER)}
MAY |= dict.fromkeys(BASE, BASE)
MAY["config"] = BASE
MAY["statements"] = BASE | {"figures", "calculators", "statements"}
MAY["operations"] |= {"statements", "config", "demo", "presets", "scenarios"}
MAY["web"] |= {"statements", "config", "jobs"}
MAY["jobs"] = MAY["operations"]
MAY |= dict.fromkeys(("demo", "presets", "scenarios"), BASE)  # documents, not code
MAY["calc"] = MAY["calculators"]
MAY["terminal"] = BASE
MAY["migrations"] = {"models", "migrations"}
ABOVE_ALL = {"__init__", "cli", "cli_captable"}

PURE = ("figures", "rules", "calculators")  # rules read the YAML in their own folder, as a resource of the package
FORBIDDEN = {
    "flask", "flask_sqlalchemy", "flask_wtf", "sqlalchemy", "alembic", "weasyprint", "werkzeug", "jinja2",
    "time", "os", "io", "pathlib", "tempfile", "shutil", "glob",
    "socket", "ssl", "http", "urllib", "requests", "subprocess", "random", "secrets", "locale",
}  # fmt: skip
CLOCK = {"today", "now", "utcnow", "fromtimestamp"}


def modules() -> list[Path]:
    return sorted(path for path in PACKAGE.rglob("*.py"))


def part(path: Path) -> str:
    """`planner/figures/split.py` is of `figures`; `planner/errors.py` of `errors`."""
    return path.relative_to(PACKAGE).with_suffix("").parts[0]


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are written in full"
            assert node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def within(name: str) -> str | None:
    """The part of the package that an import names: `planner.figures.split.share` names `figures`."""
    names = name.split(".")
    if names[0] != "planner":
        return None
    is_part = len(names) > 1 and ((PACKAGE / names[1]).is_dir() or (PACKAGE / f"{names[1]}.py").exists())
    return names[1] if is_part else "__init__"


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_imports_only_what_lies_below_it(path: Path) -> None:
    here = part(path)
    if here in ABOVE_ALL:
        return
    assert here in MAY, f"{here} has no place in the order of the layers"
    allowed = MAY[here] | ({"__init__"} if here == "web" else set())
    looked_at = {name: within(name) for name in imported(path)}
    assert {name for name, of in looked_at.items() if of is not None and of not in allowed | {here}} == set()


@pytest.mark.parametrize("layer", PURE)
def test_calculations_read_no_clock_file_or_network(layer: str) -> None:
    for path in (PACKAGE / layer).rglob("*.py"):
        assert {name for name in imported(path) if name.split(".")[0] in FORBIDDEN} == set(), path
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                assert called not in CLOCK | {"open"}, f"{path}:{node.lineno} calls {called}"
