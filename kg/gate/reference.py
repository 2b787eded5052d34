"""The reference engine: pySHACL."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from pathlib import Path

import pyoxigraph as ox
import rdflib
from pyshacl import validate
from pyshacl.errors import ReportableRuntimeError
from rdflib.collection import Collection
from rdflib.namespace import SH

from kg.gate.findings import Finding, Report
from kg.gate.graphs import DataGraph, shapes_graph
from kg.gate.ontology import vocabulary


class Reference:
    """Judges any graph by any shapes."""

    def __init__(self, shapes: Path, ontology: Path) -> None:
        """Read the shapes of a folder, and what they ask of the ontology in another."""
        # An ill-formed literal is a finding, and no log entry with a traceback.
        logging.getLogger("rdflib.term").setLevel(logging.ERROR)
        self._shapes = shapes_graph(shapes)
        self._vocabulary = vocabulary(ontology)

    def judge(self, quads: Sequence[ox.Quad]) -> Report:
        """What the shapes find in the graph of one document."""
        graph = DataGraph(quads, self._vocabulary)
        try:
            _, report, _ = validate(graph, shacl_graph=self._shapes, inplace=True)
        except ReportableRuntimeError as error:
            return Report((_failure(error),))
        return Report(tuple(sorted(_finding(report, result) for result in report.objects(None, SH.result))))


def _failure(error: ReportableRuntimeError) -> Finding:
    """A finding in place of those that pySHACL did not come to: it compares no blank nodes, for example."""
    message = f"Correct the values that cannot be checked: {error}"
    return Finding("the graph", "", "", message, "Violation", "sh:ValidationReport", "")


def _finding(report: rdflib.Graph, result: rdflib.term.Node) -> Finding:
    def text(*predicates: rdflib.URIRef) -> str:
        return str(next((value for name in predicates if (value := report.value(result, name))), ""))

    return Finding(
        focus=text(SH.focusNode),
        path=_path(report, report.value(result, SH.resultPath)),
        value=text(SH.value),
        message=min(map(str, report.objects(result, SH.resultMessage)), default=""),
        severity=text(SH.resultSeverity).rpartition("#")[2],
        shape=text(SH.sourceConstraint, SH.sourceShape),
        component=text(SH.sourceConstraintComponent).rpartition("#")[2].removesuffix("ConstraintComponent"),
    )


def _path(report: rdflib.Graph, path: rdflib.term.Node | None) -> str:
    """A path as SPARQL writes it: IRIs, sequences and alternatives are all that the shapes use."""
    if path is None or isinstance(path, rdflib.URIRef):
        return str(path or "")
    either = report.value(path, SH.alternativePath)
    steps = map(str, Collection(report, either or path))
    return ("|" if either else "/").join(steps)
