"""The schema of facts: entity types, predicates and controlled values, read from the ontology."""

from kg.schema.model import Schema, schema
from kg.schema.reader import KG
from kg.schema.terms import Concept, EntityType, Predicate, RangeKind

__all__ = ["KG", "Concept", "EntityType", "Predicate", "RangeKind", "Schema", "schema"]
