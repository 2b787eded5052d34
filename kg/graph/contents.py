"""What files for other tools are written from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING

from kg.errors import QueryError
from kg.export import Cell, Link, Sheet, format_named
from kg.graph.description import description
from kg.graph.network import everything
from kg.graph.records import FactRecord
from kg.schema import schema

if TYPE_CHECKING:
    from kg.graph.reading import Reading

_FIRST = ("subject", "object", "status", "day", "confidence")
#: What parts the values of a detail that has several.
_SEVERAL = " | "
_LAST = ("quotes", "document", "title", "published", "publisher")


def content(graph: Reading, format: str, status: Collection[str] | None, as_of: str | None) -> object:
    """What `kg.export.export` takes for a format: see `KnowledgeGraph.export`."""
    match format_named(format).content:
        case "quads" | "triples" if status or as_of:
            raise QueryError(f"{format} is always of all facts; leave out status and date")
        case "quads":
            return chain(graph.snapshot(), description(graph.snapshot()))
        case "triples":
            return chain(graph.snapshot().merged(), description(graph.snapshot()))
        case "network":
            return everything(graph.snapshot(), status=status or ("asserted",), as_of=as_of)
        case "sheets":
            return list(_sheets(graph, status or tuple(schema().concepts["Status"]), as_of))


def _sheets(graph: Reading, status: Collection[str], as_of: str | None) -> Iterator[Sheet]:
    """A sheet that says what the workbook has, and one for each predicate that facts have."""
    found: defaultdict[str, list[FactRecord]] = defaultdict(list)
    for record in chain.from_iterable(graph.facts(status=each, as_of=as_of) for each in status):
        found[record.predicate].append(record)
    documents = {record.source.iri for record in chain.from_iterable(found.values())}
    about: list[tuple[str, Cell]] = [
        ("documents with these facts", len(documents)),
        ("facts", sum(map(len, found.values()))),
        ("status", ", ".join(status)),
        ("as of", as_of or "all dates"),
    ]
    yield Sheet("about", ("what", "which"), about)
    for predicate, records in sorted(found.items()):
        yield _sheet(predicate, records)


def _sheet(predicate: str, records: list[FactRecord]) -> Sheet:
    details = sorted({name for record in records for name in record.details})
    rows = [
        (*_said(record), *(_detail(name, record.details.get(name, "")) for name in details), *_source(record))
        for record in records
    ]
    return Sheet(predicate, (*_FIRST, *details, *_LAST), rows)


def _said(record: FactRecord) -> tuple[Cell, ...]:
    value = Link(record.object, record.object_iri) if record.object_iri else record.object
    return Link(record.subject, record.subject_iri), value, record.status, record.day, record.confidence


def _source(record: FactRecord) -> tuple[Cell, ...]:
    quotes = "\n".join(evidence.quote for evidence in record.evidence)
    source = record.source
    return quotes, Link(source.id, source.iri), source.title, source.published, source.publisher


def _detail(name: str, text: str) -> Cell:
    """A detail as a number where the ontology says that it is one."""
    return float(text) if name in _numbers() and text and _SEVERAL not in text else text


@cache
def _numbers() -> frozenset[str]:
    """Names of the details that are numbers."""
    fields = chain.from_iterable(schema().fields.values())
    return frozenset(field.name for field in fields if field.range & {"decimal", "integer"})
