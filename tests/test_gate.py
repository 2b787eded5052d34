"""What the gate lets in, what it keeps out, and how it says so."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shapes_fixture import VALID

from kg.document import normalise
from kg.facts import FactsFile
from kg.gate import Gate
from kg.rdf import to_quads
from kg.rdf.namespaces import RESOURCE, term

GOLD = Path(__file__).parents[1].parent / "shared" / "gold" / "dev"
TEXT = "🧬🧬 SAR3419 is developed by Sanofi."
ENTITIES = {"d1": {"type": "Compound", "name": "SAR3419"}, "c1": {"type": "Company", "name": "Sanofi"}}
FACT = {"subject": "d1", "predicate": "developedBy", "object": "c1"}
EVIDENCE = {"start": 3, "end": 10, "quote": "SAR3419"}


@pytest.fixture(scope="module")
def gate() -> Gate:
    return Gate()


def quads(fact: dict[str, Any] = FACT, **top: object) -> list[ox.Quad]:
    head = {"document": "a.txt", "title": "T", "published": "2012", "text": TEXT, "entities": ENTITIES}
    return to_quads(FactsFile.model_validate(head | top | {"facts": [{"evidence": [EVIDENCE]} | fact]}))


def _changed(graph: list[ox.Quad], predicate: str, value: ox.Literal | ox.BlankNode) -> list[ox.Quad]:
    return [
        ox.Quad(quad.subject, quad.predicate, value) if quad.predicate == term(predicate) else quad
        for quad in graph
    ]


def test_a_mapped_document_is_let_in(gate: Gate) -> None:
    report = gate.check(quads())
    assert report.conforms
    assert str(report) == ""


def test_offsets_count_code_points(gate: Gate) -> None:
    report = gate.check(_changed(quads(), "oa:start", ox.Literal(5)))
    assert [finding.shape.rpartition("#")[2] for finding in report.violations] == ["Quotes-text"]


def test_a_warning_does_not_keep_a_document_out(gate: Gate) -> None:
    report = gate.check(quads(title=None))
    assert report.conforms
    assert not report.violations
    assert str(report) == (
        "Warning: document:a.txt dcterms:title: Add the headline as dcterms:title, so that people can "
        "tell which release it is. [kgs:Document-titleMissing]"
    )


def test_a_violation_says_where_what_and_what_to_do(gate: Gate) -> None:
    report = gate.check(_changed(quads(title=None), "kg:confidence", ox.Literal(7)))
    assert not report.conforms
    finding = next(finding for finding in report.violations if finding.component == "MaxInclusive")
    assert finding.focus.startswith(RESOURCE + "statement/")
    assert (finding.path, finding.value) == (term("kg:confidence").value, "7")
    assert str(report).splitlines()[0].startswith("Violation: ")
    assert str(report).splitlines()[-1].startswith("Warning: ")
    assert "kg:confidence (found 7): Give the Statement exactly one kg:confidence, from 0 to 1." in str(
        report
    )


def test_a_path_of_several_steps_is_written_out(gate: Gate) -> None:
    without = [quad for quad in quads() if quad.predicate != term("oa:exact")]
    paths = {finding.path for finding in gate.check(without).violations}
    assert f"{term('oa:hasSelector').value}/{term('oa:exact').value}" in paths


def test_an_edge_on_the_wrong_kind_of_thing_is_found(gate: Gate) -> None:
    report = gate.check(quads(FACT | {"subject": "c1", "object": "d1", "status": "planned"}))
    assert {finding.shape.rpartition("#")[2] for finding in report.violations} == {
        "Terms-domain",
        "Terms-range",
    }


@pytest.mark.parametrize("number", ["NaN", "Infinity", "1e3", "three", ""])
def test_numbers_that_are_none_are_found_and_break_nothing(gate: Gate, number: str) -> None:
    literal = ox.Literal(number, datatype=term("xsd:decimal"))
    assert not gate.check(_changed(quads(), "kg:confidence", literal)).conforms


def test_a_graph_with_blank_nodes_can_be_checked(gate: Gate) -> None:
    blank = ox.BlankNode("doc")
    graph = [ox.Quad(blank, term("rdf:type"), term("kg:Document"))]
    assert {finding.severity for finding in gate.check(graph).findings} == {"Violation", "Warning"}


def test_blank_nodes_that_cannot_be_compared_keep_a_graph_out(gate: Gate) -> None:
    report = gate.check(_changed(quads(), "oa:start", ox.BlankNode("nothing")))
    assert str(report).startswith("Violation: the graph: Correct the values that cannot be checked")


def test_an_empty_graph_and_any_other_conform(gate: Gate) -> None:
    assert gate.check([]).conforms
    node = ox.NamedNode("https://example.org/a")
    assert gate.check([ox.Quad(node, node, node)]).conforms


def test_one_check_leaves_no_trace_in_the_next(gate: Gate) -> None:
    assert not gate.check([quad for quad in VALID if quad.predicate != term("kg:status")]).conforms
    assert str(gate.check(VALID)) == ""


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(min_size=1), st.text())
def test_no_words_break_the_gate(gate: Gate, name: str, words: str) -> None:
    entities = ENTITIES | {"d1": {"type": "Compound", "name": name, "aliases": [words]}}
    assert gate.check(quads(entities=entities, text=None, document=words)) is not None


def _gold(path: Path) -> FactsFile:
    """A gold file with its text, and for each fact some word of it as evidence."""
    data = json.loads(path.read_text(encoding="utf-8"))
    text = normalise(next(path.parent.glob(f"{path.stem}.[tm]*")).read_text(encoding="utf-8"))
    known = {key: value for key, value in data.items() if key in FactsFile.model_fields}
    for number, fact in enumerate(data["facts"]):
        start = number * 10
        fact["evidence"] = [{"start": start, "end": start + 5, "quote": text[start : start + 5]}]
    return FactsFile.model_validate(known | {"text": text})


@pytest.mark.skipif(not GOLD.is_dir(), reason="the releases with gold facts are not beside the repository")
@pytest.mark.parametrize("path", sorted(GOLD.glob("*.json")), ids=lambda path: path.stem)
def test_gold_facts_are_let_in(gate: Gate, path: Path) -> None:
    assert str("\n".join(map(str, gate.check(to_quads(_gold(path))).violations))) == ""
