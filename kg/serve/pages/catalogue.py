"""What pages look up again and again, read from a snapshot once: names, kinds, and who tells what of whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import product

import pyoxigraph as ox

from kg.dates import earliest, last_day
from kg.graph.claims import local
from kg.graph.columns import Columns
from kg.graph.records import Records, Source
from kg.query import name_of, shortened
from kg.schema import schema
from kg.store import Snapshot

_LABELS = ("rdfs:label", "skos:prefLabel", "skos:altLabel", "skos:hiddenLabel")


@dataclass(frozen=True, slots=True)
class Told:
    """One Statement, in short.

    Attributes:
        statement: Its IRI.
        subject: IRI of what it speaks of.
        predicate: Name of the predicate, as in a facts file.
        object: IRI or text of what it says of it.
        status: "asserted", "planned", "potential" or "negated".
        document: IRI of the document.
        day: The day that it counts from, as `FactRecord.day`.
    """

    statement: str
    subject: str
    predicate: str
    object: str
    status: str
    document: str
    day: str

    @property
    def place_in_time(self) -> tuple[str, str, str]:
        """What statements are ordered by: those without a day come last."""
        return last_day(self.day or "9999"), self.document, self.statement


@dataclass(frozen=True, slots=True)
class Derived:
    """An edge that a rule derived, with the statements that it rests on."""

    subject: str
    predicate: str
    object: str
    rule: str
    statements: tuple[str, ...]


class Catalogue:
    """The things, documents and statements of one snapshot, at hand.

    Attributes:
        snapshot: The snapshot.
        records: Reader of its facts in full.
        kinds: Entity type or concept class of each thing that has one.
        documents: All documents, the newest first.
        statements: All statements in order of time.
        about: The statements that speak of a thing, in order of time.
        named: The further things that a statement, a result or a payment names.
        told_by: The statements of a document, in order of time.
        derived: What rules derived of a thing.
    """

    def __init__(self, snapshot: Snapshot) -> None:
        """Read from `snapshot`."""
        told = Columns(snapshot)
        self.snapshot = snapshot
        self.records = Records(snapshot)
        self.kinds = told.kinds
        self.documents = _documents(told)
        self.statements = sorted(_statements(told), key=lambda each: each.place_in_time)
        self.named = _named_in(told)
        self.about = _about(self.statements, self.named, told)
        self.told_by = _by_document(self.statements)
        self.derived = _derived(told)
        self._names = {name: told[name] for name in _LABELS}

    @cached_property
    def sources(self) -> Mapping[str, Source]:
        """The documents by IRI."""
        return {source.iri: source for source in self.documents}

    def names(self, iri: str) -> list[str]:
        """All names of a thing: first the one that is shown, then the others in order of the alphabet."""
        shown = self.name(iri)
        source = self.sources.get(iri)
        every = (
            {source.id} if source else {name for names in self._names.values() for name in names.get(iri, ())}
        )
        return [shown, *sorted(every - {shown}, key=str.casefold)]

    def name(self, iri: str) -> str:
        """The name that is shown for a thing, a document or a record."""
        if source := self.sources.get(iri):
            return source.title or source.id
        return self._labelled(iri) or name_of(ox.NamedNode(iri), self.snapshot)

    def short_name(self, iri: str) -> str:
        """The name that is shown for a thing or a document, and the shortened IRI of all else."""
        source = self.sources.get(iri)
        return (source.title or source.id) if source else self._labelled(iri) or shortened(ox.NamedNode(iri))

    def _labelled(self, iri: str) -> str:
        for property in ("skos:prefLabel", "rdfs:label"):
            if names := self._names[property].get(iri):
                return min(names, key=lambda name: (-len(name), name))
        return ""


def _documents(told: Columns) -> list[Source]:
    properties = ("dcterms:identifier", "dcterms:title", "dcterms:issued", "dcterms:source")
    found = []
    for iri in told.of_class("Document"):
        name, title, issued, source = (told.first(property, iri) for property in properties)
        release = min([iri, *told.all("prov:alternateOf", iri)])
        found.append(Source(iri, name, title, issued, source, release))
    by_name = sorted(found, key=lambda source: source.id)
    return sorted(by_name, key=lambda source: last_day(source.published or "0000"), reverse=True)


def _statements(told: Columns) -> Iterator[Told]:
    for statement in told.of_class("Statement"):
        document = told.first("prov:wasDerivedFrom", statement)
        yield Told(
            statement=statement,
            subject=told.first("rdf:subject", statement),
            predicate=local(told.first("rdf:predicate", statement)),
            object=told.first("rdf:object", statement),
            status=local(told.first("kg:status", statement)),
            document=document,
            day=earliest(told.first("kg:date", statement), told.first("dcterms:issued", document)),
        )


def _about(statements: list[Told], named: Mapping[str, set[str]], told: Columns) -> Mapping[str, list[Told]]:
    """By thing, the statements that have it as subject, as object, or in what goes with them."""
    found: defaultdict[str, list[Told]] = defaultdict(list)
    beside = _beside(told)
    nothing: set[str] = set()
    for each in statements:
        things = {each.subject}
        if schema().predicates[each.predicate].range_kind != "literal":
            things.add(each.object)
        for node in (each.statement, each.object):
            things |= named.get(node, nothing)
        things |= beside.get((each.subject, each.object), nothing)
        for thing in things:
            found[thing].append(each)
    return dict(found)


def _by_document(statements: list[Told]) -> Mapping[str, list[Told]]:
    found: defaultdict[str, list[Told]] = defaultdict(list)
    for each in statements:
        found[each.document].append(each)
    return dict(found)


def _named_in(told: Columns) -> Mapping[str, set[str]]:
    """By statement, result or payment, the further things that it names."""
    known = schema()
    nodes = {"Statement"} | {
        each.range_name for each in known.predicates.values() if each.range_kind == "record"
    }
    parts = (part for parts in known.parts.values() for part in parts.values())
    found: defaultdict[str, set[str]] = defaultdict(set)
    for carrier in (*known.qualifiers.values(), *parts):
        if carrier.range_kind == "entity" and carrier.domain & nodes:
            for node, things in told[f"kg:{carrier.name}"].items():
                found[node].update(things)
    return found


def _beside(told: Columns) -> Mapping[tuple[str, str], set[str]]:
    """By subject and object of statements, the records that go with them, and who grants a right."""
    found: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for parts in schema().parts.values():
        target = parts.get("object") or parts["value"]
        for record, subjects in told[f"kg:{parts['subject'].name}"].items():
            for ends in product(subjects, told.all(f"kg:{target.name}", record)):
                found[ends] |= {record, *told.all("kg:licensor", record)}
    return found


def _derived(told: Columns) -> Mapping[str, list[Derived]]:
    """By thing, what rules derived of it."""
    found: defaultdict[str, list[Derived]] = defaultdict(list)
    for node in sorted(told.of_class("Derivation")):
        edge = Derived(
            subject=told.first("rdf:subject", node),
            predicate=local(told.first("rdf:predicate", node)),
            object=told.first("rdf:object", node),
            rule=told.first("kg:byRule", node),
            statements=tuple(sorted(told.all("prov:wasDerivedFrom", node))),
        )
        for thing in {edge.subject, edge.object}:
            found[thing].append(edge)
    return dict(found)
