"""The graphs of a store that are not a document's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pyoxigraph as ox

from kg.rdf.namespaces import RESOURCE, VOCABULARIES, term

#: Holds the controlled values, so that queries know their names and order.
SCHEMES = ox.NamedNode(VOCABULARIES["kg"].rstrip("#"))
#: Holds what the documents' graphs were made from, to make them again; no part of the graph itself.
LEDGER = ox.NamedNode(f"{RESOURCE}ledger")
#: Holds each triple once: over named graphs alone, a union gives one for every document, so that counts and
#: sums come out too high.
MERGED = ox.DefaultGraph()
#: Tells which documents are there in place of earlier ones, and which are the same release.
RELEASES = ox.NamedNode(f"{RESOURCE}releases")

_DOCUMENTS = f"{RESOURCE}document/"
_REPLACED_BY = term("dcterms:isReplacedBy")
_OF_DOCUMENTS = f"{RESOURCE}graph/"


def is_of_a_document(graph: object) -> bool:
    """Whether a graph holds what one document says."""
    return isinstance(graph, ox.NamedNode) and graph.value.startswith(_OF_DOCUMENTS)


def superseded(links: Iterable[ox.Quad]) -> dict[ox.NamedNode, ox.NamedNode]:
    """The graphs of documents that others replace, each with its document."""
    documents = (quad.subject for quad in links if quad.predicate == _REPLACED_BY)
    return {
        ox.NamedNode(_OF_DOCUMENTS + document.value.removeprefix(_DOCUMENTS)): document
        for document in documents
        if isinstance(document, ox.NamedNode)
    }


def counts(quad: ox.Quad, aside: Mapping[ox.NamedNode, ox.NamedNode]) -> bool:
    """Whether a query without GRAPH sees a quad of a named graph.

    Of a superseded document it sees what is said of the document itself, and none of its statements.

    Args:
        quad: The quad.
        aside: What `superseded` gives.
    """
    graph = quad.graph_name
    if not isinstance(graph, ox.NamedNode) or graph == LEDGER:
        return False
    return graph not in aside or quad.subject == aside[graph]


def merged(quad: ox.Quad) -> ox.Quad:
    """A quad as it stands in the merged graph."""
    return ox.Quad(quad.subject, quad.predicate, quad.object, MERGED)
