"""The SPARQL endpoint: the protocol's table, forms of answers, datasets, and what is refused."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from urllib.parse import urlencode

import pyoxigraph as ox
import pytest
import rdflib
from answers import built
from servers import Reply, Server, serving

from kg.graph import KnowledgeGraph
from kg.query import named_queries

COMPOUNDS = "SELECT ?c { ?c kg:hasPayload ?p . ?p rdfs:label 'DM4' } ORDER BY ?c"
GRAPH = "CONSTRUCT { ?c kg:hasPayload ?p } { ?c kg:hasPayload ?p . ?p rdfs:label 'DM4' }"
FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
JSON = "application/sparql-results+json"


@pytest.fixture(scope="module")
def graph() -> Iterator[KnowledgeGraph]:
    with built() as made:
        yield made


@pytest.fixture(scope="module")
def server(graph: KnowledgeGraph) -> Iterator[Server]:
    with serving(graph.store.path) as started:
        yield started


def found(reply: Reply) -> list[str]:
    """The last part of the IRIs in the first column of an answer in JSON."""
    assert reply.status == 200, reply.text
    assert reply.headers["content-type"] == JSON
    table = json.loads(reply.body)
    name = table["head"]["vars"][0]
    return [row[name]["value"].rsplit("/", 1)[-1] for row in table["results"]["bindings"]]


WAYS = {
    "GET": {"parameters": {"query": COMPOUNDS}},
    "POST form": {
        "method": "POST",
        "body": urlencode({"query": COMPOUNDS}).encode(),
        "headers": {"Content-Type": FORM},
    },
    "POST form with charset": {
        "method": "POST",
        "body": urlencode({"query": COMPOUNDS}).encode(),
        "headers": {"Content-Type": f"{FORM}; charset=UTF-8"},
    },
    "POST direct": {"method": "POST", "body": COMPOUNDS.encode(), "headers": {"Content-Type": QUERY}},
    "POST direct, in other letters": {
        "method": "POST",
        "body": COMPOUNDS.encode(),
        "headers": {"content-type": "Application/SPARQL-Query;charset=utf-8"},
    },
    "unknown parameters": {"parameters": {"query": COMPOUNDS, "format": "xml", "timeout": "0"}},
}


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_a_query_is_put_in_each_way(server: Server, way: dict[str, object]) -> None:
    assert found(server.ask(**way)) == ["coltuximab-ravtansine", "mirvetuximab-soravtansine"]  # type: ignore[arg-type]


@pytest.mark.parametrize("encoded", [True, False])
def test_words_of_any_script_arrive(server: Server, encoded: bool) -> None:
    text = "SELECT ?x { BIND('Besançon 東京 😀' AS ?x) }"
    body = urlencode({"query": text}) if encoded else f"query={text}"
    reply = server.ask(method="POST", body=body.encode(), headers={"Content-Type": FORM})
    assert found(reply) == ["Besançon 東京 😀"]


FAULTS = {
    "no query": (400, {"method": "POST", "body": b"", "headers": {"Content-Type": FORM}}),
    "two queries": (400, {"parameters": {"query": [COMPOUNDS, COMPOUNDS]}}),
    "a query twice": (
        400,
        {
            "parameters": {"query": COMPOUNDS},
            "method": "POST",
            "body": COMPOUNDS.encode(),
            "headers": {"Content-Type": QUERY},
        },
    ),
    "an empty query": (400, {"parameters": {"query": ""}}),
    "bad syntax": (400, {"parameters": {"query": "SELECT ?x {"}}),
    "no UTF-8": (400, {"method": "POST", "body": b"ASK { '\xff' }", "headers": {"Content-Type": QUERY}}),
    "no UTF-8 in a form": (400, {"path": "/sparql?query=ASK%20%7B%FF%7D"}),
    "too many parameters": (400, {"path": "/sparql?query=ASK%7B%7D" + 2000 * "&a=b"}),
    "a graph that is none": (400, {"parameters": {"query": "ASK {}", "default-graph-uri": "no iri"}}),
    "another type": (415, {"method": "POST", "body": b"{}", "headers": {"Content-Type": "application/json"}}),
    "no type": (415, {"method": "POST", "body": b"ASK {}"}),
    "PUT": (405, {"method": "PUT", "body": b""}),
    "DELETE": (405, {"method": "DELETE"}),
    "PATCH": (405, {"method": "PATCH", "body": b""}),
    "OPTIONS": (405, {"method": "OPTIONS"}),
    "no such format": (406, {"parameters": {"query": "ASK {}"}, "headers": {"Accept": "image/png"}}),
    "triples as CSV": (406, {"parameters": {"query": GRAPH}, "headers": {"Accept": "text/csv"}}),
    "rows as Turtle": (406, {"parameters": {"query": "ASK {}"}, "headers": {"Accept": "text/turtle"}}),
    "nothing wanted": (406, {"parameters": {"query": "ASK {}"}, "headers": {"Accept": "*/*;q=0"}}),
    "description as CSV": (406, {"headers": {"Accept": "text/csv"}}),
    "a large body": (413, {"method": "POST", "body": b" " * 1_000_001, "headers": {"Content-Type": QUERY}}),
}


@pytest.mark.parametrize(("status", "request_"), FAULTS.values(), ids=FAULTS)
def test_a_faulty_request_is_told(server: Server, status: int, request_: dict[str, object]) -> None:
    reply = server.ask(**request_)  # type: ignore[arg-type]
    assert reply.status == status
    assert reply.headers["content-type"] == "text/plain; charset=utf-8"
    assert reply.text.strip()
    if status == 405:
        assert {method.strip() for method in reply.headers["allow"].split(",")} == {"GET", "HEAD", "POST"}


def test_the_parser_tells_the_place(server: Server) -> None:
    reply = server.query("SELECT ?x {\n ?x ?y ?z FILTR(?x) }")
    assert reply.text.startswith("line 2, character 11: no SPARQL query from 'FILTR' on. Did you mean FILTER")


UPDATES = ("INSERT DATA { <a:a> <a:a> <a:a> }", "DROP ALL", "LOAD <http://127.0.0.1:9/>", "CLEAR DEFAULT")


@pytest.mark.parametrize("update", UPDATES)
def test_updates_are_refused_on_every_route(server: Server, graph: KnowledgeGraph, update: str) -> None:
    before = len(list(graph.snapshot()))
    as_form = {"method": "POST", "headers": {"Content-Type": FORM}}
    assert server.query(update).status == 400
    assert server.ask(parameters={"update": update}).status == 400
    for path in ("/sparql", "/", "/update", "/store", "/search"):
        form = server.ask(path, body=urlencode({"update": update}).encode(), **as_form)  # type: ignore[arg-type]
        direct = server.ask(
            path, body=update.encode(), method="POST", headers={"Content-Type": "application/sparql-update"}
        )
        assert {form.status, direct.status} <= {400, 404, 405, 415}
    assert len(list(graph.snapshot())) == before


NEGOTIATION = [
    ("", JSON),
    ("*/*", JSON),
    ("application/json", "application/json"),
    ("application/sparql-results+xml", "application/sparql-results+xml"),
    ("text/csv", "text/csv; charset=utf-8"),
    ("text/tab-separated-values", "text/tab-separated-values; charset=utf-8"),
    ("text/csv;q=0.5, application/sparql-results+xml;q=0.9", "application/sparql-results+xml"),
    ("text/*;q=0.2, application/sparql-results+json;q=0", "text/csv; charset=utf-8"),
    ("text/xml", "text/xml; charset=utf-8"),
    ("TEXT/CSV ; q=1.0 , */*;q=0.1", "text/csv; charset=utf-8"),
    ("text/html, application/xhtml+xml, */*;q=0.8", JSON),
    ("image/png, text/csv;header=present;q=0.3", "text/csv; charset=utf-8"),
]


@pytest.mark.parametrize(("accept", "media"), NEGOTIATION)
def test_rows_come_in_the_format_that_is_wanted_most(server: Server, accept: str, media: str) -> None:
    reply = server.query(COMPOUNDS, accept)
    assert (reply.status, reply.headers["content-type"]) == (200, media)
    assert reply.headers["vary"] == "Accept"


GRAPH_FORMATS = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/ld+json": ox.RdfFormat.JSON_LD,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
}


@pytest.mark.parametrize(("media", "format"), GRAPH_FORMATS.items())
def test_triples_come_in_each_format(server: Server, media: str, format: ox.RdfFormat) -> None:
    reply = server.query(GRAPH, media)
    assert reply.headers["content-type"].partition(";")[0] == media
    assert len(list(ox.parse(reply.body, format=format))) == 2


def test_turtle_is_what_comes_by_default(server: Server) -> None:
    reply = server.query("DESCRIBE compound:coltuximab-ravtansine")
    assert reply.headers["content-type"] == "text/turtle; charset=utf-8"
    assert list(ox.parse(reply.body, format=ox.RdfFormat.TURTLE))


def test_formats_of_rows_say_the_same(server: Server) -> None:
    text = "SELECT ?c ?n ?none { ?c a kg:Compound ; rdfs:label ?n } ORDER BY ?c ?n"
    kinds = {
        JSON: ox.QueryResultsFormat.JSON,
        "application/sparql-results+xml": ox.QueryResultsFormat.XML,
        "text/tab-separated-values": ox.QueryResultsFormat.TSV,
    }
    tables = [
        [tuple(row) for row in ox.parse_query_results(server.query(text, media).body, format=format)]  # type: ignore[union-attr]
        for media, format in kinds.items()
    ]
    assert tables[0]
    assert tables[0] == tables[1] == tables[2]
    lines = list(csv.reader(io.StringIO(server.query(text, "text/csv").text, newline="")))
    assert lines == [["c", "n", "none"]] + [[row[0].value, row[1].value, ""] for row in tables[0]]


@pytest.mark.parametrize(("pattern", "truth"), [("?a ?b ?c", True), ("?a <a:none> ?c", False)])
def test_ask(server: Server, pattern: str, truth: bool) -> None:
    assert json.loads(server.query(f"ASK {{ {pattern} }}").body) == {"head": {}, "boolean": truth}


def test_csv_keeps_to_the_standard(server: Server) -> None:
    """Words that look like formulas are data here; what people open in a spreadsheet is made elsewhere."""
    reply = server.query("SELECT ?x { VALUES ?x { '=1+1' '@a' 'a,\"b\"' 'two\\nlines' } }", "text/csv")
    assert reply.body == b'x\r\n=1+1\r\n@a\r\n"a,""b"""\r\n"two\nlines"\r\n'


def test_head_says_what_get_would(server: Server) -> None:
    reply = server.ask(parameters={"query": COMPOUNDS}, method="HEAD")
    assert (reply.status, reply.headers["content-type"], reply.body) == (200, JSON, b"")


def test_the_usual_prefixes_and_former_iris_are_known(server: Server) -> None:
    assert found(server.query("SELECT ?p { compound:sar3419 kg:hasPayload ?p }")) == ["dm4"]


@pytest.mark.parametrize("name", named_queries())
def test_named_queries_are_answered(server: Server, name: str) -> None:
    assert server.query(named_queries()[name].text).status == 200


def document_graphs(graph: KnowledgeGraph) -> list[str]:
    return [each.value for each in graph.snapshot().graphs()]


HOLDS = "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g"


def test_the_request_names_the_graphs(server: Server, graph: KnowledgeGraph) -> None:
    first, second, *_ = document_graphs(graph)
    count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"

    def counted(**graphs: str) -> int:
        parameters = {name.replace("_", "-"): value for name, value in graphs.items()}
        return int(found(server.ask(parameters={"query": count, **parameters}))[0])

    def size(name: str) -> int:
        return len(list(graph.snapshot().quads(graph=ox.NamedNode(name))))

    assert counted() == len(list(graph.snapshot().merged()))
    assert counted(default_graph_uri=first) == size(first)
    assert counted(default_graph_uri="https://example.org/none") == 0
    assert counted(named_graph_uri=first) == 0
    seen = found(server.ask(parameters={"query": HOLDS, "named-graph-uri": [first, second]}))
    assert seen == [name.rsplit("/", 1)[-1] for name in sorted((first, second))]
    assert found(server.ask(parameters={"query": HOLDS, "default-graph-uri": first})) == []


def test_a_triple_of_several_graphs_counts_once(server: Server, graph: KnowledgeGraph) -> None:
    names = document_graphs(graph)[:3]
    triples = {quad.triple for name in names for quad in graph.snapshot().quads(graph=ox.NamedNode(name))}
    count = "SELECT (COUNT(*) AS ?n) FROMS { ?s ?p ?o }"
    froms = " ".join(f"FROM <{name}>" for name in names)
    of_request = server.ask(parameters={"query": count.replace("FROMS", ""), "default-graph-uri": names})
    of_query = server.query(count.replace("FROMS", froms))
    assert found(of_request) == found(of_query) == [str(len(triples))]
    assert len(triples) < sum(
        len(list(graph.snapshot().quads(graph=ox.NamedNode(name)))) for name in names
    ), "the graphs have triples in common"
    named = f"SELECT DISTINCT ?g {froms} FROM NAMED <{names[0]}> {{ ?s ?p ?o GRAPH ?g {{ ?s ?p ?o }} }}"
    assert found(server.query(named)) == [names[0].rsplit("/", 1)[-1]]


def test_the_request_outdoes_from(server: Server, graph: KnowledgeGraph) -> None:
    first, second, *_ = document_graphs(graph)
    text = f"SELECT DISTINCT ?g FROM NAMED <{first}> {{ GRAPH ?g {{ ?s ?p ?o }} }}"
    assert found(server.query(text)) == [first.rsplit("/", 1)[-1]]
    other = server.ask(parameters={"query": text, "named-graph-uri": second})
    assert found(other) == [second.rsplit("/", 1)[-1]]


@pytest.mark.parametrize(("media", "format"), GRAPH_FORMATS.items())
def test_the_service_describes_itself(server: Server, media: str, format: ox.RdfFormat) -> None:
    reply = server.ask(headers={"Accept": media})
    triples = ox.serialize(ox.parse(reply.body, format=format), format=ox.RdfFormat.N_TRIPLES)
    described = rdflib.Graph().parse(data=triples, format="nt")
    sd = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
    (service,) = described.subjects(rdflib.RDF.type, sd.Service)
    assert described.value(service, sd.endpoint) == rdflib.URIRef(f"{server.url}/sparql")
    assert described.value(service, sd.supportedLanguage) == sd.SPARQL11Query
    assert len(list(described.objects(service, sd.resultFormat))) == 8
    assert described.value(described.value(service, sd.defaultDataset), sd.defaultGraph)


def test_what_is_built_meanwhile_is_seen(server: Server, graph: KnowledgeGraph) -> None:
    asked = "ASK { document:news-of-omega a ?kind }"
    assert json.loads(server.query(asked).body)["boolean"] is False
    text = "Omega and Sanofi\nBOSTON, May 3, 2022 -- Omega, Inc. announced a partnership with Sanofi.\n"
    graph.add(text, id="news-of-omega")
    assert json.loads(server.query(asked).body)["boolean"] is True
    graph.retract("news-of-omega")
    assert json.loads(server.query(asked).body)["boolean"] is False
