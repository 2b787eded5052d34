"""Statements as edges: what one document says of two things."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache, cached_property

from kg.analysis.network import Quote
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
_REST_OF_DATE = {0: "", 4: "-12-31", 7: "-31", 10: ""}


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
        day: The day that it counts from: the day told or the day of publication, whichever is earlier.
        quotes: The words.
        record: Tells apart what is said several times of the same things: the node of a payment.
        details: What else is said: sums of a payment, licensors of a licence.
    """

    source: str
    target: str
    predicate: str
    status: str
    confidence: float
    document: str
    day: str
    quotes: tuple[Quote, ...]
    record: str = ""
    details: dict[str, object] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """What tells edges between the same things apart."""
        status = "" if self.status == "asserted" else self.status
        return "/".join(part for part in (self.predicate, status, self.record) if part)

    def turned(self) -> Claim:
        """The same, said of the other thing."""
        return replace(self, source=self.target, target=self.source)


def last_day(date: str) -> str:
    """The last day that a date can mean, for comparison: "2012" gives "2012-12-31".

    >>> last_day("2012"), last_day("2012-06"), last_day("2012-06-04")
    ('2012-12-31', '2012-06-31', '2012-06-04')
    """
    return date + _REST_OF_DATE[len(date)]


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
        subject, value = told.first("rdf:subject", statement), told.first("rdf:object", statement)
        document = told.first("prov:wasDerivedFrom", statement)
        claim = Claim(
            source=subject,
            target=value,
            predicate=predicate.name,
            status=status,
            confidence=self._confidence(statement),
            document=self._name(document),
            day=min(
                filter(None, (told.first("kg:date", statement), told.first("dcterms:issued", document))),
                key=last_day,
                default="",
            ),
            quotes=self._quotes(statement),
        )
        match predicate.range_kind:
            case "record":
                return self._between_parties(claim, predicate)
            case "literal":
                return None
        licensors = self._licensors.get((document, subject, value))
        return replace(claim, details={"licensors": licensors}) if licensors else claim

    def _between_parties(self, claim: Claim, predicate: Predicate) -> Claim | None:
        """A payment as an edge from payer to payee, if the document names both."""
        parts = schema().parts[predicate.range_name]
        if not {"subject", "object"} <= parts.keys():
            return None
        source, target = (
            self._told.first(f"kg:{parts[end].name}", claim.target) for end in ("subject", "object")
        )
        if not (source and target):
            return None
        details: dict[str, object] = {}
        if amount := self._told.first("kg:amount", claim.target):
            details = {"amount": float(amount), "currency": self._told.first("kg:currency", claim.target)}
        if kind := self._told.first("kg:kind", claim.target):
            details["kind"] = local(kind)
        return replace(claim, source=source, target=target, record=local(claim.target), details=details)

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
    def _licensors(self) -> dict[tuple[str, str, str], tuple[str, ...]]:
        """Who grants a right, by document, asset and licensee, where the document names it."""
        found: defaultdict[tuple[str, str, str], list[str]] = defaultdict(list)
        for document, asset, licensee, licensor in sorted(self._told.rows(_LICENSORS)):
            found[document, asset, licensee].append(licensor)
        return {key: tuple(licensors) for key, licensors in found.items()}


@cache
def local(iri: str) -> str:
    """The last part of an IRI."""
    return re.split("[#/]", iri)[-1]
