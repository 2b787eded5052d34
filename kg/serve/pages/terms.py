"""The terms of the ontology: their labels, definitions and how they hang together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kg import resources
from kg.graph.claims import local
from kg.rdf.namespaces import VOCABULARIES
from kg.schema.triples import Triples

KG = VOCABULARIES["kg"]
_RDF, _RDFS, _OWL, _SKOS = (VOCABULARIES[name] for name in ("rdf", "rdfs", "owl", "skos"))


@dataclass(frozen=True, slots=True)
class Term:
    """A class or property of the ontology.

    Attributes:
        name: The local part of its IRI.
        label: What it is called.
        definition: What it means.
        above: Names of the classes right above a class.
        domain: Names of the classes that have a property.
        range: Names of the classes or datatypes that a property leads to.
        fact: Whether facts have it as their predicate.
    """

    name: str
    label: str
    definition: str
    above: tuple[str, ...] = ()
    domain: tuple[str, ...] = ()
    range: tuple[str, ...] = ()
    fact: bool = False


@cache
def triples() -> Triples:
    """The ontology and its schemes of controlled values."""
    folder = resources.ontology()
    return Triples.read(resources.term_files(folder))


@cache
def classes() -> dict[str, Term]:
    """The classes by name, in the order of the ontology."""
    return {term.name: term for term in _terms(f"{_OWL}Class")}


@cache
def properties() -> dict[str, Term]:
    """The properties by name, in the order of the ontology."""
    kinds = ("ObjectProperty", "DatatypeProperty", "AnnotationProperty")
    found = {term.name: term for kind in kinds for term in _terms(_OWL + kind)}
    return {
        local(iri): found[local(iri)]
        for iri in triples().values
        if iri.startswith(KG) and local(iri) in found
    }


def label_of(name: str) -> str:
    """The label of a property or class of the ontology; its name if the ontology does not know it."""
    term = properties().get(name) or classes().get(name)
    return term.label if term else name


def definition_of(iri: str) -> str:
    """What a class, property or controlled value means; empty if the ontology does not say."""
    return next(iter(triples().all(iri, f"{_SKOS}definition")), "")


def _terms(kind: str) -> Iterator[Term]:
    for iri, found in triples().having(f"{_RDF}type"):
        if found == kind and iri.startswith(KG):
            labels = triples().all(iri, f"{_RDFS}label")
            yield Term(
                name=local(iri),
                label=labels[0] if labels else local(iri),
                definition=definition_of(iri),
                above=tuple(map(local, triples().all(iri, f"{_RDFS}subClassOf"))),
                domain=tuple(_classes(iri, f"{_RDFS}domain")),
                range=tuple(_classes(iri, f"{_RDFS}range")),
                fact="true" in triples().all(iri, f"{KG}factPredicate"),
            )


def _classes(iri: str, end: str) -> Iterator[str]:
    """The classes in the domain or range of a property, those of a union one by one."""
    for declared in triples().all(iri, end):
        rest = next(iter(triples().all(declared, f"{_OWL}unionOf")), "")
        if not rest:
            yield local(declared)
        while rest and rest != f"{_RDF}nil":
            yield local(triples().one(rest, f"{_RDF}first"))
            rest = triples().one(rest, f"{_RDF}rest")
