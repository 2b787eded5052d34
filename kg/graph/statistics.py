"""Figures of a graph: what is in it by kind, source and year, and its quality."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

import pyoxigraph as ox

from kg.graph.alternates import Alternates
from kg.graph.columns import Columns
from kg.graph.ledger import warnings
from kg.schema import schema
from kg.store import RELEASES, Snapshot, superseded


class Figure(NamedTuple):
    """How many there are of something; `about` groups what is counted."""

    about: str
    what: str
    number: int


_DOCUMENT, _FACT = "?of a kg:Document", "?of a kg:Statement"
#: What is counted, by a label of it.
_BY_LABEL = {
    "documents by source": f"{_DOCUMENT} ; dcterms:source ?label",
    "documents by year": f"{_DOCUMENT} ; dcterms:issued ?day BIND(SUBSTR(STR(?day), 1, 4) AS ?label)",
    "documents by program": f"{_DOCUMENT} ; kg:builtWith ?label",
    "facts by status": f"{_FACT} ; kg:status/skos:prefLabel ?label",
    "facts by predicate": f'{_FACT} ; rdf:predicate ?of_what BIND(STRAFTER(STR(?of_what), "#") AS ?label)',
}
_QUALITY = {
    "documents": _DOCUMENT,
    "documents without a date": f"{_DOCUMENT} FILTER NOT EXISTS {{ ?of dcterms:issued ?day }}",
    "documents without a fact": (f"{_DOCUMENT} MINUS {{ ?fact a kg:Statement ; prov:wasDerivedFrom ?of }}"),
    "facts": _FACT,
    "facts with evidence": f"{_FACT} FILTER EXISTS {{ ?of kg:evidence ?evidence }}",
    "names that may be of several things": "?of kg:mayBe ?rival",
}
_COUNT = "SELECT ?label (COUNT(DISTINCT ?of) AS ?number) { %s } GROUP BY ?label ORDER BY ?label"


def statistics(snapshot: Snapshot, quarantined: int) -> Iterator[Figure]:
    """All figures; what copies of one release say alike is one fact.

    Args:
        snapshot: The graph.
        quarantined: How many documents the gate refused.
    """
    told, alternates = Columns(snapshot), Alternates(snapshot)
    documents = [ox.NamedNode(iri) for iri in told.of_class("Document")]
    again = " ".join(str(each) for document in documents for each in alternates.repeated(document))
    for kind in schema().entity_types:
        if number := len(set(told.of_class(kind))):
            yield Figure("things by kind", kind, number)
    for about, pattern in _BY_LABEL.items():
        counts = _counts(pattern, again, told)
        yield from (Figure(about, label, number) for label, number in counts.items())
    for what, pattern in _QUALITY.items():
        yield Figure("quality", what, _counts(f'{pattern} BIND("" AS ?label)', again, told)[""])
    releases = {alternates.release(document) for document in documents}
    yield Figure("quality", "documents that are copies of another", len(documents) - len(releases))
    replaced = len(superseded(snapshot.quads(graph=RELEASES)))
    yield Figure("quality", "documents that a correction replaces", replaced)
    yield Figure("quality", "documents in quarantine", quarantined)
    yield Figure("quality", "warnings of the gate", warnings(snapshot))


def _counts(pattern: str, again: str, told: Columns) -> Counter[str]:
    """How much of each label there is, without the statements that are there again."""
    counts = Counter({label: int(number) for label, number in told.rows(_COUNT % pattern)})
    if again:
        repeated = told.rows(_COUNT % f"VALUES ?of {{ {again} }} {pattern}")
        counts.subtract({label: int(number) for label, number in repeated})
    return counts
