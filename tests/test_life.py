"""The life of a document in a store: refused and mended, read again, corrected, retracted."""

from __future__ import annotations

import json
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from answers import rows
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.cli import cli
from kg.graph import KnowledgeGraph

HELD = "Beta is part of Alpha."
NOTHING: Mapping[str, object] = {}


def facts_file(folder: Path, name: str, head: Mapping[str, object] = NOTHING, *, parent: str = "a") -> Path:
    """A file with one fact, which the gate lets in unless the parent is the company itself, "b"."""
    quote = {"start": 0, "end": len(HELD), "quote": HELD}
    names = {"a": {"type": "Company", "name": "Alpha"}, "b": {"type": "Company", "name": "Beta"}}
    fact = {"subject": "b", "predicate": "parentOrganization", "object": parent, "evidence": [quote]}
    facts: dict[str, object] = {"document": name, "text": HELD, "entities": names, "facts": [fact]}
    path = folder / f"{name}.json"
    path.write_text(json.dumps({**facts, **head}))
    return path


def kg(store: Path, *arguments: str | Path) -> Result:
    return CliRunner().invoke(cli, [*map(str, arguments), "--store", str(store)], prog_name="kg")


@pytest.fixture
def graph(tmp_path: Path) -> KnowledgeGraph:
    return KnowledgeGraph(tmp_path / "kg.db")


def test_what_is_in_quarantine_is_shown_mended_and_let_in(graph: KnowledgeGraph, tmp_path: Path) -> None:
    store = graph.store.path
    graph.build([facts_file(tmp_path, "one", parent="b")])
    listed, shown = kg(store, "quarantine"), kg(store, "quarantine", "show", "one")
    assert listed.stdout.startswith("one: Violation: ")
    assert listed.stdout.endswith("1 document(s) in quarantine\n")
    place, report = shown.stdout.split("\n", 1)
    assert report.startswith("Violation: ")
    assert kg(store, "quarantine", "retry").exit_code == 1
    Path(place).write_text(facts_file(tmp_path, "one").read_text())
    assert kg(store, "quarantine", "retry", "one").exit_code == 0
    assert graph.store.quarantined() == []
    assert len(list(graph.facts())) == 1
    assert kg(store, "quarantine").stdout == "0 document(s) in quarantine\n"


def test_a_document_that_is_not_in_quarantine_is_said_so(graph: KnowledgeGraph, tmp_path: Path) -> None:
    graph.build([facts_file(tmp_path, "acme-1", parent="b")])
    missed = kg(graph.store.path, "quarantine", "show", "acme-2")
    assert missed.exit_code == 2
    assert "acme-1" in missed.stderr


def test_what_another_version_read_is_read_again_without_its_files(
    graph: KnowledgeGraph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    release = tmp_path / "two.txt"
    release.write_text("Beta News\n\nBOSTON, May 3, 2012 -- Beta Pharma, Inc. (NASDAQ: BETA) is ours.")
    inputs = [facts_file(tmp_path, "one"), release]
    monkeypatch.setattr("kg.graph.origin.version", lambda: "another version")
    graph.build(inputs)
    monkeypatch.undo()
    assert kg(graph.store.path, "build", "--stale", "--jobs", "1").exit_code == 0
    assert graph.rebuild().fates == {}
    assert graph.build(inputs).fates == {"unchanged": 2}
    (program,) = rows(graph.query("SELECT DISTINCT ?program { ?document kg:builtWith ?program }"))
    assert all(part in program["program"] for part in ("program ", "patterns ", "ontology ", "shapes "))


@pytest.mark.parametrize("arguments", [(), ("a.txt", "--stale")])
def test_stale_needs_no_input(graph: KnowledgeGraph, arguments: tuple[str, ...]) -> None:
    assert kg(graph.store.path, "build", *arguments).exit_code == 2


FIRST: dict[str, object] = {
    "title": "Beta Joins Alpha in Record Deal",
    "issuer": "b",
    "published": "2012-05-03",
}
CORRECTED = FIRST | {"title": "CORRECTION: Beta Joins Alpha in Record Deal", "published": "2012-05-04"}


def lines(graph: KnowledgeGraph) -> list[bytes]:
    """The graph in canonical form: there are no blank nodes."""
    output = BytesIO()
    graph.export(output, "nquads")
    return sorted(output.getvalue().splitlines())


def counted(graph: KnowledgeGraph, pattern: str) -> int:
    (row,) = rows(graph.query(f"SELECT (COUNT(*) AS ?n) {{ {pattern} }}"))
    return int(row["n"])


@pytest.mark.parametrize("order", [("first", "second"), ("second", "first")])
def test_a_corrected_release_supersedes_the_earlier_one(
    graph: KnowledgeGraph, tmp_path: Path, order: tuple[str, str]
) -> None:
    heads = {"first": FIRST, "second": CORRECTED}
    for name in order:
        graph.build([facts_file(tmp_path, name, heads[name])])
    assert [record.source.id for record in graph.facts()] == ["second"]
    (company,) = graph.explain("Beta").things
    assert [name.documents for name in company.names] == [("first", "second")]
    replaced = "?new dcterms:replaces ?old . ?old dcterms:isReplacedBy ?new ; dcterms:title ?title"
    assert rows(graph.query(f"SELECT ?old ?new {{ {replaced} }}")) == [{"old": "first", "new": "second"}]
    assert counted(graph, "?statement a kg:Statement") == 1
    assert counted(graph, "GRAPH ?graph { ?statement a kg:Statement }") == 2
    graph.retract("second")
    assert [record.source.id for record in graph.facts()] == ["first"]


def test_a_build_says_what_is_corrected(graph: KnowledgeGraph, tmp_path: Path) -> None:
    paths = facts_file(tmp_path, "first", FIRST), facts_file(tmp_path, "second", CORRECTED)
    built = kg(graph.store.path, "build", *paths, "--jobs", "1")
    assert built.stderr == "kg: second: corrects first\n"


@pytest.mark.parametrize(
    "head",
    [
        {"title": "Beta Joins Alpha in Record Deal"},
        {"title": "CORRECTION: Beta Leaves Gamma", "text": f"{HELD} It also left Gamma a year ago."},
        {"published": "2012-05-02"},
        {"published": "2012-06-30"},
        {"issuer": "a"},
    ],
    ids=["no correction", "another title", "earlier", "too late", "another issuer"],
)
def test_what_is_no_correction_replaces_nothing(
    graph: KnowledgeGraph, tmp_path: Path, head: dict[str, object]
) -> None:
    graph.build([facts_file(tmp_path, "first", FIRST)])
    assert graph.build([facts_file(tmp_path, "second", CORRECTED | head)]).built[0].replaces == []
    assert len(list(graph.facts())) == 2


@pytest.mark.parametrize(
    "opening",
    ["/C O R R E C T I O N -- Beta/", "Correcting and Replacing", "UPDATED:", "Corrected release:"],
)
def test_a_correction_is_known_by_its_first_words_and_the_same_text(
    graph: KnowledgeGraph, tmp_path: Path, opening: str
) -> None:
    body = " ".join(f"{HELD} Sentence {number} is about year {1900 + number}." for number in range(40))
    graph.build([facts_file(tmp_path, "first", FIRST | {"text": body})])
    again = FIRST | {"title": "Beta", "text": f"{body} {opening}", "facts": []}
    assert graph.build([facts_file(tmp_path, "other", again)]).built[0].replaces == []
    again["text"] = f"{opening} {body}"
    assert graph.build([facts_file(tmp_path, "second", again)]).built[0].replaces == ["first", "other"]


@given(st.lists(st.sampled_from("abcdef"), min_size=1, max_size=8))
@settings(max_examples=12, deadline=None)
def test_what_is_retracted_leaves_no_trace(steps: list[str]) -> None:
    """A step builds a document, or retracts it if it is there; then the same is built at once."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        graph, there = KnowledgeGraph(folder / "kg.db"), set[str]()
        graph.build([facts_file(folder, "always", FIRST)])
        for step in steps:
            if step in there:
                graph.retract(step)
            else:
                graph.build([facts_file(folder, step, HEADS[step])])
            there ^= {step}
        plain = KnowledgeGraph(folder / "plain.db")
        plain.build([facts_file(folder, "always", FIRST)])
        plain.build([facts_file(folder, each, HEADS[each]) for each in sorted(there)])
        assert lines(graph) == lines(plain)


def _named(name: str, *aliases: str) -> dict[str, object]:
    companies = {"a": ("Alpha", ()), "b": (name, aliases)}
    entities = {
        key: {"type": "Company", "name": called, "aliases": others}
        for key, (called, others) in companies.items()
    }
    return {"entities": entities}


#: Documents that correct each other, and that call Beta otherwise.
HEADS: dict[str, dict[str, object]] = {
    "a": CORRECTED,
    "b": CORRECTED | {"published": "2012-05-05"},
    "c": {"published": "2011-01-01", **_named("Beta Pharma", "Beta")},
    "d": {"published": "2013-01-01", **_named("Beta Pharmaceuticals", "BPH")},
    "e": {"published": "2010-01-01", **_named("BPH")},
    "f": FIRST | {"facts": []},
}


def test_a_graph_as_of_a_day_is_what_had_been_published_by_then(
    graph: KnowledgeGraph, tmp_path: Path
) -> None:
    """All that differs is how many names of things, and so reasons, are known today."""
    for name in "abdf":
        graph.build([facts_file(tmp_path, name, HEADS[name])])
    graph.build([facts_file(tmp_path, "undated")])
    then = KnowledgeGraph(graph.store.path, as_of="2012-05")
    earlier = KnowledgeGraph(tmp_path / "earlier.db")
    earlier.build([facts_file(tmp_path, name, HEADS[name]) for name in "abf"])
    assert lines(then) == lines(earlier)
    assert [record.source.id for record in KnowledgeGraph(graph.store.path, as_of="2012-05-04").facts()] == [
        "a"
    ]


@pytest.mark.parametrize(
    "command", [("facts",), ("query", "SELECT ?f { ?f a kg:Statement }"), ("export", "--format", "turtle")]
)
def test_commands_tell_how_many_documents_have_no_date(
    graph: KnowledgeGraph, tmp_path: Path, command: tuple[str, ...]
) -> None:
    graph.build([facts_file(tmp_path, "a", FIRST), facts_file(tmp_path, "undated")])
    assert kg(graph.store.path, *command).stderr == ""
    assert (
        kg(graph.store.path, *command, "--as-of", "2020").stderr
        == "kg: 1 document(s) without a date left out\n"
    )
    assert kg(graph.store.path, *command, "--as-of", "soon").exit_code == 2


def test_what_differs_between_two_states_is_told(graph: KnowledgeGraph, tmp_path: Path) -> None:
    planned = json.loads(facts_file(tmp_path, "a").read_text())["facts"][0] | {"status": "planned"}
    graph.build([facts_file(tmp_path, "early", FIRST | {"published": "2010", "facts": [planned]})])
    graph.build([facts_file(tmp_path, "late", {"published": "2012"})])
    between = kg(graph.store.path, "diff", "--from", "2010", "--to", "2012", "--format", "json").stdout
    assert json.loads(between) == [
        {
            "change": "changed", "subject": "Beta", "predicate": "parentOrganization", "object": "Alpha",
            "before": "planned", "after": "asserted | planned", "sources": "early | late",
        }
    ]  # fmt: skip
    empty = KnowledgeGraph(tmp_path / "empty.db")
    empty.build([facts_file(tmp_path, "late", {"published": "2012", "facts": []})])
    stores = graph.store.path, empty.store.path
    for pair, change in ((stores, "gone"), (stores[::-1], "added")):
        assert (
            kg(graph.store.path, "diff", *pair, "--format", "csv").stdout.splitlines()[1].split(",")[0]
            == change
        )
    assert kg(graph.store.path, "diff").exit_code == 2


def test_figures_of_a_graph(graph: KnowledgeGraph, tmp_path: Path) -> None:
    refused = facts_file(tmp_path, "refused", parent="b")
    graph.build([facts_file(tmp_path, "a", FIRST), facts_file(tmp_path, "b", CORRECTED), refused])
    told = json.loads(kg(graph.store.path, "stats", "--format", "json").stdout)
    figures = {(row["about"], row["what"]): row["number"] for row in told}
    expected = {
        ("things by kind", "Company"): 2,
        ("documents by year", "2012"): 2,
        ("facts by status", "asserted"): 1,
        ("facts by predicate", "parentOrganization"): 1,
        ("quality", "facts with evidence"): 1,
        ("quality", "documents that a correction replaces"): 1,
        ("quality", "documents that are copies of another"): 0,
        ("quality", "documents in quarantine"): 1,
    }
    assert {key: figures[key] for key in expected} == expected
