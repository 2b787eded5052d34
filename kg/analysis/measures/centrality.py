"""Which things are central."""

from __future__ import annotations

from collections.abc import Iterable

import networkx

from kg.analysis.measure import SEED, measure, ranked
from kg.analysis.network import Graph
from kg.analysis.projections import simple
from kg.analysis.result import Row
from kg.errors import QueryError

#: Of larger networks betweenness is estimated.
_EXACT = 1000
#: With so many, 19 of the 20 highest of 9,000 nodes were those that 1,000 pivots gave.
_PIVOTS = 300
_ITERATIONS = 10_000


@measure("thing", "kind", "degree", "weight", on="companies")
def degree(network: Graph) -> Iterable[Row]:
    """How many others each thing is linked with, and the weight of these links."""
    graph = simple(network)
    weights = dict(graph.degree(weight="weight"))
    return ranked(graph, {node: (number, weights[node]) for node, number in graph.degree})


@measure("thing", "kind", "betweenness", on="companies")
def betweenness(network: Graph) -> Iterable[Row]:
    """The share of shortest paths that lead through each thing (Freeman 1977).

    In a network of more than 1,000 nodes it is estimated from 300 of them (Brandes and Pich 2007).
    """
    graph = simple(network)
    pivots = _PIVOTS if len(graph) > _EXACT else None
    scores = networkx.betweenness_centrality(graph, k=pivots, seed=SEED)
    return ranked(graph, {node: (score,) for node, score in scores.items()})


@measure("thing", "kind", "eigenvector", on="companies")
def eigenvector(network: Graph) -> Iterable[Row]:
    """How central those are that each thing is linked with (Bonacich 1972), in the largest connected part."""
    graph = simple(network)
    parts = sorted(map(sorted, networkx.connected_components(graph)), key=lambda part: (-len(part), part))
    if not parts:
        return []
    try:
        scores = networkx.eigenvector_centrality(
            simple(graph.subgraph(parts[0])), max_iter=_ITERATIONS, weight="weight"
        )
    except networkx.PowerIterationFailedConvergence as error:
        raise QueryError("eigenvector centrality does not settle on this network; use pagerank") from error
    return ranked(graph, {node: (score,) for node, score in scores.items()})


@measure("thing", "kind", "pagerank", on="companies")
def pagerank(network: Graph) -> Iterable[Row]:
    """How often a walk along the links comes by each thing (Page and others 1999).

    Directions count where the projection is licences.
    """
    graph = network if not network.is_multigraph() and network.is_directed() else simple(network)
    scores = networkx.pagerank(graph, weight="weight")
    return ranked(graph, {node: (score,) for node, score in scores.items()})
