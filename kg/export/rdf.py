"""RDF: the whole graph, sorted, with prefixes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import IO

import pyoxigraph as ox

from kg.export.jsonld import write_jsonld
from kg.rdf.namespaces import prefixes


def writer(form: ox.RdfFormat) -> Callable[[Iterable[ox.Quad], IO[bytes]], None]:
    """What writes quads in a format; those without named graphs hold the union of all."""

    def write(quads: Iterable[ox.Quad], output: IO[bytes]) -> None:
        if form.supports_datasets:
            ox.serialize(_sorted_quads(quads), output, form, prefixes=prefixes())
        else:
            triples = {quad.triple for quad in quads}
            ox.serialize(sorted(triples, key=str), output, form, prefixes=prefixes())

    return write


def jsonld(quads: Iterable[ox.Quad], output: IO[bytes]) -> None:
    """Write quads as JSON-LD."""
    write_jsonld(_sorted_quads(quads), output)


def _sorted_quads(quads: Iterable[ox.Quad]) -> list[ox.Quad]:
    return sorted(quads, key=lambda quad: (str(quad.graph_name), str(quad.triple)))
