"""The answer to a query, and the forms that it is written in."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import IO, cast

import pyoxigraph as ox

from kg.errors import QueryError
from kg.rdf.namespaces import prefixes, term
from kg.schema import schema
from kg.store import Results, Snapshot, Term

#: Names of all forms that an answer can be written in.
FORMATS = ("table", "csv", "tsv", "json", "xml", "turtle")

_SOLUTIONS = {
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
}
#: What a thing is called; its first kind of name that the graph has counts.
_LABELS = (term("skos:prefLabel"), term("rdfs:label"), term("dcterms:identifier"))
_LOCAL = re.compile(r"[\w.-]*")
_WIDEST = 60

Row = dict[str, Term | None]


class Answer:
    """Rows of a SELECT, triples of a CONSTRUCT or DESCRIBE, or the truth value of an ASK; readable once.

    Attributes:
        columns: Names of the columns.
        asked: Columns that only repeat what was asked; a table leaves them out.
        truth: What an ASK says; None for other queries.
    """

    def __init__(self, results: Results, snapshot: Snapshot, *, asked: frozenset[str] = frozenset()) -> None:
        """Wrap `results`; `snapshot` knows the names of what is in them."""
        self._results = results
        self._snapshot = snapshot
        self.asked = asked
        self.truth = bool(results) if isinstance(results, ox.QueryBoolean) else None
        self.columns = _columns(results)

    def __iter__(self) -> Iterator[Row]:
        """The rows as terms by column; an ASK has none."""
        if isinstance(self._results, ox.QuerySolutions):
            for solution in self._results:
                yield {name: solution[name] for name in self.columns}
        elif isinstance(self._results, ox.QueryTriples):
            for triple in self._results:
                yield dict(zip(self.columns, triple, strict=True))

    def write(self, format: str, output: IO[bytes]) -> None:
        """Write the answer in one of `FORMATS`.

        Raises:
            QueryError: No such format, or not one for this kind of query.
        """
        if format == "table":
            output.write(self.table().encode())
        elif format == "turtle":
            self._write_turtle(output)
        elif format not in _SOLUTIONS:
            raise QueryError(f"no format is named {format!r}; there are {', '.join(FORMATS)}")
        elif isinstance(self._results, ox.QueryTriples):
            raise QueryError(f"this query makes triples, which {format} cannot hold; use table or turtle")
        else:
            self._results.serialize(output, _SOLUTIONS[format])

    def table(self) -> str:
        """The answer for people: things by their names, other IRIs shortened."""
        if self.truth is not None:
            return "yes\n" if self.truth else "no\n"
        shown = [name for name in self.columns if name not in self.asked]
        names: dict[str, str] = {}
        return tabulate(shown, ([self._cell(row[name], names) for name in shown] for row in self))

    def _write_turtle(self, output: IO[bytes]) -> None:
        if not isinstance(self._results, ox.QueryTriples):
            raise QueryError("turtle holds triples only; use it with CONSTRUCT or DESCRIBE")
        triples = sorted(set(self._results), key=str)
        ox.serialize(triples, output, ox.RdfFormat.TURTLE, prefixes=prefixes())

    def _cell(self, term: Term | None, names: dict[str, str]) -> str:
        if term is None:
            return ""
        if isinstance(term, ox.NamedNode):
            if term.value not in names:
                names[term.value] = name_of(term, self._snapshot)
            return names[term.value]
        return term.value if isinstance(term, ox.Literal) else str(term)


def tabulate(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Rows of texts as aligned lines for a terminal, long cells cut."""
    lines = [list(header)] + [[_plain(cell) for cell in row] for row in rows]
    widths = [max(len(line[place]) for line in lines) for place in range(len(header))]
    lines.insert(1, ["-" * width for width in widths])
    return "".join(_aligned(line, widths) for line in lines)


def name_of(thing: ox.NamedNode, snapshot: Snapshot) -> str:
    """The name that the graph shows for a thing, a concept or a document.

    A record without a name, such as a result or a payment, is told by what it holds; anything else by its
    shortened IRI.
    """
    for property in _LABELS:
        labels = {
            quad.object.value
            for quad in snapshot.values(thing, property)
            if isinstance(quad.object, ox.Literal)
        }
        if labels:
            return min(labels, key=lambda label: (-len(label), label))
    return ", ".join(_held(thing, snapshot)) or shortened(thing)


def _held(record: ox.NamedNode, snapshot: Snapshot) -> Iterator[str]:
    """The values of a record's properties, each behind the name of the property."""
    values: dict[str, set[Term]] = {}
    for quad in snapshot.values(record):
        values.setdefault(quad.predicate.value, set()).add(cast(Term, quad.object))
    kinds = {term(f"kg:{kind}").value: fields for kind, fields in schema().fields.items()}
    types = values.get(term("rdf:type").value, set())
    for field in (field for kind in types for field in kinds.get(kind.value, ())):
        words = values.get(field.words or "", set())
        for value in sorted(values.get(field.iri, words), key=str):
            shown = name_of(value, snapshot) if isinstance(value, ox.NamedNode) else value.value
            yield f"{field.name} {shown}"


def shortened(iri: ox.NamedNode) -> str:
    """A prefixed name where one of the usual prefixes fits, else the IRI.

    >>> shortened(ox.NamedNode("https://w3id.org/biopharma-kg/ontology#hasPayload"))
    'kg:hasPayload'
    """
    for prefix, base in prefixes().items():
        if iri.value.startswith(base) and _LOCAL.fullmatch(iri.value, len(base)):
            return f"{prefix}:{iri.value[len(base) :]}"
    return iri.value


def _columns(results: Results) -> tuple[str, ...]:
    if isinstance(results, ox.QuerySolutions):
        return tuple(variable.value for variable in results.variables)
    return ("subject", "predicate", "object") if isinstance(results, ox.QueryTriples) else ()


def _plain(text: str) -> str:
    # Control and direction characters of a release must not steer a terminal.
    seen = "".join(" " if unicodedata.category(character)[0] in "CZ" else character for character in text)
    return seen if len(seen) <= _WIDEST else f"{seen[: _WIDEST - 1]}…"


def _aligned(cells: list[str], widths: list[int]) -> str:
    return "  ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)).rstrip() + "\n"
