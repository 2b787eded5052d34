"""Name lists: what a name in a text may stand for."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path

from kg.resources import ontology
from kg.vocabulary.concept import Concept
from kg.vocabulary.identifiers import identifier_iri, is_malformed, kind_of, registered_prefixes
from kg.vocabulary.matcher import Entry, Vocabulary
from kg.vocabulary.merge import merged
from kg.vocabulary.opened import open_vocabulary
from kg.vocabulary.tables import concepts_of, read_table, read_tables, read_turtle, table

__all__ = [
    "Concept", "Entry", "Vocabulary", "concepts_of", "identifier_iri", "is_malformed", "kind_of", "merged",
    "read_table", "read_tables", "read_turtle", "registered_prefixes", "table", "use_vocabulary",
    "using_vocabulary", "vocabulary", "vocabulary_folder", "vocabulary_stamp", "vocabulary_with",
]  # fmt: skip

_PACKED = "packed"
_in_use: ContextVar[Vocabulary | None] = ContextVar("vocabulary", default=None)


def vocabulary() -> Vocabulary:
    """The vocabulary in use: the one that the package brings, unless `use_vocabulary` set another.

    Raises:
        SchemaError: If a list of it is damaged.
    """
    return _in_use.get() or _brought()


def use_vocabulary(loaded: Path) -> None:
    """From here on, in this thread, know the lists of a folder too, beside those that the package brings.

    Args:
        loaded: A folder; where there is none, nothing is added.

    Raises:
        SchemaError: If a list is damaged.
    """
    _in_use.set(vocabulary_with(loaded))


@contextmanager
def using_vocabulary(loaded: Path) -> Iterator[None]:
    """Do what `use_vocabulary` does, for a while."""
    token = _in_use.set(vocabulary_with(loaded))
    try:
        yield
    finally:
        _in_use.reset(token)


def vocabulary_folder(store: Path) -> Path:
    """Where the lists that a user loaded are, beside the graph in the folder of a store."""
    return store / "vocabulary"


def vocabulary_stamp() -> str:
    """What tells the vocabulary in use from the one that the package brings; empty if it is that one."""
    used = _in_use.get()
    return "" if used is None or used is _brought() else used.stamp


def vocabulary_with(loaded: Path) -> Vocabulary:
    """The vocabulary that the package brings, with the lists of a folder.

    Raises:
        SchemaError: If a list is damaged.
    """
    return open_vocabulary([_own(), loaded], loaded / _PACKED) if _has_lists(loaded) else _brought()


def _has_lists(folder: Path) -> bool:
    return any(True for _ in folder.glob("*.tsv.gz"))


@cache
def _brought() -> Vocabulary:
    return open_vocabulary([_own()], _cache() / "vocabulary")


def _own() -> Path:
    return ontology() / "vocabulary"


def _cache() -> Path:
    """Where the user's programs keep what they can make again."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "biopharma-kg"
