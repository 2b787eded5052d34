"""Name lists: what a name in a text may stand for."""

from __future__ import annotations

from functools import cache

from kg.resources import ontology
from kg.vocabulary.matcher import Entry, Vocabulary
from kg.vocabulary.tables import Table, read_tables

__all__ = ["Entry", "Table", "Vocabulary", "read_tables", "vocabulary"]


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary that the package brings, read once a process.

    Raises:
        SchemaError: If a table of it is damaged.
    """
    return Vocabulary(read_tables(ontology() / "vocabulary"))
