"""Network analysis: projections and measures of the network that `KnowledgeGraph.to_networkx` gives."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import TypeVar

from kg.analysis.measure import Measure
from kg.analysis.measures import measures
from kg.analysis.names import find
from kg.analysis.network import Graph, Network, Quote
from kg.analysis.projections import CENTRED, PROJECTIONS, by_year, ego
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
    "around",
    "by_year",
    "chosen",
    "find",
    "measures",
    "phrases_of",
    "project",
    "projection_named",
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
        QueryError: There is no such measure, projection or thing, the measure is not computed on that
            projection, or too few things are named.
    """
    asked, name = chosen(measure, projection)
    things = [find(network, each) for each in about]
    centre = int(name in CENTRED)
    needed = centre + asked.about
    if len(things) < needed:
        raise QueryError(f"{measure} on {name} needs {needed} name(s) with --about, and has {len(things)}")
    projected = project(network, name, *things[:centre])
    for node in things:
        if node not in projected:
            label = network.nodes[node]["label"]
            raise QueryError(f"{label} has no links in the projection {name}; name another --projection")
    subjects, wanted = things[centre:needed], frozenset(things[needed:])
    if len(set(subjects)) < len(subjects):
        raise QueryError(f"{measure} is about {len(subjects)} things, and {' and '.join(about)} are one")
    rows = asked.rows(projected, *subjects)
    shown = list(islice(_with(wanted, rows, measure), top and top + 1))
    basis = Basis.of(projected, name, network.nodes[things[0]]["label"] if centre else "")
    more = top is not None and len(shown) > top
    return Result(measure, asked.meaning, asked.columns, tuple(shown[:top]), more, basis)


def chosen(measure: str, projection: str | None) -> tuple[Measure, str]:
    """A measure by its name, and the name of the projection that it is to be computed on.

    Raises:
        QueryError: There is no such measure or projection, or the two do not go together.
    """
    asked = _known("measure", measure, measures())
    name = projection or asked.projection
    projection_named(name)
    can = (asked.projection, *(PROJECTIONS if asked.also is None else asked.also))
    if name not in can:
        raise QueryError(f"{measure} is computed on {' or '.join(can)}, not on {name}")
    return asked, name


def projection_named(name: str) -> Callable[..., Graph]:
    """A projection by its name.

    Raises:
        QueryError: There is none of that name.
    """
    return _known("projection", name, PROJECTIONS)


def project(network: Network, projection: str, *centre: str) -> Graph:
    """A projection of a network by its name, around a node where it is one of `CENTRED`.

    Raises:
        QueryError: There is no such projection, or it needs a centre.
    """
    function = projection_named(projection)
    if projection in CENTRED and not centre:
        raise QueryError(
            f"the projection {projection} is around one thing: give projection=kg.analysis.around(NAME)"
        )
    return function(network, *centre)


def around(name: str, radius: int = 1) -> Callable[[Network], Network]:
    """A projection for `KnowledgeGraph.to_networkx`: all facts near the thing of a name, and among what is.

    Args:
        name: A name or IRI.
        radius: How many steps count as near.
    """
    return lambda network: ego(network, find(network, name), radius)


def _known(what: str, name: str, known: Mapping[str, _T]) -> _T:
    if name not in known:
        hint = near(name, known) or f" There are {', '.join(known)}."
        raise QueryError(f"there is no {what} {name!r}.{hint}")
    return known[name]


def _with(wanted: frozenset[str], rows: Iterable[Row], measure: str) -> Iterator[Row]:
    """The rows that have one of some things, or all if none are wanted."""
    met = set[str]()
    for row in rows:
        things = set(_iris(row))
        met |= things
        if not wanted or wanted & things:
            yield row
    if wanted and not met:
        raise QueryError(f"{measure} is of no single things; use --projection ego, or leave out --about")


def _iris(row: Row) -> Iterator[str]:
    for cell in row:
        for each in cell if isinstance(cell, tuple) and not isinstance(cell, Thing) else (cell,):
            if isinstance(each, Thing):
                yield each.iri
