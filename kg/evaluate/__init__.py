"""How well facts agree with gold facts: the figures that the development of the extractor goes by."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, TypeGuard

from kg.errors import InputError
from kg.evaluate.figures import Count, Figures, Miss, compare
from kg.evaluate.report import miss_line, table

__all__ = ["Count", "Figures", "Miss", "compare", "facts_in", "miss_line", "table"]


def facts_in(folder: Path) -> dict[str, dict[str, Any]]:
    """The facts files of a folder by the names of their files, as parsed JSON.

    Raises:
        InputError: the folder is missing, holds none, or holds one that is broken.
    """
    if not folder.is_dir():
        raise InputError(f"{folder}: is no folder; name one that holds facts files, NAME.json")
    files = {path.stem: _parsed(path) for path in sorted(folder.glob("*.json"))}
    if not files:
        raise InputError(f"{folder}: holds no facts file, NAME.json")
    return files


def _parsed(path: Path) -> dict[str, Any]:
    try:
        data = json.loads(path.read_bytes())
    except (ValueError, RecursionError) as error:
        raise InputError(f"{path}: is broken JSON: {error}") from error
    if not _is_facts_file(data):
        raise InputError(f"{path}: is no facts file: entities need type and name, facts a predicate")
    return data


def _is_facts_file(data: object) -> TypeGuard[dict[str, Any]]:
    """Whether the comparison can work with the data, which need not be a whole facts file of the format."""
    if not isinstance(data, dict):
        return False
    entities, facts = data.get("entities") or {}, data.get("facts") or []
    return (
        isinstance(entities, dict)
        and all(
            isinstance(entity, dict) and {"type", "name"} <= entity.keys() for entity in entities.values()
        )
        and isinstance(facts, list)
        and all(isinstance(fact, dict) and isinstance(fact.get("predicate"), str) for fact in facts)
    )
