"""The vocabularies of the graph, as term makers, and their prefixes."""

from __future__ import annotations

from functools import cache

from pyoxigraph import NamedNode

#: Where the resources of a graph live unless a user sets another base.
RESOURCE = "https://w3id.org/biopharma-kg/resource/"

#: Prefixes for everything that is written for people.
PREFIXES: dict[str, str] = {
    "dcterms": "http://purl.org/dc/terms/",
    "kg": "https://w3id.org/biopharma-kg/ontology#",
    "kgr": RESOURCE,
    "kgs": "https://w3id.org/biopharma-kg/shapes#",
    "oa": "http://www.w3.org/ns/oa#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


@cache
def term(name: str) -> NamedNode:
    """The IRI of a prefixed name.

    >>> term("kg:status")
    <NamedNode value=https://w3id.org/biopharma-kg/ontology#status>
    """
    prefix, _, local = name.partition(":")
    return NamedNode(PREFIXES[prefix] + local)
