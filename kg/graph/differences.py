"""What differs between two states of a graph: facts added, gone, and changed in status."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

import pyoxigraph as ox

from kg.graph.claims import local
from kg.graph.columns import Columns
from kg.identity import IDENTITY
from kg.query import name_of
from kg.rdf.namespaces import term
from kg.store import Snapshot


class Difference(NamedTuple):
    """A fact that two states tell differently.

    Attributes:
        change: "added", "gone" or "changed".
        subject: Name of what it speaks of.
        predicate: Name of the predicate, as in a facts file.
        object: Name or text of what it says of it.
        before: Its status in the first state; several are joined by "|".
        after: Its status in the second.
        sources: Names of the documents that tell it, in the second state or, if it is gone, in the first.
    """

    change: str
    subject: str
    predicate: str
    object: str
    before: str
    after: str
    sources: str


@dataclass(slots=True)
class _Told:
    """What a state tells of a fact."""

    statuses: set[str] = field(default_factory=set)
    documents: set[str] = field(default_factory=set)


_Fact = tuple[str, str, str]


def differences(first: Snapshot, second: Snapshot) -> Iterator[Difference]:
    """Facts that only one state has or that differ in status, sorted by what they are about.

    A thing of the first state is the one that the second has in its place, if their IRIs differ.
    """
    before, after = _facts(first, _successors(second)), _facts(second, {})
    rows = (
        _difference(fact, before.get(fact), after.get(fact), first, second)
        for fact in before.keys() | after.keys()
        if fact not in before or fact not in after or before[fact].statuses != after[fact].statuses
    )
    yield from sorted(rows, key=lambda row: row[1:] + row[:1])


def _difference(
    fact: _Fact, before: _Told | None, after: _Told | None, first: Snapshot, second: Snapshot
) -> Difference:
    subject, predicate, value = fact
    state, told = (second, after) if after else (first, before or _Told())
    return Difference(
        change="added" if before is None else "gone" if after is None else "changed",
        subject=_shown(subject, state),
        predicate=local(predicate),
        object=_shown(value, state),
        before=_joined(before.statuses) if before else "",
        after=_joined(after.statuses) if after else "",
        sources=_joined(told.documents),
    )


def _facts(state: Snapshot, successors: dict[str, str]) -> dict[_Fact, _Told]:
    told, found = Columns(state), defaultdict[_Fact, _Told](_Told)
    for statement, (status,) in told["kg:status"].items():
        parts = [told.first(part, statement) for part in ("rdf:subject", "rdf:predicate", "rdf:object")]
        if all(parts):
            subject, predicate, value = (successors.get(part, part) for part in parts)
            document = told.first("prov:wasDerivedFrom", statement)
            found[subject, predicate, value].statuses.add(local(status))
            found[subject, predicate, value].documents.add(told.first("dcterms:identifier", document))
    return found


def _successors(state: Snapshot) -> dict[str, str]:
    """IRIs that single documents would give, with those that the state has in their place."""
    quads = state.quads(None, term("dcterms:isReplacedBy"), graph=IDENTITY)
    return {str(quad.subject)[1:-1]: str(quad.object)[1:-1] for quad in quads}


def _shown(value: str, state: Snapshot) -> str:
    try:
        return name_of(ox.NamedNode(value), state)
    except ValueError:
        return value


def _joined(parts: set[str]) -> str:
    return " | ".join(sorted(parts))
