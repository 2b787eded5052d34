"""Facts as records: what each Statement says, with the names, words and source that it came with."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import TypeAlias, cast

import pyoxigraph as ox

from kg.dates import earliest
from kg.errors import QueryError
from kg.facts import Evidence
from kg.graph.alternates import Alternates
from kg.query import name_of, near, things_meant
from kg.schema import Predicate, schema
from kg.store import Snapshot, Term

_STATEMENT = """
  ?statement a kg:Statement ; rdf:predicate ?predicate ; kg:status ?status ; prov:wasDerivedFrom ?document .
  OPTIONAL { ?document dcterms:issued ?issued }
} ORDER BY ?issued ?document ?predicate ?statement
"""
_ALL = "SELECT DISTINCT ?predicate ?status ?statement ?issued ?document {" + _STATEMENT
_ABOUT = (
    "SELECT DISTINCT ?predicate ?status ?statement ?issued ?document { VALUES ?thing { %s }"
    """
  { ?statement rdf:subject|rdf:object ?thing }
  UNION
  { ?record kg:payer|kg:payee ?thing . ?statement rdf:object ?record }
  UNION
  { ?agreement kg:licensor ?thing ; kg:subjectMatter ?asset ; kg:licensee ?licensee .
    ?statement rdf:subject ?asset ; rdf:object ?licensee }
""" + _STATEMENT
)
#: What a record shows by other means than as a detail.
_APART = frozenset(
    (
        "type",
        "subject",
        "predicate",
        "object",
        "label",
        "wasDerivedFrom",
        "status",
        "confidence",
        "evidence",
        "compound",
    )
)

_Parts: TypeAlias = dict[str, list[Term]]


@dataclass(frozen=True, slots=True)
class Source:
    """The document that a fact stands in.

    Attributes:
        iri: Its IRI.
        id: Its name.
        title: Its headline.
        published: Its date.
        publisher: The wire or address that published it.
        release: The same for all documents that are one release, as from two wires: they count as one source.
    """

    iri: str
    id: str
    title: str = ""
    published: str = ""
    publisher: str = ""
    release: str = ""

    def __str__(self) -> str:
        """The document for people, on one line."""
        return ", ".join(part for part in (self.id, self.publisher, self.published) if part)


@dataclass(frozen=True, slots=True)
class FactRecord:
    """One Statement of the graph.

    Attributes:
        statement: Its IRI.
        subject: Name of what it speaks of.
        predicate: Name of the predicate, as in a facts file.
        object: Name or text of what it says of it; what it consists of, for a result or a payment.
        status: "asserted", "planned", "potential" or "negated".
        confidence: From 0 to 1.
        subject_iri: What `subject` stands for.
        object_iri: What `object` stands for; empty if that is a text.
        details: What else is said, by the name of the property.
        things: IRIs of the things and controlled values that `details` names, by the same.
        evidence: The words, with their places in the document's text.
        source: The document; of several that are one release, the first.
        copies: The other documents of that release that say the same.
    """

    statement: str
    subject: str
    predicate: str
    object: str
    status: str
    confidence: float
    subject_iri: str
    object_iri: str
    source: Source
    details: dict[str, str] = field(default_factory=dict)
    things: dict[str, tuple[str, ...]] = field(default_factory=dict)
    evidence: tuple[Evidence, ...] = ()
    copies: tuple[Source, ...] = ()

    @property
    def day(self) -> str:
        """The day that it counts from: the day told or that of publication, whichever is earlier."""
        return earliest(self.details.get("date", ""), self.source.published)

    def __str__(self) -> str:
        """The fact for people, with its words and source below it."""
        status = "" if self.status == "asserted" else f" [{self.status}]"
        quotes = "".join(f"\n    {_quoted(evidence)}" for evidence in self.evidence)
        copies = f"; also {', '.join(copy.id for copy in self.copies)}" if self.copies else ""
        return f"{self.subject} {self.predicate} {self.object}{status}{quotes}\n    {self.source}{copies}"


class Records:
    """Reader of the records of one snapshot."""

    def __init__(self, snapshot: Snapshot) -> None:
        """Read from `snapshot`."""
        self._snapshot = snapshot
        self._alternates = Alternates(snapshot)
        self._names: dict[str, str] = {}
        self._sources: dict[str, Source] = {}

    def find(
        self, *, about: str | None = None, predicate: str | None = None, status: str | None = None
    ) -> Iterator[FactRecord]:
        """Facts in order of publication; what copies of one release say alike is one.

        Args:
            about: Any name, or the IRI, of what they speak of.
            predicate: Their predicate, as in a facts file.
            status: Their status.

        Raises:
            QueryError: Nothing has that name, or there is no such predicate or status.
        """
        text = _ALL
        bindings: dict[str, Term] = {}
        if predicate is not None:
            known = {name: found.iri for name, found in schema().predicates.items()}
            bindings["predicate"] = _known("predicate", predicate, known)
        if status is not None:
            known = {name: found.iri for name, found in schema().concepts["Status"].items()}
            bindings["status"] = _known("status", status, known)
        if about is not None:
            text = _ABOUT % " ".join(map(str, things_meant(about, self._snapshot)))
        rows = self._snapshot.query(text, bindings)
        records = (self.record(row["statement"]) for row in cast("ox.QuerySolutions", rows))
        return filter(_is_first, records)

    def record(self, statement: ox.NamedNode) -> FactRecord:
        """The record of a Statement that the snapshot has."""
        graph = cast("ox.NamedNode", next(self._snapshot.quads(statement)).graph_name)
        parts = self._parts(statement, graph)
        value = parts["object"][0]
        predicate = schema().predicates[_local(parts["predicate"][0])]
        inner = self._parts(value, graph) if predicate.range_kind == "record" else {}
        told = _details(self._beside(predicate, parts, graph) | inner | parts)
        evidence = (self._evidence(node, graph) for node in parts.get("evidence", ()))
        document = cast("ox.NamedNode", parts["wasDerivedFrom"][0])
        copies = map(self._source, self._alternates.saying(statement, document))
        return FactRecord(
            statement=statement.value,
            subject=self._name(parts["subject"][0]),
            predicate=predicate.name,
            object=self._name(value),
            status=self._name(parts["status"][0]),
            confidence=float(parts["confidence"][0].value),
            subject_iri=parts["subject"][0].value,
            object_iri=value.value if isinstance(value, ox.NamedNode) else "",
            source=self._source(document),
            details={name: " | ".join(map(self._name, values)) for name, values in told.items()},
            things={name: iris for name, values in told.items() if (iris := _iris(values))},
            evidence=tuple(sorted(evidence, key=lambda found: (found.start, found.end))),
            copies=tuple(sorted(copies, key=_published)),
        )

    def _beside(self, predicate: Predicate, parts: _Parts, graph: ox.NamedNode) -> _Parts:
        """Parts of the records that a fact gives beside its edge: the agreement of a licence."""
        if predicate.record is None:
            return {}
        carriers = schema().parts[predicate.record]
        subject, target = carriers["subject"], carriers.get("object") or carriers["value"]
        quads = self._snapshot.quads(None, ox.NamedNode(subject.iri), parts["subject"][0], graph)
        records = [self._parts(cast("ox.NamedNode", quad.subject), graph) for quad in quads]
        found = [record for record in records if parts["object"][0] in record.get(target.name, ())]
        ends = (subject.name, target.name)
        return {key: values for record in found for key, values in record.items() if key not in ends}

    def _parts(self, node: Term, graph: ox.NamedNode | None = None) -> _Parts:
        """The values of all properties of a node by their local names, in one graph or in all."""
        thing = cast("ox.NamedNode", node)
        quads = self._snapshot.quads(thing, graph=graph) if graph else self._snapshot.values(thing)
        parts: dict[str, set[Term]] = {}
        for quad in quads:
            parts.setdefault(_local(quad.predicate), set()).add(cast("Term", quad.object))
        return {name: sorted(values, key=str) for name, values in sorted(parts.items())}

    def _evidence(self, node: Term, graph: ox.NamedNode) -> Evidence:
        selectors = [self._parts(selector, graph) for selector in self._parts(node, graph)["hasSelector"]]
        (quote,) = (parts["exact"][0].value for parts in selectors if "exact" in parts)
        ((start, end),) = ((parts["start"][0], parts["end"][0]) for parts in selectors if "start" in parts)
        fragment = next((parts["value"][0].value for parts in selectors if "value" in parts), None)
        return Evidence(start=int(start.value), end=int(end.value), quote=quote, fragment=fragment)

    def _source(self, document: ox.NamedNode) -> Source:
        if document.value not in self._sources:
            parts = self._parts(document)
            keys = ("identifier", "title", "issued", "source")
            name, title, issued, source = (parts[key][0].value if key in parts else "" for key in keys)
            release = self._alternates.release(document)
            self._sources[document.value] = Source(document.value, name, title, issued, source, release)
        return self._sources[document.value]

    def _name(self, thing: Term) -> str:
        if isinstance(thing, ox.Literal):
            return thing.value
        if thing.value not in self._names:
            self._names[thing.value] = name_of(thing, self._snapshot)
        return self._names[thing.value]


def _details(parts: _Parts) -> _Parts:
    return {name: values for name, values in parts.items() if name not in _APART}


def _iris(values: list[Term]) -> tuple[str, ...]:
    return tuple(value.value for value in values if isinstance(value, ox.NamedNode))


def _quoted(evidence: Evidence) -> str:
    """The words on one line, with their page where the document has pages."""
    page = (evidence.fragment or "").removeprefix("page=")
    return f'"{" ".join(evidence.quote.split())}"{f" (page {page})" if page.isdigit() else ""}'


def _is_first(record: FactRecord) -> bool:
    return all(_published(record.source) < _published(copy) for copy in record.copies)


def _published(source: Source) -> tuple[bool, str, str]:
    """Sorts documents by their dates, those without one last."""
    return not source.published, source.published, source.id


def _known(what: str, name: str, iris: Mapping[str, str]) -> ox.NamedNode:
    if name not in iris:
        hint = near(name, iris) or f" There are {', '.join(iris)}."
        raise QueryError(f"there is no {what} {name!r}.{hint}")
    return ox.NamedNode(iris[name])


@cache
def _local(iri: Term) -> str:
    return re.split("[#/]", iri.value)[-1]
