"""GraphML (Brandes and others 2002), for yEd, igraph, networkx and Gephi."""

from __future__ import annotations

from collections.abc import Mapping
from typing import IO

import networkx

from kg.analysis.network import Network
from kg.export.flat import Plain, plain


def write_graphml(network: Network, output: IO[bytes]) -> None:
    """Write a network. Lists are JSON texts; edges are numbered, since their keys are not unique."""
    flat: Network = networkx.MultiDiGraph()
    flat.graph |= _flat(network.graph)
    flat.add_nodes_from((node, _flat(data)) for node, data in network.nodes(data=True))
    for number, (source, target, key, data) in enumerate(network.edges(keys=True, data=True)):
        flat.add_edge(source, target, f"e{number}")
        flat.edges[source, target, f"e{number}"].update(_flat({**data, "key": key}))
    # Not write_graphml, whose bytes depend on whether lxml is installed.
    networkx.write_graphml_xml(flat, output)


def _flat(data: Mapping[str, object]) -> dict[str, Plain]:
    return {name: plain(value) for name, value in data.items()}
