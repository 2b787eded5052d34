"""Editions of meetings: "ASCO 2011" is one meeting of those that the vocabulary knows by "ASCO"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def years(names: Iterable[str]) -> set[str]:
    """The years that names tell.

    >>> years(["ASCO 2011 Annual Meeting", "ASCO"])
    {'2011'}
    """
    return {year for name in names for year in _YEAR.findall(name)}


def edition(year: str, names: Iterable[str], things: Callable[[str], frozenset[str]]) -> str | None:
    """The IRI of a meeting of one year, if its names without the year stand for one known thing.

    Args:
        year: The year.
        names: Its names.
        things: Gives the IRIs of the things that a name may stand for.
    """
    series = frozenset().union(*(things(" ".join(_YEAR.sub("", name).split())) for name in names))
    return f"{next(iter(series))}-{year}" if len(series) == 1 else None
