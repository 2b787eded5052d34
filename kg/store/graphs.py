"""The graphs of a store that are not a document's."""

from __future__ import annotations

import pyoxigraph as ox

from kg.rdf.namespaces import RESOURCE, VOCABULARIES

#: Holds the controlled values, so that queries know their names and order.
SCHEMES = ox.NamedNode(VOCABULARIES["kg"].rstrip("#"))
#: Holds what the documents' graphs were made from, to make them again; no part of the graph itself.
LEDGER = ox.NamedNode(f"{RESOURCE}ledger")
#: Holds each triple once: over named graphs alone, a union gives one for every document, so that counts and
#: sums come out too high.
MERGED = ox.DefaultGraph()

_OF_DOCUMENTS = f"{RESOURCE}graph/"


def is_of_a_document(graph: object) -> bool:
    """Whether a graph holds what one document says."""
    return isinstance(graph, ox.NamedNode) and graph.value.startswith(_OF_DOCUMENTS)
