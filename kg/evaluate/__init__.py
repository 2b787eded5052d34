"""How well facts agree with gold facts: the figures that the development of the extractor goes by."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

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
    if not isinstance(data, dict) or not isinstance(data.get("facts", []), list):
        raise InputError(f"{path}: is no facts file; it needs the lists of entities and facts")
    return data
