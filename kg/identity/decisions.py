"""What people decided about identity: the last word, kept in a graph of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from pyoxigraph import Literal as Text
from pyoxigraph import NamedNode, Quad

from kg.rdf.literals import date
from kg.rdf.names import Names
from kg.rdf.namespaces import RESOURCE, term

Kind = Literal["merge", "split", "rename"]

#: The graph that holds the decisions.
DECISIONS = NamedNode(f"{RESOURCE}decisions")

_CLASSES: dict[Kind, str] = {"merge": "kg:Merge", "split": "kg:Split", "rename": "kg:Rename"}
#: The property for the name that a decision is about.
_NAMES: dict[Kind, str] = {"split": "kg:lostName", "rename": "kg:newName"}


@dataclass(frozen=True, slots=True, order=True)
class Decision:
    """A person's decision on what is one thing and how it is called.

    Attributes:
        date: Day of the decision, YYYY-MM-DD.
        kind: Merge and split concern two things, rename one; a split that takes a name from a thing concerns
            that by all its IRIs.
        things: IRIs of the things, sorted.
        reason: Why, in the person's words.
        document: For a split, the IRI of the document in which the name means another thing; else empty.
        name: For a rename, the name that the thing gets; for a split, one that it loses; else empty.
    """

    date: str
    kind: Kind
    things: tuple[str, ...]
    reason: str
    document: str = ""
    name: str = ""

    def iri(self) -> NamedNode:
        """The IRI of the decision, from its content."""
        parts = (self.date, self.kind, *self.things, self.reason, self.document, self.name)
        return Names().hashed("decision", *parts)

    @property
    def id(self) -> str:
        """What people call the decision by: the last part of its IRI."""
        return self.iri().value.rpartition("/")[2]

    def __str__(self) -> str:
        """The decision for people, on one line."""
        what = [*self.things, *filter(None, (self.document, self.name))]
        return f"{self.date} {self.kind} {' '.join(what)}: {' '.join(self.reason.split())} ({self.id})"

    def quads(self) -> Iterator[Quad]:
        """The decision as RDF."""
        node = self.iri()
        yield Quad(node, term("rdf:type"), term("kg:Decision"), DECISIONS)
        yield Quad(node, term("rdf:type"), term(_CLASSES[self.kind]), DECISIONS)
        yield Quad(node, term("dcterms:date"), date(self.date), DECISIONS)
        yield Quad(node, term("rdfs:comment"), Text(self.reason), DECISIONS)
        for thing in self.things:
            yield Quad(node, term("kg:concerns"), NamedNode(thing), DECISIONS)
        if self.document:
            yield Quad(node, term("kg:inDocument"), NamedNode(self.document), DECISIONS)
        if self.name:
            yield Quad(node, term(_NAMES[self.kind]), Text(self.name), DECISIONS)


def read_decisions(quads: Iterable[Quad]) -> list[Decision]:
    """The decisions that RDF holds, whatever its graph, in order of their dates."""
    found: dict[NamedNode, dict[str, list[str]]] = {}
    for quad in quads:
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Text):
            values = found.setdefault(quad.subject, {})
            values.setdefault(quad.predicate.value, []).append(quad.object.value)
    return sorted(
        _decision(kind, values)
        for values in found.values()
        for kind, name in _CLASSES.items()
        if term(name).value in values.get(term("rdf:type").value, ())
    )


def _decision(kind: Kind, values: dict[str, list[str]]) -> Decision:
    def one(name: str) -> str:
        return next(iter(values.get(term(name).value, ())), "")

    return Decision(
        date=one("dcterms:date"),
        kind=kind,
        things=tuple(sorted(values.get(term("kg:concerns").value, ()))),
        reason=one("rdfs:comment"),
        document=one("kg:inDocument"),
        name=one(_NAMES.get(kind, "kg:newName")),
    )
