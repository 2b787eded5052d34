"""What a graph holds of the vocabulary: what is above the concepts in use, and histories of companies."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator
from functools import cache

import pyoxigraph as ox

from kg import resources
from kg.rdf.names import Names
from kg.rdf.namespaces import RESOURCE, term
from kg.vocabulary import Concept, Vocabulary

#: The graph that it stands in.
VOCABULARY = ox.NamedNode(f"{RESOURCE}vocabulary")
#: The IRI of the meeting of a year, as identity gives it.
_EDITION = re.compile(r"(?P<series>.+)-(?:19|20)\d\d")


def concept_iri(concept: Concept, names: Names) -> ox.NamedNode:
    """The IRI in a graph of a thing of the vocabulary: its own if it is the graph's, else by its label."""
    if concept.iri.startswith(names.base):
        return ox.NamedNode(concept.iri)
    return names.named(concept.kind, concept.label)


def vocabulary_quads(used: Iterable[str], vocabulary: Vocabulary, names: Names) -> set[ox.Quad]:
    """Chains of broader concepts of what is in use, meetings of editions, and what became of companies.

    What is in use has its names and identifiers already; what else is spoken of gets them.

    Args:
        used: IRIs, own ones or other identifiers; what the vocabulary does not know adds nothing.
        vocabulary: Where they are looked up.
        names: Maker of the IRIs of the graph.
    """
    asked = list(used)
    in_use = {concept.iri: concept for iri in asked if (concept := vocabulary.concept(iri))}
    quads = {quad for event in _histories() if in_use.keys() & _parties(event) for quad in event}
    others = {iri: concept for iri in sorted(_parties(quads)) if (concept := vocabulary.concept(iri))}
    for edition, series in _editions(asked, vocabulary):
        others[series.iri] = series
        quads.add(_quad(edition, "skos:broader", concept_iri(series, names)))
    for concept in _with_broader((others | in_use).values(), vocabulary):
        quads.update(_broader(concept, vocabulary, names))
        if concept.iri not in in_use:
            quads.update(_about(concept, names))
    return quads


def _editions(used: Iterable[str], vocabulary: Vocabulary) -> Iterator[tuple[ox.NamedNode, Concept]]:
    """The meetings of a year among what is in use, each with the meetings that it is one of."""
    for iri in used:
        match = _EDITION.fullmatch(iri)
        series = vocabulary.concept(match["series"]) if match else None
        if series is not None and series.kind == "Conference" and vocabulary.concept(iri) is None:
            yield ox.NamedNode(iri), series


def _with_broader(concepts: Iterable[Concept], vocabulary: Vocabulary) -> Iterator[Concept]:
    waiting = deque(concepts)
    done: set[str] = set()
    while waiting:
        concept = waiting.popleft()
        if concept.iri not in done:
            done.add(concept.iri)
            yield concept
            waiting.extend(above for iri in concept.broader if (above := vocabulary.concept(iri)))


def _broader(concept: Concept, vocabulary: Vocabulary, names: Names) -> Iterator[ox.Quad]:
    for iri in concept.broader:
        if above := vocabulary.concept(iri):
            yield _quad(concept_iri(concept, names), "skos:broader", concept_iri(above, names))


def _about(concept: Concept, names: Names) -> Iterator[ox.Quad]:
    node = concept_iri(concept, names)
    yield _quad(node, "rdfs:label", ox.Literal(concept.label))
    for iri in concept.identifiers:
        if iri != node.value:
            yield _quad(node, "skos:exactMatch", ox.NamedNode(iri))


def _quad(node: ox.NamedNode, predicate: str, value: ox.NamedNode | ox.Literal) -> ox.Quad:
    return ox.Quad(node, term(predicate), value, VOCABULARY)


def _parties(quads: Iterable[ox.Quad]) -> set[str]:
    nodes = (node for quad in quads for node in (quad.subject, quad.object))
    return {node.value for node in nodes if isinstance(node, ox.NamedNode)}


@cache
def _histories() -> tuple[list[ox.Quad], ...]:
    """What is said of each subject in the histories of companies."""
    path = resources.ontology() / "histories.ttl"
    events: dict[str, list[ox.Quad]] = {}
    for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE):
        told = ox.Quad(quad.subject, quad.predicate, quad.object, VOCABULARY)
        events.setdefault(str(quad.subject), []).append(told)
    return tuple(events.values())
