"""Results that are asked for again and again: those of the page read last, and what single words are."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar

from kg.structure.page import Page

_Result = TypeVar("_Result")
#: For functions of one word: some thousand words make up most of all texts.
remembered = lru_cache(maxsize=1 << 16)


def kept(function: Callable[[Page], _Result]) -> Callable[[Page], _Result]:
    """The function with its last result kept; pages are told apart by identity, as hashing one is slow."""
    held: tuple[Page, _Result] | None = None

    @wraps(function)
    def of(page: Page) -> _Result:
        nonlocal held
        current = held
        if current is None or current[0] is not page:
            current = held = (page, function(page))
        return current[1]

    return of
