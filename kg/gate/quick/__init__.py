"""The quick engine: SHACL as plain functions and SPARQL, for graphs that hold nothing strange.

It tells of what is missing where a shape only warns of that. All else that is not in order it leaves to
pySHACL: violations, other warnings, and whatever engines read in different ways.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import pyoxigraph as ox

from kg.gate.findings import Finding, Report
from kg.gate.ontology import vocabulary
from kg.gate.quick.constraints import text
from kg.gate.quick.index import Index, Node, Ontology, Undecided
from kg.gate.quick.shapes import Shape, Shapes
from kg.rdf.namespaces import term

_MIN_COUNT = term("sh:minCount")


class Quick:
    """Judges graphs by shapes that are compiled once."""

    def __init__(self, shapes: Path, ontology: Path) -> None:
        """Compile the shapes of a folder, and read what they ask of the ontology in another."""
        known = vocabulary(ontology)
        self._ontology = Ontology(known)
        # Queries are put to the union of all graphs, so that a document's quads go in as they are.
        own = ox.BlankNode()
        self._known = [ox.Quad(quad.subject, quad.predicate, quad.object, own) for quad in known]
        self._shapes: list[Shape] | None = None
        with suppress(Undecided):
            self._shapes = Shapes(shapes).targeted()

    def judge(self, quads: Sequence[ox.Quad]) -> Report | None:
        """What is missing in the graph of one document; None if another engine must judge."""
        if self._shapes is None:
            return None
        try:
            index = Index(quads, self._ontology)
            focused = [(shape, focus) for shape in self._shapes if (focus := shape.focus(index))]
            missing = [
                _missing(shape, node, parameter)
                for shape, focus in focused
                for node in focus
                for parameter in shape.broken(index, node)
            ]
        except Undecided:
            return None
        return None if self._answers(quads, focused) else Report(tuple(sorted(missing)))

    def _answers(self, quads: Sequence[ox.Quad], focused: list[tuple[Shape, set[Node]]]) -> bool:
        """Whether a query, asked once for all nodes, has a solution for a focus node of its shape."""
        # A new store each time: one keeps what is taken out of it, and becomes slower.
        store = ox.Store()
        store.extend(self._known)
        store.extend(quads)
        return any(
            row["this"] is None or row["this"] in focus
            for shape, focus in focused
            for query in shape.queries
            for row in _solutions(store, query)
        )


def _solutions(store: ox.Store, query: str) -> ox.QuerySolutions:
    solutions = store.query(query, use_default_graph_as_union=True)
    assert isinstance(solutions, ox.QuerySolutions)
    return solutions


def _missing(shape: Shape, focus: Node, parameter: Node) -> Finding:
    if parameter != _MIN_COUNT or shape.severity != "Warning":
        raise Undecided
    return Finding(text(focus), shape.path, "", shape.message, shape.severity, shape.name, "MinCount")
