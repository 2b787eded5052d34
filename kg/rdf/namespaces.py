"""The vocabularies of the graph, as term makers, and the prefixes of all that is written for people."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from pyoxigraph import NamedNode

from kg.schema import schema

#: Where the resources of a graph live unless a user sets another base.
RESOURCE = "https://w3id.org/biopharma-kg/resource/"

#: Prefixes of the vocabularies.
VOCABULARIES: Mapping[str, str] = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "kg": "https://w3id.org/biopharma-kg/ontology#",
    "kgr": RESOURCE,
    "kgs": "https://w3id.org/biopharma-kg/shapes#",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "sh": "http://www.w3.org/ns/shacl#",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "void": "http://rdfs.org/ns/void#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
#: Segments of the resources that no class of facts stands for.
_OTHER_SEGMENTS = (
    "change", "coreference", "dataset", "decision", "derivation", "document", "evidence", "fragment", "graph",
    "position", "quote", "scheme", "statement",
)  # fmt: skip


def kind_segment(kind: str) -> str:
    """The path segment of a class: "PaymentKind" gives "payment-kind"."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", kind).lower()


@cache
def prefixes() -> dict[str, str]:
    """Prefixes of each kind of resource, `company:` for example, and then of the vocabularies."""
    known = schema()
    kinds = {kind_segment(kind) for kind in (*known.entity_types, *known.parts, *known.concepts)}
    own = {segment: f"{RESOURCE}{segment}/" for segment in sorted(kinds.union(_OTHER_SEGMENTS))}
    return own | dict(VOCABULARIES)


@cache
def term(name: str) -> NamedNode:
    """The IRI of a prefixed name.

    >>> term("kg:status")
    <NamedNode value=https://w3id.org/biopharma-kg/ontology#status>
    """
    prefix, _, local = name.partition(":")
    return NamedNode(VOCABULARIES[prefix] + local)
