"""Reads the schema of facts from the triples of an ontology."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from kg.schema.terms import Concept, EntityType, Predicate, RangeKind
from kg.schema.triples import Triples

KG = "https://w3id.org/biopharma-kg/ontology#"
_OWL = "http://www.w3.org/2002/07/owl#"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_SKOS = "http://www.w3.org/2004/02/skos/core#"


class Reader:
    """Reads a schema from triples; every method raises SchemaError where the ontology falls short.

    Attributes:
        entity_types: Entity types by name.
    """

    def __init__(self, triples: Triples) -> None:
        """Take the classes of the ontology from its triples."""
        self._triples = triples
        classes = list(self._of_type(_OWL + "Class"))
        self._parents = {
            _name(node): set(map(_name, triples.all(node, _RDFS + "subClassOf"))) for node in classes
        }
        self.entity_types: Mapping[str, EntityType] = MappingProxyType(
            {_name(node): self._entity_type(node) for node in self._marked("entityType")}
        )

    def version(self) -> str:
        """The version of the ontology."""
        return self._triples.one(KG.removesuffix("#"), _OWL + "versionInfo")

    def predicates(self) -> Mapping[str, Predicate]:
        """Predicates of facts by name."""
        return self._properties((_name(node), node) for node in self._marked("factPredicate"))

    def qualifiers(self) -> Mapping[str, Predicate]:
        """Properties that carry qualifiers, by the qualifier's key."""
        return self._properties((key, node) for node, key in self._triples.having(KG + "qualifier"))

    def parts(self, records: Iterable[str]) -> Mapping[str, Mapping[str, Predicate]]:
        """By record class, the properties that carry a part of the fact, by part."""
        carriers = [(part, self._property(node)) for node, part in self._triples.having(KG + "factPart")]
        return MappingProxyType(
            {
                record: MappingProxyType(
                    {part: carrier for part, carrier in carriers if record in carrier.domain}
                )
                for record in records
            }
        )

    def fields(self, records: Iterable[str]) -> Mapping[str, tuple[Predicate, ...]]:
        """By record class, the properties that carry parts and qualifiers, in the ontology's order."""
        marks = [KG + name for name in ("factPart", "qualifier")]
        carriers = [
            self._property(node)
            for node, values in self._triples.values.items()
            if any(mark in values for mark in marks)
        ]
        return MappingProxyType(
            {record: tuple(carrier for carrier in carriers if record in carrier.domain) for record in records}
        )

    def concepts(self) -> Mapping[str, Mapping[str, Concept]]:
        """By concept class, its concepts by label."""
        found: dict[str, dict[str, Concept]] = {
            name: {} for name in sorted(self._below("Concept") - {"Concept"})
        }
        for node, scheme in self._triples.having(_SKOS + "inScheme"):
            kind, concept = _name(self._triples.one(node, _RDF + "type")), self._concept(node)
            if kind not in found:
                raise self._triples.error(
                    node, f"is in <{scheme}>, but its type {kind} is no class of concepts"
                )
            if concept.label in found[kind]:
                raise self._triples.error(node, f"takes the label {concept.label!r} of another {kind}")
            found[kind][concept.label] = concept
        return MappingProxyType({kind: MappingProxyType(table) for kind, table in found.items()})

    def _of_type(self, kind: str) -> Iterator[str]:
        return (node for node, found in self._triples.having(_RDF + "type") if found == kind)

    def _marked(self, annotation: str) -> Iterator[str]:
        return (node for node, value in self._triples.having(KG + annotation) if value == "true")

    def _entity_type(self, node: str) -> EntityType:
        name = _name(node)
        above = frozenset(other for other in self._parents if name in self._below(other)) - {name}
        return EntityType(name, node, above, self._triples.one(node, _SKOS + "definition"))

    def _concept(self, node: str) -> Concept:
        rank = self._triples.all(node, KG + "rank")
        return Concept(
            iri=node,
            label=self._triples.one(node, _SKOS + "prefLabel"),
            alternatives=tuple(self._triples.all(node, _SKOS + "altLabel")),
            rank=int(rank[0]) if rank else None,
        )

    def _properties(self, named: Iterable[tuple[str, str]]) -> Mapping[str, Predicate]:
        found: dict[str, Predicate] = {}
        for name, node in named:
            if name in found:
                raise self._triples.error(
                    node, f"takes the name {name!r} of <{found[name].iri}>; choose another"
                )
            found[name] = self._property(node)
        return MappingProxyType(found)

    def _property(self, node: str) -> Predicate:
        kind, names = self._range(node)
        kept = [_name(record) for record in self._triples.all(node, KG + "recordedAs")]
        words = [carrier for carrier, thing in self._triples.having(KG + "wordsOf") if thing == node]
        return Predicate(
            name=_name(node),
            iri=node,
            domain=self._concrete(node, _RDFS + "domain"),
            range_kind=kind,
            range=names,
            symmetric=_OWL + "SymmetricProperty" in self._triples.all(node, _RDF + "type"),
            record=next(iter(names)) if kind == "record" else next(iter(kept), None),
            words=next(iter(words), None),
            definition=self._triples.one(node, _SKOS + "definition"),
        )

    def _range(self, node: str) -> tuple[RangeKind, frozenset[str]]:
        if _OWL + "DatatypeProperty" in self._triples.all(node, _RDF + "type"):
            return "literal", frozenset({_name(self._triples.one(node, _RDFS + "range"))})
        names = self._concrete(node, _RDFS + "range")
        if names <= self.entity_types.keys():
            return "entity", names
        return ("concept" if names <= self._below("Concept") else "record"), names

    def _concrete(self, node: str, predicate: str) -> frozenset[str]:
        """The entity types, or else the lowest classes, in the domain or range of a property."""
        declared = self._triples.one(node, predicate)
        union = list(self._listed(declared))
        found: set[str] = set()
        for name in map(_name, union or [declared]):
            if name not in self._parents:
                raise self._triples.error(
                    node, f"has {name} in its <{predicate}>, which is no class of the ontology"
                )
            found |= self._below(name)
        above = set().union(*self._parents.values()) - self.entity_types.keys()
        return frozenset(found - above)

    def _listed(self, node: str) -> Iterator[str]:
        """The members of the owl:unionOf at a node, if it has one."""
        rest = next(iter(self._triples.all(node, _OWL + "unionOf")), _RDF + "nil")
        while rest != _RDF + "nil":
            yield self._triples.one(rest, _RDF + "first")
            rest = self._triples.one(rest, _RDF + "rest")

    def _below(self, name: str) -> set[str]:
        """The class and all classes under it."""
        found, added = {name}, {name}
        while added:
            added = {child for child, parents in self._parents.items() if parents & added} - found
            found |= added
        return found


def _name(iri: str) -> str:
    return iri.replace("#", "/").rpartition("/")[2]
