"""The gate: a document's graph enters the store only if it breaks no shape that says it would mislead."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox
import rdflib
from pyshacl import validate
from rdflib.collection import Collection
from rdflib.namespace import SH

from kg import resources
from kg.gate.graphs import DataGraph, shapes_graph, vocabulary
from kg.rdf.namespaces import prefixes


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One result of validation.

    Attributes:
        focus: The node that was checked.
        path: The property concerned, "" if the whole node is.
        value: The value at fault, "" if one is missing.
        message: What to do.
        severity: "Violation" or "Warning".
        shape: The shape that was broken.
        component: The kind of its constraint, such as "MinCount".
    """

    focus: str
    path: str
    value: str
    message: str
    severity: str
    shape: str
    component: str

    def __str__(self) -> str:
        """One line for people, with prefixes for namespaces."""
        at = f" {_short(self.path)}" if self.path else ""
        found = f" (found {_short(self.value)})" if self.value else ""
        return (
            f"{self.severity}: {_short(self.focus)}{at}{found}: {_short(self.message)} [{_short(self.shape)}]"
        )


@dataclass(frozen=True, slots=True)
class Report:
    """What validation found, sorted."""

    findings: tuple[Finding, ...]

    @property
    def violations(self) -> tuple[Finding, ...]:
        """What keeps the graph out."""
        return tuple(finding for finding in self.findings if finding.severity == "Violation")

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """What is incomplete or unlikely, and lets the graph in."""
        return tuple(finding for finding in self.findings if finding.severity == "Warning")

    @property
    def conforms(self) -> bool:
        """Whether the graph may be let in."""
        return not self.violations

    def __str__(self) -> str:
        """A line a finding, violations first."""
        return "\n".join(map(str, (*self.violations, *self.warnings)))


class Gate:
    """Validates graphs of documents against the shapes, with the ontology beside them."""

    def __init__(self, *, shapes: Path | None = None, ontology: Path | None = None) -> None:
        """Read the shapes and the ontology once.

        Args:
            shapes: Folder of the shapes; by default those that the program ships.
            ontology: Folder of the ontology; by default the one that the program ships.
        """
        # An ill-formed literal is a finding, and no log entry with a traceback.
        logging.getLogger("rdflib.term").setLevel(logging.ERROR)
        self._shapes = shapes_graph(shapes or resources.shapes())
        self._vocabulary = vocabulary(ontology or resources.ontology())

    def check(self, quads: Iterable[ox.Quad]) -> Report:
        """What the shapes find in the graph of one document."""
        graph = DataGraph(quads, self._vocabulary)
        _, report, _ = validate(graph, shacl_graph=self._shapes, inplace=True)
        return Report(tuple(sorted(_finding(report, result) for result in report.objects(None, SH.result))))


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


def _short(text: str) -> str:
    """An IRI with its prefix, where it has a known one."""
    for prefix, namespace in prefixes().items():
        text = text.replace(namespace, f"{prefix}:")
    return text
