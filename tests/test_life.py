"""The life of a document in a store: refused and mended, read again, corrected, retracted."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from answers import rows
from click.testing import CliRunner, Result

from kg.cli import cli
from kg.graph import KnowledgeGraph

HELD = "Beta is part of Alpha."


def facts_file(folder: Path, name: str, *, parent: str = "a", **head: object) -> Path:
    """A file with one fact, which the gate lets in unless the parent is the company itself, "b"."""
    quote = {"start": 0, "end": len(HELD), "quote": HELD}
    names = {"a": {"type": "Company", "name": "Alpha"}, "b": {"type": "Company", "name": "Beta"}}
    fact = {"subject": "b", "predicate": "parentOrganization", "object": parent, "evidence": [quote]}
    facts: dict[str, object] = {"document": name, "text": HELD, "entities": names, "facts": [fact]}
    path = folder / f"{name}.json"
    path.write_text(json.dumps(facts | head))
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
