"""Prints how long network analysis takes on the graph of many documents, and how large that graph is.

Run it from the repository as `python -m tests.benchmarks.analysis FACTS [COPIES]`, with a folder of facts
files as `kg extract` writes them. Each document is taken COPIES times, 1 by default, under other names; in a
copy half of the things, always the same ones, have other names too, so that copies share some things and not
others. The gate and the joining of names, which are no part of what is measured, are left out.
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar
from zlib import crc32

from kg.analysis import Network, analyze, measures
from kg.facts import Entity, FactsFile, read_facts
from kg.graph import KnowledgeGraph
from kg.graph.network import everything, to_networkx
from kg.graph.origin import graph_of
from kg.rdf import to_quads
from kg.rules import derive, shipped

_T = TypeVar("_T")


def timed(work: Callable[[], _T]) -> tuple[_T, float]:
    """What a call gives, and how many seconds it took."""
    start = time.perf_counter()
    return work(), time.perf_counter() - start


def row(what: str, size: object, seconds: float) -> None:
    """Print one line of the table."""
    sys.stdout.write(f"{what:<24}{size!s:>44}{seconds:>10.2f} s\n")


def copies(facts: FactsFile, number: int) -> Iterator[FactsFile]:
    """A document and its like."""
    yield facts
    for copy in range(1, number):
        entities = {key: _renamed(entity, copy) for key, entity in facts.entities.items()}
        yield facts.model_copy(update={"document": f"{facts.document}-{copy}", "entities": entities})


def _renamed(entity: Entity, copy: int) -> Entity:
    kept = crc32(f"{entity.name} {copy}".encode()) % 2
    return entity if kept else Entity(type=entity.type, name=f"{entity.name} {copy}")


def build(graph: KnowledgeGraph, folder: Path, number: int) -> None:
    """Put all documents and their copies into the store."""
    files = sorted(folder.glob("*.json"))
    graph.build(files[:1])
    with graph.store.write() as writer:
        for path in files:
            for facts in copies(read_facts(path), number):
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


def main(folder: Path, number: int) -> None:
    """Measure and print."""
    with TemporaryDirectory() as temporary:
        graph = KnowledgeGraph(Path(temporary) / "kg.db")
        _, seconds = timed(lambda: build(graph, folder, number))
        row("store", f"{len(graph.snapshot().graphs()):,} documents", seconds)
        facts, seconds = timed(lambda: to_networkx(graph.snapshot()))
        row("to_networkx", f"{len(facts):,} nodes, {facts.size():,} edges", seconds)
        network = everything(graph.snapshot())
        about = names(network)
        for name, projection in asked():
            work = partial(analyze, network, name, projection=projection, about=about.get(name, ()), top=20)
            result, seconds = timed(work)
            basis = result.basis
            row(name, f"{basis.projection}: {basis.nodes:,} nodes, {basis.edges:,} edges", seconds)
        for rule in shipped():
            quads, seconds = timed(partial(derive, graph.snapshot(), rule))
            row(f"rule {rule.name}", f"{len({quad.subject for quad in quads}):,} edges", seconds)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(f"most memory, MB {memory:.0f}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1)
