"""The graph for network analysis."""

from __future__ import annotations

import re
from typing import cast

import networkx
import pyoxigraph as ox

from kg.query import name_of
from kg.rdf.namespaces import term
from kg.schema import schema
from kg.store import Snapshot


def to_networkx(snapshot: Snapshot) -> networkx.MultiDiGraph[str]:
    """The plain edges between entities: see `KnowledgeGraph.to_networkx`."""
    edges = _edges(snapshot)
    network: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
    for iri in sorted({end for subject, target, _ in edges for end in (subject, target)}):
        thing = ox.NamedNode(iri)
        kinds = (_last_part(quad.object) for quad in snapshot.values(thing, term("rdf:type")))
        network.add_node(iri, label=name_of(thing, snapshot), kind=min(kinds, default=""))
    for (subject, target, name), documents in sorted(edges.items()):
        network.add_edge(subject, target, key=name, documents=sorted(documents))
    return network


def _edges(snapshot: Snapshot) -> dict[tuple[str, str, str], set[str]]:
    """Names of the documents that state an edge, by its subject, object and predicate."""
    edges: dict[tuple[str, str, str], set[str]] = {}
    for name, predicate in schema().predicates.items():
        if predicate.range_kind != "entity":
            continue
        for quad in snapshot.quads(predicate=ox.NamedNode(predicate.iri)):
            subject, target = cast("ox.NamedNode", quad.subject), cast("ox.NamedNode", quad.object)
            documents = edges.setdefault((subject.value, target.value, name), set())
            documents.add(_last_part(quad.graph_name))
    return edges


def _last_part(iri: object) -> str:
    return re.split("[#/]", cast("ox.NamedNode", iri).value)[-1]
