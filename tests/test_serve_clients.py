"""The endpoint with the clients that people use: SPARQLWrapper, rdflib, curl and Comunica, themselves."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from typing import Any

import pytest
import rdflib
from answers import built
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from servers import Server, serving
from SPARQLWrapper import CSV, GET, JSON, JSONLD, N3, POST, POSTDIRECTLY, RDFXML, TSV, TURTLE, URLENCODED, XML
from SPARQLWrapper import SPARQLWrapper as Wrapper
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed

DM4 = "SELECT ?c { ?c kg:hasPayload ?p . ?p rdfs:label 'DM4' } ORDER BY ?c"
MADE = "CONSTRUCT { ?c kg:hasPayload ?p } { ?c kg:hasPayload ?p . ?p rdfs:label 'DM4' }"
COMPOUND = "https://w3id.org/biopharma-kg/resource/compound/"
FOUND = [f"{COMPOUND}coltuximab-ravtansine", f"{COMPOUND}mirvetuximab-soravtansine"]


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with built() as graph, serving(graph.store.path) as started:
        yield started


def wrapped(server: Server, text: str, form: str, method: str = GET, request: str = URLENCODED) -> Any:  # noqa: ANN401
    """SPARQLWrapper, whose answers are of a type that depends on the format."""
    wrapper = Wrapper(f"{server.url}/sparql")
    wrapper.setQuery(text)
    wrapper.setReturnFormat(form)
    wrapper.setMethod(method)
    wrapper.setRequestMethod(request)
    return wrapper


#: SPARQLWrapper reads triples into a class that rdflib no longer likes.
old = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
WAYS = [(GET, URLENCODED), (POST, URLENCODED), (POST, POSTDIRECTLY)]


@pytest.mark.parametrize(("method", "request_"), WAYS)
def test_sparqlwrapper_selects(server: Server, method: str, request_: str) -> None:
    table = wrapped(server, DM4, JSON, method, request_).queryAndConvert()
    assert [row["c"]["value"] for row in table["results"]["bindings"]] == FOUND


def test_sparqlwrapper_reads_each_format(server: Server) -> None:
    document = wrapped(server, DM4, XML).queryAndConvert()
    assert [node.firstChild.data for node in document.getElementsByTagName("uri")] == FOUND
    assert wrapped(server, DM4, CSV).queryAndConvert().decode().split() == ["c", *FOUND]
    assert wrapped(server, DM4, TSV).queryAndConvert().decode().split()[0] == "?c"
    assert wrapped(server, "ASK {}", JSON).queryAndConvert()["boolean"] is True


@old
@pytest.mark.parametrize("form", [RDFXML, JSONLD])
def test_sparqlwrapper_constructs(server: Server, form: str) -> None:
    made = wrapped(server, MADE, form).queryAndConvert()
    assert {str(subject) for subject in made.subjects()} == set(FOUND)


@pytest.mark.parametrize("form", [TURTLE, N3])
def test_sparqlwrapper_takes_turtle(server: Server, form: str) -> None:
    text = wrapped(server, MADE, form).queryAndConvert()
    made = rdflib.Graph().parse(data=text, format="turtle")
    assert {str(subject) for subject in made.subjects()} == set(FOUND)


def test_sparqlwrapper_tells_errors_and_updates(server: Server) -> None:
    with pytest.raises(QueryBadFormed, match="line 1, character 10"):
        wrapped(server, "SELECT * WHER { ?a ?b ?c }", JSON).query()
    update = wrapped(server, "INSERT DATA { <a:a> <a:a> <a:a> }", JSON, POST)
    with pytest.raises(QueryBadFormed, match="nothing that is asked changes the graph"):
        update.query()


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
@pytest.mark.parametrize("form", ["json", "xml", "csv", "tsv"])
def test_rdflib_selects(server: Server, method: str, form: str) -> None:
    store = SPARQLStore(f"{server.url}/sparql", method=method, returnFormat=form)
    assert [str(row[0]) for row in rdflib.Graph(store).query(DM4)] == FOUND  # type: ignore[index]


def test_rdflib_walks_the_graph(server: Server) -> None:
    remote = rdflib.Graph(SPARQLStore(f"{server.url}/sparql"))
    kg = rdflib.Namespace("https://w3id.org/biopharma-kg/ontology#")
    payload = remote.value(predicate=rdflib.RDFS.label, object=rdflib.Literal("DM4"))
    assert sorted(map(str, remote.subjects(kg.hasPayload, payload))) == FOUND
    assert (rdflib.URIRef(FOUND[0]), kg.hasPayload, payload) in remote
    assert bool(remote.query("ASK { ?c kg:hasPayload ?p }").askAnswer)
    assert len(remote.query(MADE).graph or ()) == 2


def test_rdflib_asks_one_named_graph(server: Server) -> None:
    store = SPARQLStore(f"{server.url}/sparql")
    text = "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?c ?p ?o } } GROUP BY ?g ORDER BY ?n LIMIT 1"
    ((name, number),) = rdflib.Graph(store).query(text)  # type: ignore[misc]
    named = rdflib.Graph(store, identifier=str(name))
    assert len(list(named.triples((None, None, None)))) == int(number)


curl = pytest.mark.skipif(not shutil.which("curl"), reason="curl is not installed")


def curled(*arguments: str) -> str:
    command = ["curl", "--silent", "--show-error", "--fail", "--max-time", "60", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


@curl
def test_curl_gets_and_posts(server: Server) -> None:
    endpoint = f"{server.url}/sparql"
    csv = ("--header", "Accept: text/csv")
    assert curled("--get", "--data-urlencode", f"query={DM4}", *csv, endpoint).split() == ["c", *FOUND]
    assert curled("--data-urlencode", f"query={DM4}", *csv, endpoint).split() == ["c", *FOUND]
    direct = ("--header", "Content-Type: application/sparql-query", "--data-binary", DM4)
    assert curled(*direct, *csv, endpoint).split() == ["c", *FOUND]
    assert "sd:Service" in curled(endpoint)


@curl
def test_curl_tells_an_answer_that_was_cut() -> None:
    with built() as graph, serving(graph.store.path, "--rows", "20000") as small:
        endless = ("--data-urlencode", "query=SELECT * { ?a ?b ?c . ?d ?e ?f }")
        with pytest.raises(subprocess.CalledProcessError) as caught:
            curled(*endless, f"{small.url}/sparql")
        assert caught.value.returncode == 18  # "Partial file": less came than was announced


def comunica() -> str | None:
    """The program of @comunica/query-sparql, from the path or a folder that COMUNICA names."""
    return shutil.which("comunica-sparql", path=os.environ.get("COMUNICA", os.environ["PATH"]))


@pytest.mark.skipif(
    not comunica(),
    reason="there is no comunica-sparql; 'npm install @comunica/query-sparql' brings it, and COMUNICA names "
    "the folder node_modules/.bin",
)
def test_comunica_selects(server: Server) -> None:
    prefixes = (
        "PREFIX kg: <https://w3id.org/biopharma-kg/ontology#> "
        "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "
    )
    command = [str(comunica()), f"sparql@{server.url}/sparql", prefixes + DM4, "-t", "application/json"]
    answer = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120).stdout
    assert [row["c"] for row in json.loads(answer)] == FOUND
