"""Results that every recogniser asks for, kept for the page read last."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from kg.structure.page import Page

_Result = TypeVar("_Result")


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
