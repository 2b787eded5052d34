"""What the ontology declares for facts: entity types, predicates and controlled values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

RangeKind: TypeAlias = Literal["entity", "concept", "literal", "record"]


@dataclass(frozen=True, slots=True)
class EntityType:
    """A type that an entity can have; `superclasses` are the names of all classes above it."""

    name: str
    iri: str
    superclasses: frozenset[str]
    definition: str


@dataclass(frozen=True, slots=True)
class Concept:
    """A controlled value: its label as facts spell it, and other wordings."""

    iri: str
    label: str
    alternatives: tuple[str, ...]
    rank: int | None


@dataclass(frozen=True, slots=True)
class Predicate:
    """A property that a fact can have as its predicate, or that carries a qualifier or part of a fact.

    Attributes:
        name: The local part of its IRI.
        iri: Its IRI.
        domain: The entity types or record classes that have it.
        range_kind: What its values are.
        range: The entity types that it leads to; else the one concept class, record class or datatype.
        symmetric: Whether it holds in both directions.
        record: The record class that a fact with this predicate gives, beside or instead of an edge.
        words: For a qualifier that should name a thing, the IRI of the property that carries mere words.
        definition: What it means, in a sentence.
    """

    name: str
    iri: str
    domain: frozenset[str]
    range_kind: RangeKind
    range: frozenset[str]
    symmetric: bool
    record: str | None
    words: str | None
    definition: str

    @property
    def range_name(self) -> str:
        """The concept class, record class or datatype that it leads to."""
        (name,) = self.range
        return name
