"""What analysis works on: networks as networkx has them, with the attributes that `to_networkx` gives.

Nodes are IRIs with `iri`, `label`, `kind`, `aliases` and `identifiers`. Edges have `predicate`, `status`,
`dates`, `documents`, `releases` (of which copies count as one), `sources` (the number of releases),
`confidence` and `quotes`; a payment also `kind`, `amount` and
`currency`, a licence `licensors`, where the text names them. The network itself has `documents`, `undated`,
`status` and `as_of`: what it was read from.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    import networkx

Network: TypeAlias = "networkx.MultiDiGraph[str]"
Graph: TypeAlias = "networkx.Graph[str]"


class Quote(NamedTuple):
    """Words of a document that state a fact."""

    text: str
    document: str
    published: str


def of_kind(network: Graph, *kinds: str) -> set[str]:
    """The nodes of some kinds."""
    return {node for node, data in network.nodes(data=True) if data["kind"] in kinds}


def pairs(network: Network, *predicates: str) -> Iterator[tuple[str, str]]:
    """Source and target of the edges with some predicates."""
    return (
        (source, target)
        for source, target, fact in network.edges(data=True)
        if fact["predicate"] in predicates
    )


def targets(network: Network, node: str, predicate: str) -> set[str]:
    """What the edges of a predicate lead to from a node."""
    return {
        target for _, target, fact in network.out_edges(node, data=True) if fact["predicate"] == predicate
    }


def sources(network: Network, node: str, predicate: str) -> set[str]:
    """What the edges of a predicate lead to a node from."""
    return {source for source, _, fact in network.in_edges(node, data=True) if fact["predicate"] == predicate}
