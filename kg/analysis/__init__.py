"""Network analysis: projections and measures of the network that `KnowledgeGraph.to_networkx` gives."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import TypeVar

from kg.analysis.measure import Measure
from kg.analysis.measures import measures
from kg.analysis.names import find
from kg.analysis.network import Graph, Network, Quote
from kg.analysis.projections import CENTRED, PROJECTIONS, by_year
from kg.analysis.result import Basis, Result, Row, Thing
from kg.analysis.telling import phrases_of
from kg.errors import QueryError
from kg.query import near

__all__ = [
    "CENTRED",
    "PROJECTIONS",
    "Basis",
    "Graph",
    "Measure",
    "Network",
    "Quote",
    "Result",
    "Thing",
    "analyze",
    "by_year",
    "find",
    "measures",
    "phrases_of",
    "project",
]

_T = TypeVar("_T")


def analyze(
    network: Network,
    measure: str,
    *,
    projection: str | None = None,
    about: Sequence[str] = (),
    top: int | None = None,
) -> Result:
    """What a measure finds in a network of facts.

    Args:
        network: All facts, controlled values among them, as `KnowledgeGraph.analyze` reads them.
        measure: One of `measures()`.
        projection: One of `PROJECTIONS`; by default the measure's own.
        about: Names or IRIs: first the centre of a projection around one thing, then what the measure is
            asked about; of the rest, each row must have one.
        top: How many rows, at most; all by default.

    Raises:
        QueryError: There is no such measure, projection or thing, or too few things are named.
    """
    asked = _known("measure", measure, measures())
    name = projection or asked.projection
    things = [find(network, each) for each in about]
    centre = int(name in CENTRED)
    needed = centre + asked.about
    if len(things) < needed:
        raise QueryError(f"{measure} on {name} needs {needed} name(s) with --about, and has {len(things)}")
    projected = project(network, name, *things[:centre])
    subjects, wanted = things[centre:needed], frozenset(things[needed:])
    for node in subjects:
        if node not in projected:
            label = network.nodes[node]["label"]
            raise QueryError(f"{label} has no links in the projection {name}; name another --projection")
    rows = (row for row in asked.rows(projected, *subjects) if not wanted or wanted & set(_iris(row)))
    shown = list(islice(rows, top and top + 1))
    basis = Basis.of(projected, name, network.nodes[things[0]]["label"] if centre else "")
    more = top is not None and len(shown) > top
    return Result(measure, asked.meaning, asked.columns, tuple(shown[:top]), more, basis)


def project(network: Network, projection: str, *centre: str) -> Graph:
    """A projection of a network by its name, around a node where it is one of `CENTRED`.

    Raises:
        QueryError: There is no such projection, or it needs a centre.
    """
    function = _known("projection", projection, PROJECTIONS)
    if projection in CENTRED and not centre:
        raise QueryError(f"the projection {projection} is around one thing; name it")
    return function(network, *centre)


def _known(what: str, name: str, known: Mapping[str, _T]) -> _T:
    if name not in known:
        hint = near(name, known) or f" There are {', '.join(known)}."
        raise QueryError(f"there is no {what} {name!r}.{hint}")
    return known[name]


def _iris(row: Row) -> Iterator[str]:
    for cell in row:
        for each in cell if isinstance(cell, tuple) and not isinstance(cell, Thing) else (cell,):
            if isinstance(each, Thing):
                yield each.iri
