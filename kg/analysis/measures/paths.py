"""How two things hang together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

import networkx

from kg.analysis.measure import measure
from kg.analysis.network import Network
from kg.analysis.projections import simple
from kg.analysis.result import Row, Thing
from kg.analysis.telling import told

_MOST_PATHS = 1000
_COLUMNS = ("path", "steps", "through", "quotes")
_FACTS = ("deals", "ego")


@measure(*_COLUMNS, on="facts", also=_FACTS, about=2)
def shortest_path(network: Network, one: str, other: str) -> Iterator[Row]:
    """The shortest paths between two things, told with the words for each step."""
    graph = simple(network)
    if networkx.has_path(graph, one, other):
        yield from _told(network, networkx.all_shortest_paths(graph, one, other))


@measure(*_COLUMNS, on="facts", also=_FACTS, about=2)
def simple_paths(network: Network, one: str, other: str) -> Iterator[Row]:
    """All simple paths between two things, the shortest first (Yen 1971), told with the words for each step.

    No thing comes twice on such a path. At most 1,000 are told.
    """
    graph = simple(network)
    if networkx.has_path(graph, one, other):
        yield from _told(network, networkx.shortest_simple_paths(graph, one, other))


def _told(network: Network, paths: Iterable[Sequence[str]]) -> Iterator[Row]:
    for path in islice(paths, _MOST_PATHS):
        sentence, quotes = told(network, path)
        yield sentence, len(path) - 1, tuple(Thing.of(network, node) for node in path[1:-1]), quotes
