"""The description of the graph as a dataset, in VoID and DCAT, for catalogues."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import cast

import pyoxigraph as ox

from kg.query import shortened
from kg.rdf.literals import integer
from kg.rdf.namespaces import RESOURCE, VOCABULARIES, term
from kg.store import Snapshot

_PARTS = f"{RESOURCE}dataset/"
#: The dataset, and the graph that describes it; it is made anew for each export, and is in no store.
DATASET = ox.NamedNode(f"{_PARTS}all")

_CLASSES = "SELECT ?of (COUNT(*) AS ?number) { ?thing a ?of } GROUP BY ?of"
_PROPERTIES = "SELECT ?of (COUNT(*) AS ?number) { ?thing ?of ?value } GROUP BY ?of"
_PARTITIONS = (
    (_CLASSES, "void:classPartition", "void:class", "void:entities"),
    (_PROPERTIES, "void:propertyPartition", "void:property", "void:triples"),
)
_TITLE = "Biopharma deals and pipelines, read from company releases"
_DAYS = "SELECT ?day { ?document a kg:Document ; dcterms:issued ?day } ORDER BY STR(?day)"
_SOURCES = "SELECT DISTINCT ?source { ?document a kg:Document ; dcterms:source ?source }"


def description(snapshot: Snapshot) -> Iterator[ox.Quad]:
    """What the dataset is, holds and comes from; triples count as a query without GRAPH counts them."""
    for kind in ("void:Dataset", "dcat:Dataset"):
        yield _said("rdf:type", term(kind))
    yield _said("dcterms:title", ox.Literal(_TITLE))
    yield _said("void:uriSpace", ox.Literal(RESOURCE))
    yield _said("void:vocabulary", ox.NamedNode(VOCABULARIES["kg"]))
    for source in _column(snapshot, _SOURCES):
        yield _said("dcterms:source", source)
    yield from _period(list(_column(snapshot, _DAYS)))
    total = 0
    for query, partition, of, measure in _PARTITIONS:
        rows = list(cast("ox.QuerySolutions", snapshot.query(query)))
        total = sum(int(row["number"].value) for row in rows)
        yield from _partitions(rows, partition, of, measure)
    yield _said("void:triples", integer(total))


def _partitions(rows: Iterable[ox.QuerySolution], partition: str, of: str, measure: str) -> Iterator[ox.Quad]:
    for row in rows:
        node = ox.NamedNode(f"{_PARTS}{_local(row['of'])}")
        yield _said(partition, node)
        yield ox.Quad(node, term(of), row["of"], DATASET)
        yield ox.Quad(node, term(measure), integer(int(row["number"].value)), DATASET)


def _period(days: list[ox.Literal]) -> Iterator[ox.Quad]:
    """From the first to the last day that a document is of."""
    node = ox.NamedNode(f"{_PARTS}period")
    for end, day in zip(
        ("dcat:startDate", "dcat:endDate"), (days[0], days[-1]) if days else (), strict=False
    ):
        yield _said("dcterms:temporal", node)
        yield ox.Quad(node, term(end), day, DATASET)


def _said(property: str, value: ox.NamedNode | ox.Literal) -> ox.Quad:
    return ox.Quad(DATASET, term(property), value, DATASET)


def _column(snapshot: Snapshot, query: str) -> Iterator[ox.Literal]:
    return (row[0] for row in cast("ox.QuerySolutions", snapshot.query(query)))


def _local(iri: ox.NamedNode) -> str:
    """A prefixed name, spelled so that it fits into an IRI."""
    return re.sub(r"\W+", "-", shortened(iri))
