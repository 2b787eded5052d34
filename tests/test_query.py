"""Queries of users: what is refused and how, parameters, forms of the answer."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator

import pyoxigraph as ox
import pytest
from answers import built, rows

from kg.errors import QueryError
from kg.graph import KnowledgeGraph
from kg.query import ask, ask_named, named_queries
from kg.query.datasets import dataset_of
from kg.store import Snapshot

NOTHING = Snapshot(ox.Store())


@pytest.fixture(scope="module")
def graph() -> Iterator[KnowledgeGraph]:
    with built() as made:
        yield made


def test_a_query_sees_the_union_and_knows_the_prefixes(graph: KnowledgeGraph) -> None:
    answer = graph.query("SELECT ?c { ?c kg:hasPayload ?p . ?p rdfs:label 'DM4' } ORDER BY ?c")
    assert rows(answer) == [{"c": "coltuximab-ravtansine"}, {"c": "mirvetuximab-soravtansine"}]


PAYLOADS = (
    "SELECT ?p { compound:sar3419 kg:hasPayload ?p }",
    "SELECT ?p { <https://w3id.org/biopharma-kg/resource/compound/sar3419>kg:hasPayload ?p.}",
    r"PREFIX my: <https://w3id.org/biopharma-kg/> SELECT ?p { my:resource\/compound\/sar3419 ?is ?p . "
    "FILTER(?is = kg:hasPayload) }",
    "BASE <https://w3id.org/biopharma-kg/> SELECT ?p { <resource/compound/sar3419> kg:hasPayload ?p }",
    "SELECT ?p { ?p ^kg:hasPayload compound:sar3419.?c kg:hasPayload ?p } LIMIT 1",
)


@pytest.mark.parametrize("text", PAYLOADS)
def test_an_iri_that_a_document_alone_would_give_still_answers(graph: KnowledgeGraph, text: str) -> None:
    assert rows(graph.query(text)) == [{"p": "dm4"}]


@pytest.mark.parametrize(
    "words",
    ["'compound:sar3419'", '"<compound:sar3419>"@en', "'''\n compound:sar3419'''", "'' # compound:sar3419\n"],
)
def test_strings_and_comments_stay_as_they_are(graph: KnowledgeGraph, words: str) -> None:
    said = rows(graph.query(f"SELECT ?said {{ BIND({words} AS ?said) }}"))
    assert said == [{"said": words.partition(" #")[0].removesuffix("@en").strip("'\"")}]


def test_who_asks_for_former_iris_means_them(graph: KnowledgeGraph) -> None:
    answer = graph.query("SELECT ?new { compound:sar3419 dcterms:isReplacedBy ?new }")
    assert rows(answer) == [{"new": "coltuximab-ravtansine"}]


@pytest.mark.parametrize(
    "name", ["Kadcyla", "ado-trastuzumab emtansine", "t-dm1", "compound:trastuzumab-emtansine"]
)
def test_all_names_and_the_iri_find_a_thing(graph: KnowledgeGraph, name: str) -> None:
    assert len(list(graph.facts(about=name))) == len(list(graph.facts(about="trastuzumab emtansine")))


def test_a_name_of_several_things_asks_about_all(
    graph: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    payloads = [
        ox.NamedNode(f"https://w3id.org/biopharma-kg/resource/payload/{name}") for name in ("dm4", "x")
    ]
    monkeypatch.setattr("kg.query.named.things_meant", lambda *_: payloads)
    one = rows(graph.ask("payload", payload="of several"))
    monkeypatch.undo()
    assert one == rows(graph.ask("payload", payload="DM4")) != []


def test_bindings_are_terms(graph: KnowledgeGraph) -> None:
    evil = "x' } ; DROP ALL"
    assert rows(ask(graph.snapshot(), "SELECT ?n ?s { ?s rdfs:label ?n }", {"n": ox.Literal(evil)})) == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "SELEKT ?x { ?x ?y ?z }",
            "line 1, character 1: no SPARQL query from 'SELEKT' on. Did you mean SELECT?",
        ),
        ("SELECT ?x {\n ?x ?y ?z FILTR(?x) }", "line 2, character 11: .*'FILTR' on. Did you mean FILTER?"),
        (
            "SELECT ?x { ?x kgg:p ?z }",
            "line 1, character 16: the prefix kgg: is not declared. Did you mean kg",
        ),
        ("", "line 1, character 1: no SPARQL query from 'the end' on"),
        ("SELECT (COUNT(?x) AS ?n) ?y { ?x ?y ?z }", "unbound"),
        ("SELECT ?x { SERVICE <http://127.0.0.1:9/> { ?x ?y ?z } }", "character 13: SERVICE is refused"),
        ("SELECT ?x { ?x ?y ?z . seRVice SILENT ?x { ?x ?y ?z } }", "character 24: SERVICE is refused"),
        ("ASK { { SELECT * { FILTER EXISTS { SERVICE <http://a/> {} } } } }", "SERVICE is refused"),
        ("SELECT * { FILTER(1<2)SERVICE<http://a/>{} }", "SERVICE is refused"),
        ("SELECT * { SERVICE SILENT <http://a/> { SERVICE ?x { ?x ?y ?z } } }", "SERVICE is refused"),
        (f"{'x' * 99}", "no SPARQL query from 'x{40}' on"),
        (f"SELECT * {'{' * 300}", "nested too deeply"),
        (
            'SELECT * { ?a ?b ?c FILTER(?a<?b#>"""\n) SERVICE <http://a/> {} #"""\n}',
            "SERVICE is refused|line 1",
        ),
        ("INSERT DATA { <a:a> <a:a> <a:a> }", "INSERT is refused, as a query changes nothing"),
        ("LOAD <http://127.0.0.1:9/>", "LOAD is refused"),
        ("DROP ALL", "DROP is refused"),
    ],
)
def test_a_query_is_refused_in_one_line(text: str, message: str) -> None:
    with pytest.raises(QueryError, match=message) as caught:
        ask(NOTHING, text)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?service { ?service ?p 'SERVICE <http://a/> {}' } # SERVICE",
        "PREFIX service: <http://service/> SELECT * { service:service ?p '''Service''' }",
    ],
)
def test_the_word_service_is_no_harm(text: str) -> None:
    assert rows(ask(NOTHING, text)) == []


@pytest.mark.parametrize(
    ("name", "parameters", "message"),
    [
        ("paylod", {}, "no query is named 'paylod'. Did you mean payload"),
        ("zzz", {}, "There are about, approvals"),
        ("payload", {}, "needs --param payload=... .the payload"),
        ("payload", {"paylod": "DM4"}, "has no parameter 'paylod'. Did you mean payload?"),
        ("came-true", {"x": "y"}, "has no parameter 'x'. It takes none"),
        ("phases", {"asOf": "12 June"}, "asOf=12 June: not a date; write YYYY, YYYY-MM or YYYY-MM-DD"),
        ("payload", {"payload": "DMM4"}, "nothing in the graph is named 'DMM4'. Did you mean DM4"),
        ("sources", {"predicate": "a b"}, "predicate=a b: not an IRI"),
    ],
)
def test_wrong_names_and_parameters(
    graph: KnowledgeGraph, name: str, parameters: dict[str, str], message: str
) -> None:
    with pytest.raises(QueryError, match=message):
        graph.ask(name, **parameters)


@pytest.mark.parametrize("value", ["2012-06-04", "2012-06", "2012"])
def test_dates_of_any_precision(value: str) -> None:
    assert rows(ask_named(NOTHING, "phases", {"asOf": value})) == []


@pytest.mark.parametrize(
    ("text", "default", "named"),
    [
        ("SELECT * FROM <x:a> FROM NAMED kg:b\n# FROM\nFROM#x\n<x:c> { ?from <x:d> <x:e> }", "x:a x:c", "b"),
        ("SELECT*FROM<x:a>FROM<x:b>{ 'FROM' <x:c> from:x . _:from <x:d> 'a'@from }", "x:a x:b", ""),
        ("PREFIX from: <x:from/> ASK FROM NAMED from:a { from:from from:named <x:b> }", "", "x:from/a"),
        ("BASE <http://x.y/> DESCRIBE <a> FROM <b> { FILTER(?from < 1) }", "http://x.y/b", ""),
    ],
)
def test_the_graphs_that_a_query_names(text: str, default: str, named: str) -> None:
    found = dataset_of(text)
    assert found
    assert [graph.value for graph in found.default if isinstance(graph, ox.NamedNode)] == default.split()
    assert [graph.value.rpartition("#")[2] for graph in found.named] == named.split()
    assert dataset_of(r"ASK FROM <x:a> FROM <x:\u0062> {}") is None
    assert dataset_of("SELECT ?from { ?from <x:named> 'FROM' } # FROM <x:a>") is None


def test_named_queries_are_well_formed() -> None:
    assert len(named_queries()) >= 12
    for query in named_queries().values():
        assert query.question.endswith("?")
        ask(NOTHING, query.text)


def written(graph: KnowledgeGraph, text: str, format: str) -> str:
    output = io.BytesIO()
    graph.query(text).write(format, output)
    return output.getvalue().decode()


LABELS = "SELECT ?c ?n { ?c kg:hasPayload ?p ; rdfs:label ?n FILTER(STRSTARTS(?n, 'SAR')) }"
IRI = "https://w3id.org/biopharma-kg/resource/compound/coltuximab-ravtansine"


def test_table_shows_names(graph: KnowledgeGraph) -> None:
    assert written(graph, LABELS, "table") == "c        n\n-------  -------\nSAR3419  SAR3419\n"


def test_table_tells_a_record_by_what_it_holds(graph: KnowledgeGraph) -> None:
    table = written(graph, "SELECT ?o { ?c rdfs:label 'SAR3419' ; kg:outcome ?o }", "table")
    assert table.splitlines()[-1].startswith("measure objective response rate, percent 33, count 7, total")
    table = written(graph, "SELECT DISTINCT ?p { ?p kg:payee ?who ; kg:upTo true }", "table")
    assert "amount 265000000, currency USD, upTo true" in table


def test_table_leaves_out_what_was_asked(graph: KnowledgeGraph) -> None:
    assert graph.ask("shared-partners", one="ImmunoGen", other="Novartis").table().split() == [
        "partner", "---------", "Genentech",
    ]  # fmt: skip


def test_table_does_not_steer_a_terminal() -> None:
    table = ask(NOTHING, r"SELECT ?x { BIND('a\u001B[2J\u202Eb' AS ?x) }").table()
    assert table.splitlines()[-1] == "a [2J b"


def test_machine_formats(graph: KnowledgeGraph) -> None:
    assert written(graph, LABELS, "csv") == f"c,n\r\n{IRI},SAR3419\r\n"
    assert written(graph, LABELS, "tsv") == f'?c\t?n\n<{IRI}>\t"SAR3419"\n'
    assert json.loads(written(graph, LABELS, "json"))["results"]["bindings"][0]["c"]["value"] == IRI
    assert f"<uri>{IRI}</uri>" in written(graph, LABELS, "xml")


def test_ask_and_construct(graph: KnowledgeGraph) -> None:
    assert written(graph, "ASK { ?x kg:hasPayload ?y }", "table") == "yes\n"
    assert json.loads(written(graph, "ASK { ?x kg:hasPayload ?x }", "json"))["boolean"] is False
    turtle = written(
        graph, "CONSTRUCT WHERE { ?x kg:hasLinker|kg:hasPayload ?y }".replace("|kg:hasPayload", ""), "turtle"
    )
    assert "hasPayload" not in turtle
    turtle = written(graph, "CONSTRUCT WHERE { ?x kg:hasPayload ?y }", "turtle")
    assert "kg:hasPayload" in turtle
    assert "DM4" in written(graph, "CONSTRUCT WHERE { ?x kg:hasPayload ?y }", "table")


@pytest.mark.parametrize(
    ("text", "format", "message"),
    [
        ("SELECT ?x { ?x ?y ?z }", "turtle", "turtle holds triples only"),
        ("CONSTRUCT WHERE { ?x ?y ?z }", "csv", "this query makes triples, which csv cannot hold"),
        ("SELECT ?x { ?x ?y ?z }", "yaml", "no format is named 'yaml'; there are table, csv"),
    ],
)
def test_formats_that_do_not_fit(graph: KnowledgeGraph, text: str, format: str, message: str) -> None:
    with pytest.raises(QueryError, match=message):
        written(graph, text, format)


@pytest.mark.parametrize(
    "said",
    [
        "SAR3419",
        "compound:coltuximab-ravtansine",
        "kgr:compound/coltuximab-ravtansine",
        "https://w3id.org/biopharma-kg/resource/compound/coltuximab-ravtansine",
        "<https://w3id.org/biopharma-kg/resource/compound/coltuximab-ravtansine>",
        "compound:sar3419",
        "kgr:compound/sar3419",
        "https://w3id.org/biopharma-kg/resource/compound/sar3419",
    ],
)
def test_a_thing_goes_by_its_names_its_iri_and_those_that_it_replaces(
    graph: KnowledgeGraph, said: str
) -> None:
    asked = [
        {name: row[name] for name in row if name != "thing"} for row in rows(graph.ask("about", thing=said))
    ]
    known = [
        {name: row[name] for name in row if name != "thing"}
        for row in rows(graph.ask("about", thing="SAR3419"))
    ]
    assert asked == known != []
    assert [each.iri.rpartition("/")[2] for each in graph.explain(said).things] == ["coltuximab-ravtansine"]
    assert list(graph.facts(about=said)) == list(graph.facts(about="SAR3419")) != []
