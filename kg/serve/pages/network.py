"""What is around a thing, for a drawing that one can walk on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.plot.style import LOOKS, OTHER
from kg.schema import schema
from kg.serve.pages.catalogue import Catalogue, Told
from kg.serve.pages.facts import phrase, releases
from kg.serve.pages.links import network_of, page_of, words_of

_MOST = 40


@dataclass(frozen=True, slots=True)
class Node:
    """A thing of the drawing, with its colour and the ways to its page and to its own surroundings."""

    id: str
    name: str
    kind: str
    colour: str
    page: str
    network: str


@dataclass(frozen=True, slots=True)
class Edge:
    """What is told of two things, by how many releases, with the way to the words of the first."""

    id: str
    source: str
    target: str
    phrase: str
    status: str
    sources: int
    words: str


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """A thing, what is linked with it by facts, and how many things were left out for want of room."""

    centre: Node
    nodes: Sequence[Node]
    edges: Sequence[Edge]
    left_out: int


def neighbourhood(iri: str, catalogue: Catalogue) -> Neighbourhood:
    """What facts of any status link with a thing; of many things, those that most statements link."""
    together: defaultdict[str, defaultdict[tuple[str, str, str, str], list[Told]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for told in catalogue.about.get(iri, ()):
        for source, target in _ends(told, catalogue):
            other = target if source == iri else source
            if iri in (source, target) and other != iri and other in catalogue.kinds:
                together[other][source, told.predicate, target, told.status].append(told)
    ranked = sorted(together, key=lambda other: (-sum(map(len, together[other].values())), other))
    edges = [
        _edge(key, same, catalogue)
        for other in ranked[:_MOST]
        for key, same in sorted(together[other].items())
    ]
    nodes = [_node(other, catalogue) for other in ranked[:_MOST]]
    return Neighbourhood(_node(iri, catalogue), nodes, edges, len(ranked) - len(nodes))


def _ends(told: Told, catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """The things that a statement links: its subject and object; of a payment, payer and payee."""
    known = schema().predicates[told.predicate]
    if known.range_kind in ("entity", "concept"):
        yield told.subject, told.object
    elif known.range_kind == "record" and "object" in schema().parts[known.range_name]:
        for other in sorted(catalogue.named.get(told.object, set()) - {told.subject}):
            yield told.subject, other


def _node(iri: str, catalogue: Catalogue) -> Node:
    kind = catalogue.kinds.get(iri, "")
    colour, _ = LOOKS.get(kind, OTHER)
    return Node(iri, catalogue.name(iri), kind, colour, page_of(iri), network_of(iri))


def _edge(key: tuple[str, str, str, str], same: Sequence[Told], catalogue: Catalogue) -> Edge:
    source, predicate, target, status = key
    return Edge(
        id=" ".join(key),
        source=source,
        target=target,
        phrase=phrase(predicate),
        status=status,
        sources=len(releases(same, catalogue)),
        words=words_of(same[0].document, same[0].statement),
    )
