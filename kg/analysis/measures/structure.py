"""How a network holds together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import cast

import networkx

from kg.analysis.measure import DIGITS, SEED, largest_first, measure, ranked
from kg.analysis.network import Graph
from kg.analysis.projections import simple
from kg.analysis.result import Row, Thing


@measure("community", "size", "members", "modularity", on="companies")
def communities(network: Graph) -> Iterator[Row]:
    """Groups with more links inside than outside (Louvain: Blondel and others 2008).

    Members with the most links come first; the modularity is that of the whole division.
    """
    graph = simple(network)
    if not graph.size():
        return
    found = networkx.community.louvain_communities(graph, weight="weight", seed=SEED)
    modularity = round(networkx.community.modularity(graph, found, weight="weight"), DIGITS)
    groups = [
        sorted((Thing.of(graph, node) for node in group), key=lambda each: (-graph.degree[each.iri], each))
        for group in found
    ]
    for number, group in enumerate(sorted(groups, key=lambda group: (-len(group), group)), 1):
        yield number, len(group), tuple(group), modularity


@measure("one", "other", "cuts off", on="companies")
def bridges(network: Graph) -> Iterable[Row]:
    """Links without which the network falls apart, and how many things that would cut off."""
    graph = simple(network)
    rows: Iterator[Row] = (
        (*sorted((Thing.of(graph, one), Thing.of(graph, other))), number)
        for (one, other), number in _cut_off(graph).items()
    )
    return largest_first(rows, 2)


@measure("thing", "kind", "parts", on="companies")
def articulation_points(network: Graph) -> Iterable[Row]:
    """Things without which the network falls apart, and into how many parts."""
    graph = simple(network)
    found = cast("Iterator[set[str]]", networkx.biconnected_components(graph))
    blocks = Counter(node for block in found for node in block)
    return ranked(graph, {node: (number,) for node, number in blocks.items() if number > 1})


@measure("thing", "kind", "core", on="companies")
def k_core(network: Graph) -> Iterable[Row]:
    """The greatest k for which each thing is in a part where all have k links or more (Seidman 1983)."""
    graph = simple(network)
    return ranked(graph, {node: (core,) for node, core in networkx.core_number(graph).items()})


@measure("attribute", "assortativity", on="things")
def assortativity(network: Graph) -> Iterator[Row]:
    """Whether like is linked with like, from -1 to 1 (Newman 2003), by degree and by kind.

    Where all are alike there is no number.
    """
    graph = simple(network)
    degrees = {degree for _, degree in graph.degree}
    kinds = {kind for _, kind in graph.nodes(data="kind")}
    if graph.size():
        by_degree = networkx.degree_assortativity_coefficient(graph) if len(degrees) > 1 else None
        by_kind = networkx.attribute_assortativity_coefficient(graph, "kind") if len(kinds) > 1 else None
        yield "degree", by_degree and round(float(by_degree), DIGITS)
        yield "kind", by_kind and round(float(by_kind), DIGITS)


def _cut_off(graph: Graph) -> dict[tuple[str, str], int]:
    """Bridges, and how many nodes are on the smaller side of each."""
    cut = cast("list[tuple[str, str]]", list(networkx.bridges(graph)))
    rest = graph.copy()
    rest.remove_edges_from(cut)
    block = {node: number for number, part in enumerate(networkx.connected_components(rest)) for node in part}
    # What bridges link is a tree; the nodes on one side of a bridge are those of the blocks below it.
    tree: networkx.Graph[int] = networkx.Graph()
    tree.add_edges_from((block[one], block[other], {"bridge": (one, other)}) for one, other in cut)
    below = Counter(block.values())
    found: dict[tuple[str, str], int] = {}
    for part in networkx.connected_components(tree):
        whole = sum(below[number] for number in part)
        for parent, child in reversed(list(networkx.dfs_edges(tree, min(part)))):
            found[tree.edges[parent, child]["bridge"]] = min(below[child], whole - below[child])
            below[parent] += below[child]
    return found
