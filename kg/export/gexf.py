"""GEXF 1.2 (https://gexf.net), with the days that Gephi's timeline takes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import IO
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from kg.analysis.network import Network
from kg.dates import last_day
from kg.export.flat import Plain, plain

_TYPES = {bool: "boolean", int: "integer", float: "double", str: "string"}


def write_gexf(network: Network, output: IO[bytes]) -> None:
    """Write a network. Lists are JSON texts.

    An edge starts on the first day that it counts from, a node with its first edge; what has no date is
    always there.
    """
    root = Element("gexf", xmlns="http://www.gexf.net/1.2draft", version="1.2")
    description = ", ".join(f"{name}: {plain(value)}" for name, value in network.graph.items())
    SubElement(SubElement(root, "meta"), "description").text = description
    graph = SubElement(root, "graph", defaultedgetype="directed", mode="dynamic", timeformat="date")
    starts: dict[str, str] = {}
    for source, target, fact in network.edges(data=True):
        for end in (source, target):
            starts[end] = min(_start(fact), starts.get(end, _start(fact)))
    nodes = _Table(graph, "node", (data for _, data in network.nodes(data=True)))
    edges = _Table(graph, "edge", (data for *_, data in network.edges(data=True)))
    for node, data in network.nodes(data=True):
        own = {"id": node, "label": str(plain(data["label"])), "start": starts[node]}
        nodes.add(own, data)
    for number, (source, target, data) in enumerate(network.edges(data=True)):
        ends = {"id": f"e{number}", "source": source, "target": target}
        edges.add(ends | {"label": data["predicate"], "start": _start(data)}, data)
    ElementTree.indent(root)
    ElementTree.ElementTree(root).write(output, encoding="utf-8", xml_declaration=True)


def _start(fact: Mapping[str, list[str]]) -> str:
    """The first day of an edge; empty if it has none, which sorts before all days."""
    return last_day("".join(fact["dates"][:1]))


class _Table:
    """The nodes or the edges of a file, after the declaration of their attributes."""

    def __init__(self, graph: Element, kind: str, rows: Iterable[Mapping[str, object]]) -> None:
        types: dict[str, str] = {}
        for data in rows:
            types |= {name: _TYPES[type(plain(value))] for name, value in data.items() if name not in types}
        declared = SubElement(graph, "attributes", {"class": kind, "mode": "static"})
        for name, type_ in types.items():
            SubElement(declared, "attribute", id=name, title=name, type=type_)
        self._kind = kind
        self._graph = graph
        self._elements: Element | None = None

    def add(self, own: Mapping[str, str], data: Mapping[str, object]) -> None:
        """Add a node or edge; of its own attributes, those that are empty are left out."""
        if self._elements is None:
            self._elements = SubElement(self._graph, f"{self._kind}s")
        given = {name: value for name, value in own.items() if value}
        values = SubElement(SubElement(self._elements, self._kind, given), "attvalues")
        for name, value in data.items():
            SubElement(values, "attvalue", {"for": name, "value": _text(plain(value))})


def _text(value: Plain) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
