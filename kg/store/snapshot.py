"""Snapshots: what readers see."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from kg.rdf.namespaces import prefixes
from kg.store.graphs import LEDGER, MERGED, is_of_a_document

Results = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples
Term = ox.NamedNode | ox.Literal


@dataclass(frozen=True, slots=True)
class Dataset:
    """The graphs that a query is about, in place of those that it names itself.

    Attributes:
        default: What it sees without GRAPH.
        named: What it sees with GRAPH.
    """

    default: Sequence[ox.NamedNode | ox.DefaultGraph] = ()
    named: Sequence[ox.NamedNode] = ()


class Snapshot:
    """A state of the graph that never changes, for reading."""

    def __init__(self, inner: ox.Store, number: int = 0, *, undated: int = 0) -> None:
        """Read from `inner`.

        Args:
            inner: The quads, with the merged graph.
            number: Tells an older snapshot from a newer.
            undated: How many documents without a date were left out.
        """
        self.inner = inner
        self.number = number
        self.undated = undated

    def query(
        self, text: str, bindings: Mapping[str, Term] | None = None, dataset: Dataset | None = None
    ) -> Results:
        """Results of a SPARQL query over all documents, the usual prefixes being known.

        A triple counts once without GRAPH, however many documents state it.

        Args:
            text: The query, which is trusted: `kg.query.results` is the door for what users write.
            bindings: Terms for variables by name; such a variable must stand in the SELECT clause.
            dataset: The graphs that it is about, if not all.

        Raises:
            SyntaxError: The text is no SPARQL query.
        """
        terms = {ox.Variable(name): term for name, term in (bindings or {}).items()}
        return self.inner.query(
            text,
            prefixes=prefixes(),
            substitutions=dict(terms),
            default_graph=list(dataset.default) if dataset else None,
            named_graphs=list(dataset.named) if dataset else None,
        )

    def quads(
        self,
        subject: ox.NamedNode | None = None,
        predicate: ox.NamedNode | None = None,
        object: Term | None = None,
        graph: ox.NamedNode | None = None,
    ) -> Iterator[ox.Quad]:
        """Quads of named graphs that match the given terms, in no particular order.

        Those of the ledger come only if it is asked for.
        """
        for quad in self.inner.quads_for_pattern(subject, predicate, object, graph):
            if quad.graph_name != MERGED and (graph or quad.graph_name != LEDGER):
                yield quad

    def about(self, subject: ox.NamedNode, graph: ox.NamedNode) -> set[ox.Quad]:
        """What one graph says of a thing."""
        return set(self.quads(subject, graph=graph))

    def merged(self) -> Iterator[ox.Quad]:
        """What a query without GRAPH sees: each triple once, as quads of the default graph."""
        return self.inner.quads_for_pattern(None, None, None, MERGED)

    def values(self, subject: ox.NamedNode, predicate: ox.NamedNode | None = None) -> Iterator[ox.Quad]:
        """What all documents together say of a thing: each triple once, as quads of the default graph."""
        return self.inner.quads_for_pattern(subject, predicate, None, MERGED)

    def __iter__(self) -> Iterator[ox.Quad]:
        """All quads of named graphs, in no particular order."""
        return self.quads()

    def graphs(self) -> list[ox.NamedNode]:
        """The named graphs of documents, sorted."""
        named = (graph for graph in self.inner.named_graphs() if isinstance(graph, ox.NamedNode))
        return sorted(filter(is_of_a_document, named), key=lambda graph: graph.value)
