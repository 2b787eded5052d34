"""What the graph knows of a thing beside facts: its names and who uses them, and why they are one thing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from kg.graph.reasons import Reason, names_of, nodes, reasons, texts
from kg.graph.records import FactRecord, Records
from kg.identity import DECISIONS, Decision, read_decisions
from kg.query import name_of, shortened, successor, things_meant
from kg.store import Snapshot

_MOST_DOCUMENTS = 3
_OTHER_NAMES = ("rdfs:label", "skos:prefLabel", "skos:altLabel", "skos:hiddenLabel")


@dataclass(frozen=True, slots=True)
class Name:
    """A name of a thing, with the documents that call it so; none, if a vocabulary or a person does."""

    text: str
    documents: tuple[str, ...]

    def __str__(self) -> str:
        """The name for people, on one line."""
        more = len(self.documents) - _MOST_DOCUMENTS
        rest = f" and {more} more" if more > 0 else ""
        return f"{self.text}: {', '.join(self.documents[:_MOST_DOCUMENTS])}{rest}"


@dataclass(frozen=True, slots=True)
class Thing:
    """Something that has a name in the graph.

    Attributes:
        iri: Its IRI.
        kind: Its types.
        name: The name that is shown.
        names: All names that documents use.
        known_as: What else vocabularies call it.
        identifiers: IRIs of the same in registries.
        former: IRIs that single documents would give it.
        reasons: Why names are of one thing.
        may_be: What its name may stand for instead, each by name and IRI.
        decisions: What people decided on it.
    """

    iri: str
    kind: str
    name: str
    names: tuple[Name, ...] = ()
    known_as: tuple[str, ...] = ()
    identifiers: tuple[str, ...] = ()
    former: tuple[str, ...] = ()
    reasons: tuple[Reason, ...] = ()
    may_be: tuple[str, ...] = ()
    decisions: tuple[Decision, ...] = ()

    def __str__(self) -> str:
        """The thing for people: a line, and more below it."""
        kind = f" ({self.kind})" if self.kind else ""
        return "\n".join((f"{self.name}{kind} <{self.iri}>", *self._below()))

    def _below(self) -> Iterator[str]:
        yield from _block("named", self.names)
        yield from _block("known as", [", ".join(self.known_as)] if self.known_as else ())
        yield from _block("is", self.identifiers)
        yield from _block("instead of", map(shortened, map(ox.NamedNode, self.former)))
        yield from _block("one thing, as", self.reasons)
        yield from _block("may be", self.may_be)
        yield from _block("decided", self.decisions)


def _block(title: str, lines: Iterable[object]) -> Iterator[str]:
    for number, line in enumerate(lines):
        yield f"  {'' if number else title:14}{line}"


@dataclass(frozen=True, slots=True)
class Explanation:
    """What the graph knows by one name."""

    things: tuple[Thing, ...]
    facts: tuple[FactRecord, ...]

    def __str__(self) -> str:
        """The things, then the facts with their words and sources."""
        return "\n".join([*map(str, self.things), "", *map(str, self.facts)])


def explain(name: str, snapshot: Snapshot) -> Explanation:
    """What the graph knows of all things that have a name or IRI.

    Raises:
        QueryError: Nothing has it.
    """
    things = tuple(thing(node, snapshot) for node in things_meant(name, snapshot))
    return Explanation(things, tuple(Records(snapshot).find(about=name)))


def thing(node: ox.NamedNode, snapshot: Snapshot) -> Thing:
    """What the graph knows of a thing beside facts."""
    decisions = read_decisions(snapshot.quads(graph=DECISIONS))
    given = names_of(node, snapshot)
    label = name_of(node, snapshot)
    others = {text for property in _OTHER_NAMES for text in texts(node, property, snapshot)}
    kinds = (shortened(kind).rpartition(":")[2] for kind in nodes(node, "rdf:type", snapshot))
    rivals = nodes(node, "kg:mayBe", snapshot)
    former = nodes(node, "dcterms:isReplacedBy", snapshot, inverse=True)
    return Thing(
        iri=node.value,
        kind=", ".join(kinds),
        name=label,
        names=tuple(Name(text, tuple(sorted(documents))) for text, documents in sorted(given.items())),
        known_as=tuple(sorted(others - given.keys() - {label})),
        identifiers=tuple(iri.value for iri in nodes(node, "skos:exactMatch", snapshot)),
        former=tuple(iri.value for iri in former),
        reasons=tuple(reasons(node, given, snapshot)),
        may_be=tuple(f"{name_of(rival, snapshot)} <{rival.value}>" for rival in rivals),
        decisions=tuple(each for each in decisions if _concerns(each, node, snapshot)),
    )


def _concerns(decision: Decision, node: ox.NamedNode, snapshot: Snapshot) -> bool:
    return any(successor(ox.NamedNode(iri), snapshot) == node for iri in decision.things)
