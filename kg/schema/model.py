"""The schema of facts, and what a fact may say under it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path

from kg import resources
from kg.schema.reader import Reader
from kg.schema.terms import Concept, EntityType, Predicate
from kg.schema.triples import Triples


@dataclass(frozen=True, slots=True)
class Schema:
    """What facts may say.

    Attributes:
        version: The version of the ontology.
        entity_types: Entity types by name.
        predicates: Predicates of facts by name.
        qualifiers: The property that carries a qualifier, by the qualifier's key in a facts file.
        parts: By record class, the properties that carry the fact's "subject", "object" and "value".
        concepts: By concept class, the controlled values by label.
    """

    version: str
    entity_types: Mapping[str, EntityType]
    predicates: Mapping[str, Predicate]
    qualifiers: Mapping[str, Predicate]
    parts: Mapping[str, Mapping[str, Predicate]]
    concepts: Mapping[str, Mapping[str, Concept]]

    @classmethod
    def load(cls, folder: Path) -> Schema:
        """The schema that `kg.ttl` and `schemes/*.ttl` of an ontology folder declare.

        Raises:
            SchemaError: A file is missing or broken, or a term lacks what the program needs to know of it.
        """
        reader = Reader(Triples.read([folder / "kg.ttl", *sorted(folder.glob("schemes/*.ttl"))]))
        predicates = reader.predicates()
        return cls(
            version=reader.version(),
            entity_types=reader.entity_types,
            predicates=predicates,
            qualifiers=reader.qualifiers(),
            parts=reader.parts(known.record for known in predicates.values() if known.record),
            concepts=reader.concepts(),
        )

    def faults_of(
        self, subject_type: str | None, predicate: str, object_type: str | None, value: object
    ) -> Iterator[str]:
        """What is wrong with a fact of this form, a message each; nothing if all is well.

        Args:
            subject_type: The entity type of the fact's subject, None if it has no subject.
            predicate: The name of the fact's predicate.
            object_type: The entity type of the fact's object, None if it has no object.
            value: The fact's value, None if it has none.
        """
        known = self.predicates.get(predicate)
        if known is None:
            yield f"unknown predicate {predicate!r}{_hint(predicate, self.predicates)}"
            return
        objects = self._object_types(known)
        if subject_type is not None:
            yield from _type_faults(f"the subject of {predicate}", subject_type, known.domain)
        elif known.range_kind != "record" or object_type is None:
            yield f"{predicate} needs a subject: {_any_of(known.domain)}"
        if object_type is not None:
            yield from _type_faults(f"the object of {predicate}", object_type, objects)
        elif known.range_kind == "entity":
            yield f"{predicate} needs an object: {_any_of(objects)}"
        yield from self._value_faults(known, value)

    def faults_of_qualifier(
        self, predicate: str, key: str, value: object, value_type: str | None = None
    ) -> Iterator[str]:
        """What is wrong with a qualifier of a fact, a message each; nothing if all is well.

        Args:
            predicate: The name of the fact's predicate, one of `predicates`.
            key: The qualifier's key, one of `qualifiers`.
            value: The qualifier's value.
            value_type: The entity type of the value where that is an entity's key.
        """
        known, carrier = self.predicates[predicate], self.qualifiers[key]
        nodes = {"Statement", known.record} | (known.range if known.range_kind == "entity" else set())
        if not carrier.domain & nodes:
            yield f"{predicate} takes no {key!r}: that belongs to {_any_of(carrier.domain)}"
        elif value_type is not None:
            yield from _type_faults(f"{key!r} of {predicate}", value_type, carrier.range)
        elif carrier.range_kind == "concept" and carrier.words is None:
            yield from self._value_faults(carrier, value)

    def _object_types(self, known: Predicate) -> frozenset[str]:
        if known.range_kind == "entity":
            return known.range
        part = self.parts[known.range_name].get("object") if known.range_kind == "record" else None
        return part.range if part else frozenset()

    def _value_faults(self, known: Predicate, value: object) -> Iterator[str]:
        match known.range_kind:
            case "concept":
                allowed = self.concepts[known.range_name]
                if value not in allowed:
                    yield f"{known.name} cannot be {value!r}{_hint(str(value), allowed)}"
            case "literal":
                if value is None:
                    yield f"{known.name} needs a value of type {known.range_name}"
            case "record":
                if value is not None and "value" not in self.parts[known.range_name]:
                    yield f"{known.name} takes no value, but has {value!r}"
            case "entity":
                if value is not None:
                    yield f"{known.name} takes an object and no value, but has {value!r}"


@cache
def schema() -> Schema:
    """The schema of the ontology that the program ships.

    Raises:
        SchemaError: The ontology is missing or broken.
    """
    return Schema.load(resources.ontology())


def _type_faults(what: str, found: str, allowed: frozenset[str]) -> Iterator[str]:
    if found not in allowed:
        yield f"{what} is a {found}, " + (
            f"but must be {_any_of(allowed)}" if allowed else "but must be absent"
        )


def _any_of(names: Iterable[str]) -> str:
    return " or ".join(sorted(names))


def _hint(given: str, allowed: Iterable[str]) -> str:
    close = get_close_matches(given, allowed, n=1)
    return f"; did you mean {close[0]!r}?" if close else f"; allowed are {', '.join(allowed)}"
