"""Rules: what they derive, from what, and that nobody mistakes it for a fact."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from answers import rows
from click.testing import CliRunner

from kg.cli import cli
from kg.errors import InputError, QueryError
from kg.graph import KnowledgeGraph
from kg.query import named_queries
from kg.rules import Rule, read_rule, shipped
from kg.rules.freshness import STALE

DERIVED = """
SELECT ?rule ?subject ?predicate ?object (COUNT(?statement) AS ?used) {
  GRAPH kgr:derived {
    ?derivation a kg:Derivation ; kg:byRule ?rule ; rdf:subject ?subject ; rdf:predicate ?predicate ;
      rdf:object ?object ; prov:wasDerivedFrom ?statement
  }
} GROUP BY ?rule ?subject ?predicate ?object ORDER BY ?rule ?subject ?object
"""
TEXT = "What is said here."
KINDS = {
    "Acme": "Company", "Beta": "Company", "Gamma": "Company", "QX-1": "Compound", "QX-2": "Compound",
    "XYZ9": "Target", "oddity": "Condition",
}  # fmt: skip
RIVALS = [
    ("QX-1", "hasTarget", "XYZ9"), ("QX-1", "hasIndication", "oddity"), ("QX-1", "developedBy", "Acme"),
    ("QX-2", "hasTarget", "XYZ9"), ("QX-2", "hasIndication", "oddity"), ("QX-2", "developedBy", "Beta"),
]  # fmt: skip


@pytest.fixture
def graph(tmp_path: Path) -> KnowledgeGraph:
    return KnowledgeGraph(tmp_path / "kg.db")


def tell(
    graph: KnowledgeGraph, name: str, published: str, facts: list[tuple[str, str, str]], **more: object
) -> None:
    """Build a document that says something; an object that is no thing is a value."""
    told = [
        {"subject": subject, "predicate": predicate, "object" if value in KINDS else "value": value}
        | {"evidence": [{"start": 0, "end": len(TEXT), "quote": TEXT}]} | more
        for subject, predicate, value in facts
    ]  # fmt: skip
    used = {
        end for fact in told for end in (fact["subject"], fact.get("object"), more.get("licensor")) if end
    }
    file = graph.store.path.parent / f"{name}.json"
    entities = {key: {"type": KINDS[key], "name": key} for key in sorted(map(str, used))}
    file.write_text(
        json.dumps(
            {"document": name, "published": published, "text": TEXT, "entities": entities, "facts": told}
        )
    )
    assert graph.build([file]).complete


def derived(graph: KnowledgeGraph) -> list[tuple[str, ...]]:
    return [tuple(row.values()) for row in rows(graph.query(DERIVED))]


def test_competitors_come_from_the_statements_of_every_document(graph: KnowledgeGraph) -> None:
    tell(graph, "first", "2020-01-01", RIVALS)
    tell(graph, "second", "2021-01-01", RIVALS[:1])
    assert graph.derive() == {"competitors": 2, "sublicensees": 0, "years-to-phase-2": 0}
    assert derived(graph) == [
        ("competitors", "qx-1", "competitorOf", "qx-2", "5"),
        ("competitors", "qx-2", "competitorOf", "qx-1", "5"),
    ]


def test_compounds_of_one_company_do_not_compete(graph: KnowledgeGraph) -> None:
    tell(graph, "first", "2020-01-01", [*RIVALS, ("QX-2", "developedBy", "Acme")])
    assert graph.derive()["competitors"] == 0


def test_sublicensees(graph: KnowledgeGraph) -> None:
    tell(graph, "grant", "2020-01-01", [("QX-1", "licensedTo", "Beta")], licensor="Acme")
    tell(graph, "regrant", "2021-01-01", [("QX-1", "licensedTo", "Gamma")], licensor="Beta")
    graph.derive()
    assert derived(graph) == [("sublicensees", "gamma", "sublicenseeOf", "acme", "2")]


@pytest.mark.parametrize(
    ("start", "end", "years"),
    [
        ("2020-03-01", "2021-03-01", "1"),
        ("2020-03-01", "2021-03-02", "2"),
        ("2020", "2020-06", "1"),
        ("2020-06", "2021", "2"),
    ],
)
def test_years_to_phase_2(graph: KnowledgeGraph, start: str, end: str, years: str) -> None:
    tell(graph, "one", start, [("QX-1", "developmentPhase", "Phase 1")])
    tell(graph, "two", end, [("QX-1", "developmentPhase", "Phase 2")])
    tell(graph, "late", "2030", [("QX-1", "developmentPhase", "Phase 1")])
    graph.derive()
    assert derived(graph) == [("years-to-phase-2", "qx-1", "reachedPhase2Within", years, "2")]


def test_plans_derive_nothing(graph: KnowledgeGraph) -> None:
    tell(graph, "first", "2020-01-01", RIVALS[:4] + RIVALS[5:])
    tell(graph, "plan", "2020-01-01", RIVALS[4:5], status="planned")
    assert graph.derive()["competitors"] == 0


RULE = Rule(
    "in-the-same-boat",
    """
    CONSTRUCT { [] rdf:subject ?a ; rdf:predicate kg:partnerOf ; rdf:object ?b ; prov:wasDerivedFrom ?s, ?t }
    { ?s rdf:subject ?one ; rdf:object ?a ; rdf:predicate kg:developedBy .
      ?t rdf:subject ?two ; rdf:object ?b ; rdf:predicate kg:developedBy FILTER(STR(?a) < STR(?b)) }
    """,
)


def answers(graph: KnowledgeGraph) -> list[object]:
    """All that users see of facts: named queries, facts, plain edges, networks, measures, shapes."""
    given = {"asOf": "2030", "predicate": "kg:hasTarget", "document": "kgr:document/first"}
    names = {"compound": "QX-1", "company": "Acme", "one": "Acme", "other": "Beta",
             "organization": "Acme", "thing": "QX-1", "condition": "oddity"}  # fmt: skip
    seen: list[object] = [list(graph.facts()), str(graph.explain("QX-1")), sorted(graph.validate())]
    for name, query in named_queries().items():
        known = {**names, **given}
        if all(parameter.name in known for parameter in query.parameters):
            chosen = {parameter.name: known[parameter.name] for parameter in query.parameters}
            seen.append(rows(graph.ask(name, **chosen)))
    network = graph.to_networkx()
    seen += [list(network.edges(data=True)), str(graph.analyze("degree", projection="things"))]
    return [*seen, rows(graph.query("SELECT ?one ?two { ?one kg:partnerOf ?two }")), graph._repr_html_()]


def test_what_is_derived_is_no_fact_and_no_source(graph: KnowledgeGraph) -> None:
    tell(graph, "first", "2020-01-01", RIVALS)
    before = answers(graph)
    assert graph.derive([*shipped(), RULE])[RULE.name] == 1
    assert answers(graph) == before


def test_networks_have_what_is_derived_if_asked(graph: KnowledgeGraph) -> None:
    tell(graph, "first", "2020-01-01", RIVALS)
    graph.derive([RULE])
    network = graph.to_networkx(status=["asserted", "derived"])
    ((_, _, fact),) = (edge for edge in network.edges(data=True) if edge[2]["status"] == "derived")
    assert (fact["predicate"], fact["sources"], fact["documents"], fact["dates"]) == ("partnerOf", 0, [], [])
    assert [quote.document for quote in fact["quotes"]] == ["first"]
    graph.retract("first")
    with pytest.warns(UserWarning, match="earlier state"):
        assert not graph.to_networkx(status=["derived"]), "its statements are gone"


def test_deriving_again_replaces_what_was_derived(graph: KnowledgeGraph) -> None:
    tell(graph, "first", "2020-01-01", RIVALS)
    graph.derive()
    before, number = derived(graph), graph.store.newest()
    graph.derive()
    assert (derived(graph), graph.store.newest()) == (before, number)
    graph.derive([RULE])
    assert {row[0] for row in derived(graph)} == {RULE.name}
    graph.derive([])
    assert derived(graph) == []


def test_what_is_derived_is_stale_when_the_graph_has_changed(graph: KnowledgeGraph) -> None:
    tell(graph, "first", "2020-01-01", RIVALS)
    assert not graph.derived_is_stale(), "nothing is derived"
    graph.derive()
    assert not graph.derived_is_stale()
    tell(graph, "first", "2020-01-01", RIVALS)
    assert not graph.derived_is_stale(), "nothing has changed"
    tell(graph, "second", "2020-01-01", RIVALS[:1])
    assert graph.derived_is_stale()
    with pytest.warns(UserWarning, match="'kg derive' derives again"):
        graph.to_networkx(status=["derived"])
    graph.derive()
    assert not graph.derived_is_stale()
    graph.retract("second")
    graph.derive([])
    assert not graph.derived_is_stale(), "nothing is derived"


def test_what_another_process_wrote_meanwhile_makes_it_stale(
    graph: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    tell(graph, "first", "2020-01-01", RIVALS)
    before = graph.snapshot()
    tell(graph, "second", "2020-01-01", RIVALS[:1])
    monkeypatch.setattr(graph, "snapshot", lambda: before)
    graph.derive()
    assert graph.derived_is_stale()


def test_two_rules_of_one_name_are_refused(graph: KnowledgeGraph) -> None:
    tell(graph, "first", "2020-01-01", RIVALS)
    with pytest.raises(QueryError, match="rule in-the-same-boat: another has the same name"):
        graph.derive([RULE, RULE])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("SELECT ?s { ?s ?p ?o }", "rule r: it is no CONSTRUCT query"),
        ("CONSTRUCT { ?s ?p ?o } { ?s ?p", "rule r: line 1"),
        ("CONSTRUCT { ?s kg:partnerOf ?o } { ?s kg:hasTarget ?o }", r"begin its template with \[\]"),
        ("CONSTRUCT { [] rdf:subject ?s } { ?s kg:hasTarget ?o }", "one rdf:subject, rdf:predicate and"),
        ("CONSTRUCT { [] rdf:object [] } { ?s kg:hasTarget ?o }", "a blank node is the object"),
        (
            "CONSTRUCT { [] rdf:subject ?s ; rdf:predicate kg:x ; rdf:object ?o ; prov:wasDerivedFrom ?s } "
            "{ ?s kg:hasTarget ?o }",
            "compound/qx-[12]>, which is no Statement",
        ),
    ],
)
def test_what_is_no_rule_says_why(graph: KnowledgeGraph, text: str, message: str) -> None:
    tell(graph, "first", "2020-01-01", RIVALS)
    with pytest.raises(QueryError, match=message):
        graph.derive([Rule("r", text)])
    assert derived(graph) == []


def test_the_command(graph: KnowledgeGraph, tmp_path: Path) -> None:
    def run(*arguments: object) -> tuple[int, str]:
        store = ["--store", str(graph.store.path)]
        result = CliRunner().invoke(cli, ["derive", *map(str, arguments), *store], prog_name="kg")
        return result.exit_code, result.output

    tell(graph, "first", "2020-01-01", RIVALS)
    assert run() == (0, "competitors: 2 edge(s)\nsublicensees: 0 edge(s)\nyears-to-phase-2: 0 edge(s)\n")
    own = tmp_path / "own.rq"
    own.write_text(RULE.text)
    assert run(own) == (0, "own: 1 edge(s)\n")
    graph.retract("first")
    store = ["--store", str(graph.store.path)]
    exported = CliRunner().invoke(cli, ["export", "--status", "derived", "--format", "csv", *store])
    assert exported.stderr == f"kg: {STALE}\n"
    built = CliRunner().invoke(cli, ["build", str(tmp_path / "first.json"), *store])
    assert built.stderr == f"kg: {STALE}\n"
    retracted = CliRunner().invoke(cli, ["retract", "first", *store])
    assert retracted.stderr == f"kg: {STALE}\n"
    assert run("--clear") == (0, "")
    assert derived(graph) == []
    own.write_text("ASK {}")
    assert run(own) == (2, "kg: rule own: it is no CONSTRUCT query\n")
    assert run(tmp_path / "none.rq")[0] == 1


def test_reading_a_rule_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="the rule cannot be read"):
        read_rule(tmp_path / "none.rq")
