"""The schema of facts, and what a fact may say under it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path

from kg import resources
from kg.schema.reader import Reader
from kg.schema.terms import Concept, EntityType, Predicate
from kg.schema.triples import Triples

_TYPES: Mapping[str, tuple[type, ...]] = {"string": (str,), "decimal": (int, float), "integer": (int,)}


@dataclass(frozen=True, slots=True)
class Schema:
    """What facts may say.

    Attributes:
        version: The version of the ontology.
        entity_types: Entity types by name.
        predicates: Predicates of facts by name.
        qualifiers: The property that carries a qualifier, by the qualifier's key in a facts file.
        parts: By record class, the properties that carry the fact's "subject", "object" and "value".
        fields: By record class, the properties of `parts` and `qualifiers` in the order of the ontology.
        concepts: By concept class, the controlled values by label.
    """

    version: str
    entity_types: Mapping[str, EntityType]
    predicates: Mapping[str, Predicate]
    qualifiers: Mapping[str, Predicate]
    parts: Mapping[str, Mapping[str, Predicate]]
    fields: Mapping[str, tuple[Predicate, ...]]
    concepts: Mapping[str, Mapping[str, Concept]]

    @classmethod
    def load(cls, folder: Path) -> Schema:
        """The schema that the files of an ontology folder declare.

        Raises:
            SchemaError: A file is missing or broken, or a term lacks what the program needs to know of it.
        """
        reader = Reader(Triples.read(resources.term_files(folder)))
        predicates = reader.predicates()
        records = [known.record for known in predicates.values() if known.record]
        return cls(
            version=reader.version(),
            entity_types=reader.entity_types,
            predicates=predicates,
            qualifiers=reader.qualifiers(),
            parts=reader.parts(records),
            fields=reader.fields(records),
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
            meant = get_close_matches(predicate, self.predicates, n=1)
            yield f"unknown predicate {predicate!r}; {_advice(meant, self.predicates)}"
            return
        objects = self._object_types(known)
        if subject_type is not None:
            yield from _type_faults(f"the subject of {predicate}", subject_type, known.domain)
        elif known.range_kind != "record" or object_type is None:
            yield f"{predicate} needs a subject: {' or '.join(sorted(known.domain))}"
        if object_type is not None:
            yield from _type_faults(f"the object of {predicate}", object_type, objects)
        elif known.range_kind == "entity":
            yield f"{predicate} needs an object: {' or '.join(sorted(objects))}"
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
            yield f"{predicate} takes no {key!r}: that belongs to {' or '.join(sorted(carrier.domain))}"
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
        if known.range_kind == "concept":
            yield from self._concept_faults(known, value)
        elif known.range_kind == "literal":
            if not isinstance(value, _TYPES.get(known.range_name, (str, int, float))):
                yield f"{known.name} needs a value of type {known.range_name}, but has {value!r}"
        elif value is not None:
            part = self.parts[known.range_name].get("value") if known.range_kind == "record" else None
            if part:
                yield from self._value_faults(part, value)
            else:
                yield f"{known.name} takes no value, but has {value!r}"

    def _concept_faults(self, known: Predicate, value: object) -> Iterator[str]:
        concepts = self.concepts[known.range_name]
        if value is None:
            yield f"{known.name} needs a value, one of {', '.join(concepts)}"
        elif value not in concepts:
            meant = [label for label, concept in concepts.items() if value in concept.alternatives]
            meant = meant or get_close_matches(str(value), concepts, n=1)
            yield f"{known.name} cannot be {value!r}; {_advice(meant, concepts)}"


@cache
def schema() -> Schema:
    """The schema of the ontology that the program ships.

    Raises:
        SchemaError: The ontology is missing or broken.
    """
    return Schema.load(resources.ontology())


def _type_faults(what: str, found: str, allowed: frozenset[str]) -> Iterator[str]:
    if found not in allowed:
        wanted = " or ".join(sorted(allowed)) or "absent"
        yield f"{what} is a {found}, but must be {wanted}"


def _advice(meant: Sequence[str], allowed: Iterable[str]) -> str:
    return f"did you mean {meant[0]!r}?" if meant else f"allowed are {', '.join(allowed)}"
