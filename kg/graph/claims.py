"""Statements as edges: what one document says of two things."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache, cached_property

from kg.analysis.network import Quote
from kg.dates import earliest
from kg.graph.columns import Columns
from kg.schema import Predicate, schema

#: The status of edges that rules gave; no document states them.
DERIVED = "derived"

_LICENSORS = """
SELECT DISTINCT ?document ?asset ?licensee ?licensor {
  GRAPH ?graph {
    ?agreement kg:licensor ?licensor ; kg:licensee ?licensee ; kg:subjectMatter ?asset .
    ?graph prov:wasDerivedFrom ?document
  }
}
"""
_DERIVATIONS = """
SELECT ?derivation ?predicate { ?derivation a kg:Derivation ; rdf:predicate ?predicate }
"""


@dataclass(frozen=True, slots=True)
class Claim:
    """What one document says of two things, or what a rule derived of them.

    Attributes:
        source: IRI of the thing that it speaks of.
        target: IRI of what it says of it.
        predicate: Its predicate, as in a facts file.
        status: "asserted", "planned", "potential", "negated" or "derived".
        confidence: From 0 to 1.
        document: Name of the document; empty if it is derived.
        release: Name of the release: the document's, and for copies of one release the same.
        day: The day that it counts from: the day told or the day of publication, whichever is earlier.
        quotes: The words.
        record: Tells apart what is said several times of the same things: the node of a payment.
        licensors: Who grants the right, where the document names it.
        payment: Kind, amount and currency of a payment.
    """

    source: str
    target: str
    predicate: str
    status: str
    confidence: float
    document: str
    day: str
    quotes: tuple[Quote, ...]
    release: str = ""
    record: str = ""
    licensors: frozenset[str] = frozenset()
    payment: dict[str, object] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """What tells edges between the same things apart."""
        status = "" if self.status == "asserted" else self.status
        return "/".join(part for part in (self.predicate, status, self.record) if part)

    def turned(self) -> Claim:
        """The same, said of the other thing."""
        return replace(self, source=self.target, target=self.source)


class Claims:
    """The claims of a snapshot."""

    def __init__(self, told: Columns, *, derived: bool = False) -> None:
        """Read from `told`, with what is derived if that is asked for."""
        self._told = told
        self._with_derived = derived

    def __iter__(self) -> Iterator[Claim]:
        """Claims of any status; a symmetric one once in each direction."""
        yield from self._stated()
        if self._with_derived:
            yield from self._derived()

    def _stated(self) -> Iterator[Claim]:
        known = schema().predicates
        for statement, (iri,) in self._told["rdf:predicate"].items():
            status = local(self._told.first("kg:status", statement))
            predicate = known.get(local(iri))
            claim = self._claim(statement, predicate, status) if status and predicate else None
            if claim:
                yield claim
            if claim and predicate and predicate.symmetric:
                yield claim.turned()

    def _derived(self) -> Iterator[Claim]:
        """What rules derived from statements that are still there; it has no document and no day."""
        told = self._told
        for derivation, predicate in told.rows(_DERIVATIONS):
            used = told.all("prov:wasDerivedFrom", derivation)
            if all(statement in told["kg:confidence"] for statement in used):
                yield Claim(
                    source=told.first("rdf:subject", derivation),
                    target=told.first("rdf:object", derivation),
                    predicate=local(predicate),
                    status=DERIVED,
                    confidence=min(map(self._confidence, used)),
                    document="",
                    day="",
                    quotes=tuple(quote for statement in used for quote in self._quotes(statement)),
                )

    def _claim(self, statement: str, predicate: Predicate, status: str) -> Claim | None:
        told = self._told
        source, target, record = self._ends(statement, predicate)
        if not (source and target):
            return None
        document = told.first("prov:wasDerivedFrom", statement)
        days = (told.first("kg:date", statement), told.first("dcterms:issued", document))
        return Claim(
            source=source,
            target=target,
            predicate=predicate.name,
            status=status,
            confidence=self._confidence(statement),
            document=self._name(document),
            day=earliest(*days),
            quotes=self._quotes(statement),
            release=self._name(min([document, *told.all("prov:alternateOf", document)])),
            record=local(record),
            licensors=self._licensors.get((document, source, target), frozenset()),
            payment=self._payment(record) if record else {},
        )

    def _ends(self, statement: str, predicate: Predicate) -> tuple[str, str, str]:
        """What a statement links, by which record if by one; empty where that are not two things."""
        subject, value = (self._told.first(end, statement) for end in ("rdf:subject", "rdf:object"))
        match predicate.range_kind:
            case "literal":
                return "", "", ""
            case "record":
                return self._told.first("kg:payer", value), self._told.first("kg:payee", value), value
        return subject, value, ""

    def _payment(self, record: str) -> dict[str, object]:
        """Kind, amount and currency of a payment, where they are told."""
        kind, amount, currency = (
            self._told.first(name, record) for name in ("kg:kind", "kg:amount", "kg:currency")
        )
        told = {"kind": local(kind), "amount": float(amount or 0), "currency": currency}
        return {name: value for name, value in told.items() if value}

    def _confidence(self, statement: str) -> float:
        return float(self._told.first("kg:confidence", statement))

    def _name(self, document: str) -> str:
        return self._told.first("dcterms:identifier", document)

    def _quotes(self, statement: str) -> tuple[Quote, ...]:
        told = self._told
        document = told.first("prov:wasDerivedFrom", statement)
        published = told.first("dcterms:issued", document)
        texts = {
            text
            for evidence in told.all("kg:evidence", statement)
            for selector in told.all("oa:hasSelector", evidence)
            for text in told.all("oa:exact", selector)
        }
        return tuple(Quote(text, self._name(document), published) for text in sorted(texts))

    @cached_property
    def _licensors(self) -> dict[tuple[str, str, str], frozenset[str]]:
        """Who grants a right, by document, asset and licensee."""
        found: defaultdict[tuple[str, str, str], set[str]] = defaultdict(set)
        for document, asset, licensee, licensor in self._told.rows(_LICENSORS):
            found[document, asset, licensee].add(licensor)
        return {key: frozenset(licensors) for key, licensors in found.items()}


@cache
def local(iri: str) -> str:
    """The last part of an IRI."""
    return re.split("[#/]", iri)[-1]
