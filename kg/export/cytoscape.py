"""Cytoscape JSON, for Cytoscape and cytoscape.js."""

from __future__ import annotations

import json
from typing import IO

from kg.analysis.network import Network
from kg.export.flat import as_json


def write_cytoscape(network: Network, output: IO[bytes]) -> None:
    """Write a network, lists and quotes as JSON has them."""
    nodes = [
        {"data": {"id": node, "value": node, "name": data["label"], **data}}
        for node, data in network.nodes(data=True)
    ]
    edges = [
        {"data": {"id": f"e{number}", "source": source, "target": target, "key": key, **data}}
        for number, (source, target, key, data) in enumerate(network.edges(keys=True, data=True))
    ]
    whole = {
        "data": network.graph,
        "directed": True,
        "multigraph": True,
        "elements": {"nodes": nodes, "edges": edges},
    }
    for edge in edges:
        edge["data"]["quotes"] = as_json(edge["data"]["quotes"])
    output.write(json.dumps(whole, ensure_ascii=False, indent=1).encode())
