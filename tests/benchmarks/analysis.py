"""Network analysis on the graph of many documents, and how large that graph is.

The gate and the joining of names, which are no part of what is measured, are left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from kg.analysis import Network, analyze, measures
from kg.graph import KnowledgeGraph
from kg.graph.network import everything, to_networkx
from kg.graph.origin import graph_of
from kg.rdf import to_quads
from kg.rules import derive, shipped

from .corpus import Corpus
from .recombined import recombined
from .table import row, wall

_T = TypeVar("_T")
_DOCUMENTS = 1000


def told(what: str, size: Callable[[_T], str], work: Callable[[], _T]) -> _T:
    """Print how long a call takes and how large its result is, which comes back."""
    found: list[_T] = []
    seconds = wall(lambda: found.append(work()))
    row(f"{what}: {size(found[0])}", f"{seconds:.2f} s")
    return found[0]


def build(graph: KnowledgeGraph, corpus: Corpus) -> None:
    """Put documents into the store as they are."""
    with graph.store.write() as writer:
        for facts in recombined(corpus.facts, min(corpus.number, _DOCUMENTS)):
            writer.replace(graph_of(facts), to_quads(facts))


def names(network: Network) -> dict[str, list[str]]:
    """What the measures that are about something are asked about: the best linked companies."""
    known = measures()
    first, second, *_ = (cell.iri for cell, *_ in analyze(network, "degree", top=2).rows)  # type: ignore[union-attr]
    developer = analyze(network, "degree", projection="pipeline").rows
    busiest = next(cell.iri for cell, kind, *_ in developer if kind == "Company")  # type: ignore[union-attr]
    return {
        name: [busiest] if each.projection == "pipeline" else [first, second][: each.about]
        for name, each in known.items()
        if each.about
    }


def asked() -> Iterator[tuple[str, str]]:
    """Each measure on its own projection, and those of the whole network on all things too."""
    for name, known in measures().items():
        yield name, known.projection
        if known.projection == "companies" and not known.about:
            yield name, "things"


def measure(corpus: Corpus) -> None:
    """Measure and print."""
    with TemporaryDirectory() as folder:
        graph = KnowledgeGraph(Path(folder) / "kg.db")
        graph.build([])
        build(graph, corpus)
        snapshot = graph.snapshot()
        row("documents of the network", len(snapshot.graphs()))
        told(
            "to_networkx",
            lambda found: f"{len(found):,} nodes, {found.size():,} edges",
            lambda: to_networkx(snapshot),
        )
        network = everything(snapshot)
        about = names(network)
        for name, projection in asked():
            work = partial(analyze, network, name, projection=projection, about=about.get(name, ()), top=20)
            told(name, lambda found: f"{found.basis.nodes:,} nodes, {found.basis.edges:,} edges", work)
        for rule in shipped():
            edges: Callable[[], object] = partial(derive, snapshot, rule)
            told(f"rule {rule.name}", lambda found: f"{len({quad.subject for quad in found}):,} edges", edges)  # type: ignore[attr-defined]
