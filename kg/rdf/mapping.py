"""The graph of one document: facts become plain edges, Statements and records.

What a fact becomes follows from the ontology alone, so that a predicate declared there needs no code here.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from typing import TypeAlias, TypeVar, get_args

from pyoxigraph import Literal, NamedNode, Quad

from kg.errors import FactsError
from kg.facts import Entity, Evidence, Fact, FactsFile, SecondName, Status
from kg.rdf.literals import date, decimal, integer, literal
from kg.rdf.names import Names, clean
from kg.rdf.namespaces import RESOURCE, term
from kg.rdf.records import Record, Term, best, iri_of
from kg.schema import Predicate, schema

#: Decides which resource an entity of a document is.
Identity: TypeAlias = Callable[[Entity], NamedNode]

_STATUSES: tuple[str, ...] = get_args(Status)
_REGISTERED = re.compile(r"NCT\d+")
#: The standards of fragments, by how they begin.
_FRAGMENTS = {
    start: NamedNode(f"http://tools.ietf.org/rfc/rfc{number}")
    for start, number in (("page", 3778), ("char", 5147), ("/", 6901))
}
_T = TypeVar("_T")


def to_quads(facts: FactsFile, *, base: str = RESOURCE, identity: Identity | None = None) -> list[Quad]:
    """The named graph of a document, sorted and without duplicates; the same for the same facts.

    Args:
        facts: The facts of the document.
        base: Where IRIs of resources begin; it ends in a slash or hash.
        identity: Gives the IRI of an entity; by default it is made from the entity's type and name.

    Raises:
        FactsError: A fact lacks a part, or uses a predicate, type or value that the ontology does not have.
    """
    names = Names(base)
    graph = _Graph(facts, names, identity or (lambda entity: names.named(entity.type, entity.name)))
    home = names.graph(facts.document)
    triples = sorted(graph.triples(), key=lambda triple: (triple[0].value, triple[1].value, str(triple[2])))
    return [Quad(*triple, home) for triple in triples]


_Triple: TypeAlias = tuple[NamedNode, NamedNode, Term]


class _Graph:
    """Collects the triples of one document; what several facts decide together is settled at the end."""

    def __init__(self, facts: FactsFile, names: Names, identity: Identity) -> None:
        self._facts, self._names, self._identity = facts, names, identity
        self._document = names.document(facts.document)
        self._triples: set[_Triple] = set()
        self._entities: dict[NamedNode, list[Entity]] = {}
        self._statuses: dict[NamedNode, set[str]] = {}
        self._confidences: dict[NamedNode, float] = {}

    def triples(self) -> set[_Triple]:
        self._describe_document()
        for number, fact in enumerate(self._facts.facts):
            try:
                self._add_fact(fact)
            except FactsError as error:
                raise FactsError(f"{self._facts.document}: facts[{number}]: {error}") from error
        for node, entities in self._entities.items():
            self._describe_entity(node, entities)
            if any(entity.type == "Trial" for entity in entities):
                # A trial that is only mentioned beside a fact is one that the text speaks of as there.
                self._statuses.setdefault(node, {"asserted"})
        for node, statuses in self._statuses.items():
            # A node has one status, the firmest: a trial both run and extended by a plan is run.
            self._add(node, "kg:status", _status(min(statuses, key=_STATUSES.index)))
        for node, confidence in self._confidences.items():
            self._add(node, "kg:confidence", decimal(confidence))
        return self._triples

    def _add(self, subject: NamedNode, predicate: str, value: Term) -> None:
        self._triples.add((subject, term(predicate), value))

    def _describe_document(self) -> None:
        facts, node = self._facts, self._document
        self._add(node, "rdf:type", term("kg:Document"))
        self._add(self._names.graph(facts.document), "prov:wasDerivedFrom", node)
        words = {
            "dcterms:identifier": facts.document,
            "dcterms:title": facts.title,
            "dcterms:source": facts.source,
            "dcterms:type": facts.form,
            "dcterms:spatial": facts.place,
            "dcterms:language": facts.language,
        }
        for name, value in words.items():
            if value:
                self._add(node, name, Literal(clean(value)))
        if facts.url:
            self._add(node, "schema:url", Literal(clean(facts.url), datatype=term("xsd:anyURI")))
        if facts.filing:
            self._add(node, "dcterms:isPartOf", self._names.document(facts.filing))
        if facts.published:
            self._add(node, "dcterms:issued", date(facts.published))
        if facts.issuer:
            self._add(node, "prov:wasAttributedTo", self._entity(facts.issuer))
        if facts.text is not None:
            self._add(node, "kg:text", Literal(facts.text))
            self._add(node, "kg:sha256", Literal(hashlib.sha256(facts.text.encode()).hexdigest()))

    def _entity(self, key: str) -> NamedNode:
        return self._known(self._facts.entities[key])

    def _known(self, entity: Entity) -> NamedNode:
        node = self._identity(entity)
        self._entities.setdefault(node, []).append(entity)
        return node

    def _describe_entity(self, node: NamedNode, entities: list[Entity]) -> None:
        for kind in {entity.type for entity in entities}:
            self._add(node, "rdf:type", NamedNode(_find(schema().entity_types, kind, "entity type").iri))
        label = best({clean(entity.name) for entity in entities})
        others = {clean(name) for entity in entities for name in (entity.name, *entity.aliases)} - {label, ""}
        self._add(node, "rdfs:label", Literal(label))
        for name in others:
            self._add(node, "skos:altLabel", Literal(name))
        for second in (second for entity in entities for second in entity.second_names):
            self._add_second_name(node, second)
        if any(entity.type == "Trial" for entity in entities):
            for number in {number for name in (label, *others) for number in _REGISTERED.findall(name)}:
                self._add(node, "dcterms:identifier", Literal(number))

    def _add_second_name(self, thing: NamedNode, second: SecondName) -> None:
        names = sorted({clean(second.alias), clean(second.of)})
        node = self._names.hashed("coreference", self._document.value, thing.value, second.rule, *names)
        rule = _find(schema().concepts["CoreferenceRule"], second.rule, "coreference rule")
        self._add(node, "rdf:type", term("kg:Coreference"))
        self._add(node, "kg:thing", thing)
        self._add(node, "kg:rule", NamedNode(rule.iri))
        self._add(node, "prov:wasDerivedFrom", self._document)
        for name in names:
            self._add(node, "kg:name", Literal(name))
        if second.basis:
            self._add(node, "kg:basis", Literal(clean(second.basis)))
        for evidence in second.evidence:
            self._add(node, "kg:evidence", self._evidence(evidence))

    def _add_fact(self, fact: Fact) -> None:
        predicate = _find(schema().predicates, fact.predicate, "predicate")
        ends = [self._entity(key) for key in (fact.subject, fact.object) if key]
        record = self._record(fact, predicate)
        value = record if predicate.range_kind == "record" else self._object(fact, predicate)
        if not ends or value is None:
            raise FactsError(f"{fact.predicate} lacks a subject, object or value; add it")
        self._add_statement(fact, predicate, ends[0], value)

    def _object(self, fact: Fact, predicate: Predicate) -> Term | None:
        if predicate.range_kind == "entity":
            return self._entity(fact.object) if fact.object else None
        return None if fact.value is None else _value(predicate, fact.value)

    def _record(self, fact: Fact, predicate: Predicate) -> NamedNode | None:
        kind = _record_kind(predicate)
        if kind is None:
            return None
        record = Record(
            kind, frozenset(self._fields(fact, kind)), self._trial(fact) if kind == "Trial" else None
        )
        node = iri_of(record, self._names)
        if kind in schema().entity_types and record.named is None:
            self._entities.setdefault(node, []).append(Entity(type=kind, name=self._title(fact)))
        self._triples.update((node, name, value) for name, value in record.fields)
        self._add(node, "rdf:type", term(f"kg:{kind}"))
        self._statuses.setdefault(node, set()).add(fact.status)
        return node

    def _trial(self, fact: Fact) -> NamedNode | None:
        """The trial that a fact names, as its object or beside it."""
        named = [key for key in (fact.object, fact.trial) if key]
        if not named:
            return None
        entity = self._facts.entities.get(named[0])
        return self._known(entity or Entity(type="Trial", name=named[0]))

    def _title(self, fact: Fact) -> str:
        """A name for what has none, the same in every document, whatever that calls the subject."""
        subject = self._entity(fact.subject).value.rsplit("/", 1)[-1] if fact.subject else ""
        return f"{subject} {fact.value}"

    def _fields(self, fact: Fact, kind: str) -> Iterator[tuple[NamedNode, Term]]:
        """What a fact says of its record, or of its Statement: parts of the fact and qualifiers."""
        for part, carrier in schema().parts.get(kind, {}).items():
            value = getattr(fact, part)
            if value is not None:
                yield from self._field(carrier, value)
        for key, value in fact.qualifiers().items():
            if kind in schema().qualifiers[key].domain:
                yield from self._field(schema().qualifiers[key], value)

    def _field(self, carrier: Predicate, value: str | float) -> Iterator[tuple[NamedNode, Term]]:
        """The property and value of a field; also its words, where a controlled value came from words."""
        if carrier.range_kind == "entity" and value in self._facts.entities:
            yield NamedNode(carrier.iri), self._entity(str(value))
            return
        if carrier.words:
            yield NamedNode(carrier.words), Literal(clean(str(value)))
        if carrier.range_kind == "literal" or value in _concepts(carrier) or not carrier.words:
            yield NamedNode(carrier.iri), _value(carrier, value)

    def _add_statement(self, fact: Fact, predicate: Predicate, subject: NamedNode, value: Term) -> None:
        edge = NamedNode(predicate.iri)
        if predicate.symmetric and isinstance(value, NamedNode):
            subject, value = sorted((subject, value), key=lambda node: node.value)
        if fact.status == "asserted":
            self._triples.add((subject, edge, value))
            if predicate.symmetric and isinstance(value, NamedNode):
                self._triples.add((value, edge, subject))
        fields = set(self._fields(fact, "Statement"))
        parts = (self._document.value, subject.value, edge.value, str(value), fact.status)
        node = self._names.hashed("statement", *parts, *self._qualifiers(fact))
        self._triples.update((node, name, field) for name, field in fields)
        self._add(node, "rdf:type", term("kg:Statement"))
        self._add(node, "rdf:subject", subject)
        self._add(node, "rdf:predicate", edge)
        self._add(node, "rdf:object", value)
        self._add(node, "prov:wasDerivedFrom", self._document)
        self._statuses[node] = {fact.status}
        self._confidences[node] = max(fact.confidence, self._confidences.get(node, 0))
        for evidence in fact.evidence:
            self._add(node, "kg:evidence", self._evidence(evidence))

    def _qualifiers(self, fact: Fact) -> Iterator[str]:
        """Qualifiers in a form that does not depend on the keys of a file."""
        for key, value in sorted(fact.qualifiers().items()):
            fields = sorted(f"{name} {field}" for name, field in self._field(schema().qualifiers[key], value))
            yield f"{key} {' '.join(fields)}"

    def _evidence(self, evidence: Evidence) -> NamedNode:
        parts = (self._document.value, str(evidence.start), str(evidence.end), evidence.quote)
        node, quote, position = (
            self._names.hashed(kind, *parts) for kind in ("evidence", "quote", "position")
        )
        self._add(node, "rdf:type", term("oa:SpecificResource"))
        self._add(node, "oa:hasSource", self._document)
        self._add(node, "oa:hasSelector", quote)
        self._add(node, "oa:hasSelector", position)
        self._add(quote, "rdf:type", term("oa:TextQuoteSelector"))
        self._add(quote, "oa:exact", Literal(evidence.quote))
        self._add(position, "rdf:type", term("oa:TextPositionSelector"))
        self._add(position, "oa:start", integer(evidence.start))
        self._add(position, "oa:end", integer(evidence.end))
        if evidence.fragment:
            fragment = self._names.hashed("fragment", *parts, evidence.fragment)
            self._add(node, "oa:hasSelector", fragment)
            self._add(fragment, "rdf:type", term("oa:FragmentSelector"))
            self._add(fragment, "rdf:value", Literal(evidence.fragment))
            self._add(fragment, "dcterms:conformsTo", _conventions(evidence.fragment))
        return node


def _conventions(fragment: str) -> NamedNode:
    """The standard that tells how to read a fragment."""
    return next(standard for start, standard in _FRAGMENTS.items() if fragment.startswith(start))


def _record_kind(predicate: Predicate) -> str | None:
    """The class of the record that a fact with the predicate tells of."""
    if predicate.record is None and predicate.range_kind == "entity" and len(predicate.range) == 1:
        return next(iter(predicate.range & schema().parts.keys()), None)
    return predicate.record


def _concepts(predicate: Predicate) -> Mapping[str, object]:
    return schema().concepts[predicate.range_name] if predicate.range_kind == "concept" else {}


def _value(predicate: Predicate, value: str | float) -> Term:
    if predicate.range_kind == "concept":
        known = schema().concepts[predicate.range_name]
        return NamedNode(_find(known, str(value), f"value of {predicate.name}").iri)
    if predicate.range_kind == "entity":
        raise FactsError(f"{predicate.name} needs the key of an entity, not {value!r}")
    return literal(value, predicate.range_name)


def _status(status: str) -> NamedNode:
    return NamedNode(schema().concepts["Status"][status].iri)


def _find(known: Mapping[str, _T], name: str, what: str) -> _T:
    if name not in known:
        raise FactsError(f"{name!r} is no {what} of the ontology; allowed are {', '.join(sorted(known))}")
    return known[name]
