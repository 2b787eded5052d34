"""Lists of words that the readers know; NAME.txt has one a line, "#" begins a comment."""

from __future__ import annotations

from functools import cache
from pathlib import Path


@cache
def listed(name: str) -> frozenset[str]:
    """The words of a list."""
    lines = (Path(__file__).parent / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))
