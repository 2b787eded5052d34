"""Measures the gate beside pySHACL, on the same graphs in one run, and compares their verdicts."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import pyoxigraph as ox

from kg import resources
from kg.gate import Gate, Report
from kg.gate.reference import Reference
from kg.rdf import to_quads

from .corpus import Corpus
from .table import cpu, median, row

# What tests share is found as pytest finds it.
sys.path.insert(0, str(Path(__file__).parents[1]))

import plain
from damage import damaged

DOCUMENTS, DAMAGED = 200, 500
#: pySHACL as it comes takes up to a second for one.
STORED = 20


def measure(corpus: Corpus) -> None:
    """Measure and print."""
    graphs = [to_quads(facts) for facts in corpus.facts[:DOCUMENTS]]
    gate, reference = Gate(), Reference(resources.shapes(), resources.ontology())
    few = graphs[:STORED]
    reference.judge(graphs[0])
    quick = median(lambda: [gate.check(graph) for graph in graphs]) / len(graphs)
    cached = median(lambda: [reference.judge(graph) for graph in few]) / len(few)
    row("gate, ms a document", f"{1000 * quick:.1f}")
    row("pySHACL with its queries answered by Oxigraph, ms", f"{1000 * cached:.1f}")
    row("ratio, gate to that", f"{cached / quick:.1f}")
    _measure_store(gate, few)
    alike = sum(gate.check(graph) == reference.judge(graph) for graph in map(damaged, range(DAMAGED)))
    row("damaged graphs judged as pySHACL judges them", f"{alike} of {DAMAGED}")


def _measure_store(gate: Gate, graphs: Sequence[Sequence[ox.Quad]]) -> None:
    """A store of some documents: the gate, and pySHACL as it comes, on each graph with the ontology."""
    store = ox.Store()
    for graph in graphs:
        store.extend(graph)
    names = sorted(store.named_graphs(), key=str)
    reports: list[Report] = []
    results: list[list[tuple[str, ...]]] = []

    def stored(name: ox.NamedNode | ox.BlankNode) -> list[ox.Quad]:
        return list(store.quads_for_pattern(None, None, None, name))

    ours = cpu(lambda: reports.extend(gate.check(stored(name)) for name in names))
    theirs = cpu(lambda: results.extend(plain.results(plain.beside_ontology(stored(name))) for name in names))
    row("plain pySHACL, ms a document", f"{1000 * theirs / len(graphs):.0f}")
    row("whole-store validation, ratio of the gate to plain pySHACL", f"{theirs / ours:.0f}")
    row("graphs of the store with the same results", f"{_alike(reports, results)} of {len(names)}")


def _alike(reports: list[Report], results: list[list[tuple[str, ...]]]) -> int:
    return sum(plain.same(report) == found for report, found in zip(reports, results, strict=True))
