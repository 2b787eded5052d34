"""pySHACL as it comes, on a graph and the whole ontology in one: what the gate is measured by."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pyshacl
import rdflib
from rdflib.namespace import SH

from kg import resources
from kg.gate import Report


@cache
def shapes() -> rdflib.Graph:
    return _parsed(resources.shapes().glob("*.ttl"))


@cache
def ontology() -> rdflib.Graph:
    return _parsed(resources.term_files(resources.ontology()))


def beside_ontology(quads: Iterable[ox.Quad]) -> rdflib.Graph:
    """A graph and the ontology, as any SHACL validator can read them."""
    graph = rdflib.Graph(bind_namespaces="none")
    graph.parse(
        data=ox.serialize((quad.triple for quad in quads), format=ox.RdfFormat.N_TRIPLES), format="nt"
    )
    return graph + ontology()


def results(graph: rdflib.Graph) -> list[tuple[str, ...]]:
    """Focus node, severity and component of what pySHACL finds, sorted."""
    # A copy, as pySHACL writes into the graph of the shapes.
    _, report, _ = pyshacl.validate(graph, shacl_graph=shapes() + rdflib.Graph())
    facets = (SH.focusNode, SH.resultSeverity, SH.sourceConstraintComponent)
    found = report.objects(None, SH.result)
    return sorted(tuple(str(report.value(result, facet)) for facet in facets) for result in found)


def same(report: Report) -> list[tuple[str, ...]]:
    """What the gate finds, told as `results` tells it."""
    return sorted(
        (finding.focus, str(SH[finding.severity]), f"{SH}{finding.component}ConstraintComponent")
        for finding in report.findings
    )


def _parsed(files: Iterable[Path]) -> rdflib.Graph:
    graph = rdflib.Graph(bind_namespaces="none")
    for path in sorted(files):
        graph.parse(path)
    return graph
