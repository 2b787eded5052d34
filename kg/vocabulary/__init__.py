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
from kg.vocabulary.matcher import Entry, Vocabulary
from kg.vocabulary.opened import open_vocabulary, stamp_of
from kg.vocabulary.tables import read_tables, read_turtle, table

__all__ = [
    "Concept",
    "Entry",
    "Vocabulary",
    "read_tables",
    "read_turtle",
    "table",
    "use_vocabulary",
    "using_vocabulary",
    "vocabulary",
]

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
    _in_use.set(_with(loaded))


@contextmanager
def using_vocabulary(loaded: Path) -> Iterator[None]:
    """Do what `use_vocabulary` does, for a while."""
    token = _in_use.set(_with(loaded))
    try:
        yield
    finally:
        _in_use.reset(token)


def vocabulary_stamp(loaded: Path) -> str:
    """A digest of the lists of a folder; empty if there are none."""
    return stamp_of([loaded]) if _has_lists(loaded) else ""


def _with(loaded: Path) -> Vocabulary | None:
    if not _has_lists(loaded):
        return None
    return open_vocabulary([_own(), loaded], loaded / _PACKED)


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
