"""IRIs of records: things that a fact is about and that have no name, or share one with others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from pyoxigraph import Literal, NamedNode

from kg.rdf.names import Names
from kg.rdf.namespaces import kind_segment, term

Term: TypeAlias = NamedNode | Literal


@dataclass(frozen=True, slots=True)
class Record:
    """What is known of a record before it has an IRI.

    Attributes:
        kind: Its class.
        fields: Its properties and their values.
        named: The IRI of the named thing that it is, if it is one.
    """

    kind: str
    fields: frozenset[tuple[NamedNode, Term]]
    named: NamedNode | None = None

    def values(self, *properties: str) -> list[str]:
        """The value of each property, an empty string where there is none."""
        found = dict(self.fields)
        return [value.value if (value := found.get(term(name))) else "" for name in properties]


def _by_content(names: Names, record: Record) -> NamedNode:
    """The same result, payment or role in two documents is one node, whatever its status."""
    return names.hashed(
        kind_segment(record.kind), *sorted(f"{name} {value}" for name, value in record.fields)
    )


def _by_parties(names: Names, record: Record) -> NamedNode:
    licensor, words, licensee, subject = record.values(
        "kg:licensor", "kg:licensorText", "kg:licensee", "kg:subjectMatter"
    )
    return names.hashed("agreement", licensor or words, licensee, subject)


def _by_name_or_phase(names: Names, record: Record) -> NamedNode:
    if record.named:
        return record.named
    return NamedNode(
        f"{names.base}trial/" + "-".join(map(_last_part, record.values("kg:compound", "kg:phase")))
    )


def _last_part(iri: str) -> str:
    return iri.rsplit("/", 1)[-1]


_IRIS: Mapping[str, Callable[[Names, Record], NamedNode]] = {
    "Agreement": _by_parties,
    "Membership": _by_content,
    "Outcome": _by_content,
    "Payment": _by_content,
    "Trial": _by_name_or_phase,
}


def iri_of(record: Record, names: Names) -> NamedNode:
    """The IRI of a record, from what makes it the same in all documents."""
    return _IRIS.get(record.kind, _by_content)(names, record)


def best(words: Iterable[str]) -> str:
    """The fullest of several spellings; the first in order of the alphabet if several are equally long."""
    return min(words, key=lambda word: (-len(word), word))
