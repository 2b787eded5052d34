"""The shape of a vocabulary, asked of all its concepts at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple, cast

import pyoxigraph as ox

from kg.errors import VocabularyError
from kg.loading.rows import Source
from kg.rdf.namespaces import term
from kg.resources import shapes
from kg.vocabulary import Concept

_SHOWN = 5
_SH = "http://www.w3.org/ns/shacl#"


class Violation(NamedTuple):
    """What is wrong with a thing.

    Attributes:
        iri: The thing.
        message: What is wrong.
    """

    iri: str
    message: str


def violations(quads: Iterable[ox.Quad]) -> list[Violation]:
    """What breaks the shape in shapes/vocabulary, sorted."""
    store = ox.Store()
    store.bulk_extend(quads)
    found = set()
    for message, query in _constraints():
        rows = cast("ox.QuerySolutions", store.query(query))
        has_value = ox.Variable("value") in rows.variables
        for row in rows:
            value = f": {row['value']}" if has_value else ""
            found.add(Violation(cast("ox.NamedNode", row["this"]).value, message + value))
    return sorted(found)


def check_shape(source: Source, quads: Iterable[ox.Quad], lines: Mapping[str, int]) -> None:
    """Refuse what breaks the shape of a vocabulary.

    Raises:
        VocabularyError: Something does; the first things are named, with their lines.
    """
    found = violations(quads)
    if found:
        told = [
            f"{source.path}:{lines.get(each.iri, 1)}: {each.iri} {each.message}" for each in found[:_SHOWN]
        ]
        more = [f"and {len(found) - _SHOWN} more"] if len(found) > _SHOWN else []
        raise VocabularyError("; ".join(told + more))


def concept_quads(concepts: Iterable[Concept]) -> Iterator[ox.Quad]:
    """Concepts in SKOS."""
    for concept in concepts:
        node = ox.NamedNode(concept.iri)
        yield ox.Quad(node, term("rdf:type"), term(f"kg:{concept.kind}"))
        if concept.label:
            yield ox.Quad(node, term("skos:prefLabel"), ox.Literal(concept.label))
        for name in (*concept.names, *concept.exact):
            yield ox.Quad(node, term("skos:altLabel"), ox.Literal(name))
        for name in concept.weak:
            yield ox.Quad(node, term("skos:hiddenLabel"), ox.Literal(name))
        for iri in concept.broader:
            yield ox.Quad(node, term("skos:broader"), ox.NamedNode(iri))


def _constraints() -> Iterator[tuple[str, str]]:
    graph = ox.Store()
    for path in sorted((shapes() / "vocabulary").glob("*.ttl")):
        graph.load(path=str(path), format=ox.RdfFormat.TURTLE)
    for quad in graph.quads_for_pattern(None, ox.NamedNode(f"{_SH}select"), None):
        (told,) = graph.quads_for_pattern(quad.subject, ox.NamedNode(f"{_SH}message"), None)
        yield cast("ox.Literal", told.object).value, cast("ox.Literal", quad.object).value
