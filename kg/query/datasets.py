"""Datasets of several graphs, which a query sees as one: a triple counts once (SPARQL 1.1, section 13.2)."""

from __future__ import annotations

import re

import pyoxigraph as ox

from kg.query.current import iris_in
from kg.store import Dataset, Snapshot


def dataset_of(text: str) -> Dataset | None:
    """The graphs that a query itself names with FROM and FROM NAMED; None if it names none.

    Args:
        text: A query that is known to be one. If characters of it are escaped, None comes back too.
    """
    if re.search(r"\\u", text, re.IGNORECASE):
        return None
    graphs: dict[str, list[ox.NamedNode]] = {"FROM": [], "NAMED": []}
    for _, _, iri, word in iris_in(text):
        if word in graphs:
            graphs[word].append(ox.NamedNode(iri))
    return Dataset(graphs["FROM"], graphs["NAMED"]) if any(graphs.values()) else None


def merged(snapshot: Snapshot, dataset: Dataset) -> Snapshot:
    """A snapshot of a dataset alone, with each triple of its default graphs once.

    The engine would give a triple as often as there are graphs that hold it.
    """
    inner = ox.Store()
    for graph in dataset.default:
        inner.extend(
            ox.Quad(*quad.triple) for quad in snapshot.inner.quads_for_pattern(None, None, None, graph)
        )
    for graph in dataset.named:
        inner.extend(snapshot.quads(graph=graph))
    return Snapshot(inner, snapshot.number)
