"""A module imports only from its own layer and those below it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

KG = Path(__file__).parents[1] / "kg"

LAYERS = (
    "errors",
    "resources names sieve dates cells extras",
    "document",
    "schema",
    "facts mention",
    "readers",
    "vocabulary",
    "structure",
    "mentions",
    "relations",
    "extract",
    "rdf",
    "identity",
    "loading gate",
    "store",
    "query",
    "analysis rules",
    "export",
    "graph",
    "plot",
    "evaluate",
    "serve",
    "cli",
)
RANK = {name: rank for rank, layer in enumerate(LAYERS) for name in layer.split()}


def imported(path: Path) -> Iterator[str]:
    """The parts of kg that a module imports, those for type checkers left out."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    checked = {child for node in ast.walk(tree) if _is_type_checking(node) for child in ast.walk(node)}
    for node in ast.walk(tree):
        if node in checked:
            continue
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: relative import"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        else:
            continue
        yield from (name.split(".")[1] for name in names if name.startswith("kg."))


def _is_type_checking(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"


def part_of(path: Path) -> str:
    return path.relative_to(KG).parts[0].removesuffix(".py")


MODULES = sorted(path for path in KG.rglob("*.py") if path != KG / "__init__.py")


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(KG).as_posix())
def test_imports_go_down_only(path: Path) -> None:
    part = part_of(path)
    upward = {name for name in imported(path) if name != part and RANK[name] >= RANK[part]}
    assert upward == set()


def test_every_part_has_a_layer() -> None:
    assert {part_of(path) for path in MODULES} == set(RANK)
