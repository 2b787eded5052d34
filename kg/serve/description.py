"""What the endpoint says of itself (SPARQL 1.1 Service Description)."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from kg.serve.formats import GRAPHS, ROWS

_SD = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS = "http://www.w3.org/ns/formats/"
_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
#: The W3C's names of formats, by those of `ROWS` and `GRAPHS`.
_NAMES = {
    "json": "SPARQL_Results_JSON",
    "xml": "SPARQL_Results_XML",
    "csv": "SPARQL_Results_CSV",
    "tsv": "SPARQL_Results_TSV",
    "turtle": "Turtle",
    "ntriples": "N-Triples",
    "jsonld": "JSON-LD",
    "rdfxml": "RDF_XML",
}


def description(endpoint: str, media: str) -> bytes:
    """The description in one of the formats of graphs.

    Args:
        endpoint: The endpoint's own address.
        media: The format's name in `GRAPHS`.
    """
    prefixes = {"sd": _SD, "formats": _FORMATS}
    data = ox.serialize(_triples(endpoint), format=GRAPHS[media].engine, prefixes=prefixes)
    assert data is not None
    return data


def _triples(endpoint: str) -> Iterator[ox.Triple]:
    service, dataset, default = (ox.NamedNode(f"{endpoint}#{part}") for part in ("service", "dataset", "all"))
    yield ox.Triple(service, _TYPE, _sd("Service"))
    yield ox.Triple(service, _sd("endpoint"), ox.NamedNode(endpoint))
    yield ox.Triple(service, _sd("supportedLanguage"), _sd("SPARQL11Query"))
    yield ox.Triple(service, _sd("feature"), _sd("UnionDefaultGraph"))
    for name in (*ROWS, *GRAPHS):
        yield ox.Triple(service, _sd("resultFormat"), ox.NamedNode(_FORMATS + _NAMES[name]))
    yield ox.Triple(service, _sd("defaultDataset"), dataset)
    yield ox.Triple(dataset, _TYPE, _sd("Dataset"))
    yield ox.Triple(dataset, _sd("defaultGraph"), default)
    yield ox.Triple(default, _TYPE, _sd("Graph"))


def _sd(name: str) -> ox.NamedNode:
    return ox.NamedNode(_SD + name)
