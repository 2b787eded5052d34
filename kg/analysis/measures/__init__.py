"""All measures. To add one, write a function with `@measure` in one of these modules."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from kg.analysis.measure import Measure
from kg.analysis.measures import centrality, landscape, paths, structure

_MODULES = (centrality, structure, paths, landscape)


@cache
def measures() -> Mapping[str, Measure]:
    """All measures by name, in the order of the modules."""
    found = [value for module in _MODULES for value in vars(module).values() if isinstance(value, Measure)]
    return {each.name: each for each in found}
