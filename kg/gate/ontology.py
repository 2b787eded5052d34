"""What the shapes ask of an ontology."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox

from kg.rdf.namespaces import term
from kg.resources import term_files

#: What constraints in SHACL Core ask of the ontology, and what those in SPARQL ask: also what is declared,
#: domains and ranges, and unions of classes.
ASKED_BY_CORE = frozenset(map(term, ("rdfs:subClassOf", "kg:factPredicate")))
_ASKED = ASKED_BY_CORE.union(
    map(term, ("rdf:type", "rdf:first", "rdf:rest", "rdfs:domain", "rdfs:range", "owl:unionOf"))
)


def vocabulary(ontology: Path) -> list[ox.Quad]:
    """What the shapes ask of an ontology: classes of concepts, subclasses, domains and ranges."""
    quads = (
        quad for path in term_files(ontology) for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)
    )
    return [quad for quad in quads if quad.predicate in _ASKED]
