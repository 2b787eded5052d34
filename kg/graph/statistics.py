"""Figures of a graph: what is in it by kind, source and year, and its quality."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from kg.graph.columns import Columns
from kg.graph.ledger import warnings
from kg.schema import schema
from kg.store import CORRECTIONS, Snapshot, superseded


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
    "documents without a fact": (
        f"{_DOCUMENT} FILTER NOT EXISTS {{ ?fact a kg:Statement ; prov:wasDerivedFrom ?of }}"
    ),
    "facts": _FACT,
    "facts with evidence": f"{_FACT} FILTER EXISTS {{ ?of kg:evidence ?evidence }}",
    "names that may be of several things": "?of kg:mayBe ?rival",
}
_COUNT = "SELECT ?label (COUNT(DISTINCT ?of) AS ?number) { %s } GROUP BY ?label ORDER BY ?label"


def statistics(snapshot: Snapshot, quarantined: int) -> Iterator[Figure]:
    """All figures.

    Args:
        snapshot: The graph.
        quarantined: How many documents the gate refused.
    """
    told = Columns(snapshot)
    for kind in schema().entity_types:
        if number := len(set(told.of_class(kind))):
            yield Figure("things by kind", kind, number)
    for about, pattern in _BY_LABEL.items():
        yield from (Figure(about, label, int(number)) for label, number in told.rows(_COUNT % pattern))
    for what, pattern in _QUALITY.items():
        ((found,),) = told.rows(f"SELECT (COUNT(DISTINCT ?of) AS ?number) {{ {pattern} }}")
        yield Figure("quality", what, int(found))
    replaced = len(superseded(snapshot.quads(graph=CORRECTIONS)))
    yield Figure("quality", "documents that a correction replaces", replaced)
    yield Figure("quality", "documents in quarantine", quarantined)
    yield Figure("quality", "warnings of the gate", warnings(snapshot))
