"""The engines of the gate say the same, and pySHACL has the last word."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import plain
import pyoxigraph as ox
import pytest
from damage import damaged, whole
from shapes_fixture import DAMAGES, VALID, Damage

from kg import resources
from kg.gate import Gate, Report
from kg.gate.quick import Quick
from kg.gate.reference import Reference
from kg.rdf.namespaces import term

#: `python -m tests.benchmarks` has more.
SEEDS = range(100)


@pytest.fixture(scope="module")
def quick() -> Quick:
    return Quick(resources.shapes(), resources.ontology())


@pytest.fixture(scope="module")
def reference() -> Reference:
    return Reference(resources.shapes(), resources.ontology())


def test_what_is_whole_is_judged_at_once_and_alike(quick: Quick, reference: Reference) -> None:
    for graph in whole():
        assert quick.judge(graph) == reference.judge(graph)


@pytest.mark.parametrize("damage", DAMAGES, ids=str)
def test_the_quick_engine_leaves_violations_and_tells_warnings_alike(
    quick: Quick, reference: Reference, damage: Damage
) -> None:
    graph = list(damage.graph())
    expected = reference.judge(graph)
    assert quick.judge(graph) in ((None, expected) if expected.conforms else (None,))


def test_random_damage_is_judged_alike(quick: Quick, reference: Reference) -> None:
    judged = {seed: quick.judge(damaged(seed)) for seed in SEEDS}
    decided = {seed: report for seed, report in judged.items() if report is not None}
    assert len(decided) > len(SEEDS) / 20
    assert decided == {seed: reference.judge(damaged(seed)) for seed in decided}


@pytest.mark.parametrize("damage", DAMAGES[::50], ids=str)
def test_the_gate_and_plain_pyshacl_agree(damage: Damage) -> None:
    graph = damage.graph()
    assert plain.same(Gate().check(graph)) == plain.results(plain.beside_ontology(graph))


def test_pyshacl_is_not_even_loaded_for_what_is_in_order() -> None:
    code = "import sys, shapes_fixture, kg.gate as gate; gate.Gate().check(shapes_fixture.VALID)"
    code += "; assert not {'rdflib', 'pyshacl'} & sys.modules.keys()"
    subprocess.run([sys.executable, "-c", code], check=True, cwd=Path(__file__).parent)


def test_shapes_beyond_the_quick_engine_are_for_pyshacl(tmp_path: Path) -> None:
    (tmp_path / "shape.ttl").write_text(
        """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix ex: <https://example.org/> .
        ex:Colour a sh:PropertyShape ; sh:path ex:colour ; sh:in ( "red" ) ;
            sh:targetSubjectsOf ex:colour .""",
        encoding="utf-8",
    )
    gate = Gate(shapes=tmp_path)
    node, colour = ox.NamedNode("https://example.org/a"), ox.NamedNode("https://example.org/colour")
    assert gate.check([ox.Quad(node, colour, ox.Literal("red"))]).conforms
    assert not gate.check([ox.Quad(node, colour, ox.Literal("blue"))]).conforms


def test_of_what_the_quick_engine_decides_pyshacl_checks_a_sample(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    wrong = [[quad for quad in VALID if quad.predicate != term("kg:status")]]
    wrong += [[*wrong[0], ox.Quad(term("kg:status"), term("kg:percent"), ox.Literal(n))] for n in range(200)]
    monkeypatch.setattr(Quick, "judge", lambda *_: Report(()))
    gate = Gate()
    refused = [graph for graph in wrong if not gate.check(graph).conforms]
    assert 0 < len(refused) < len(wrong) / 10
    assert len(caplog.records) == len(refused)
    assert [graph for graph in wrong if not gate.check(reversed(graph)).conforms] == refused
