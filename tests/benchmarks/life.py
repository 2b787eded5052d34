"""Measures a store of many documents: building, committing one more, asking, exporting, the network.

Run it from the repository as `python -m tests.benchmarks.life [DOCUMENTS] [RELEASES.jsonl.gz]`.
"""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from io import BytesIO
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

import pyoxigraph as ox

from kg.document import Document
from kg.extract import extract
from kg.facts import FactsFile
from kg.graph import KnowledgeGraph
from kg.graph.build import build
from kg.query import named_queries
from kg.rdf.namespaces import prefixes
from kg.readers import read

from .recombined import recombined
from .table import ROUNDS, row, source

_FEW = 10


def seconds(work: Callable[[], object]) -> float:
    """Median of some calls, by the clock."""
    found = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        found.append(time.perf_counter() - start)
    return statistics.median(found)


def fill(graph: KnowledgeGraph, documents: Iterator[FactsFile], number: int) -> None:
    """Build all documents in two halves, and tell how the times compare, then a few one by one."""
    halves = [spent(graph, islice(documents, number // 2)) for _ in range(2)]
    row(
        "documents a second, first and second half",
        " and ".join(f"{number / 2 / half:.0f}" for half in halves),
    )
    row("ratio of the second half's time to the first's", f"{halves[1] / halves[0]:.2f}")
    whole = spent(graph, islice(documents, _FEW))
    row("a build of ten more, opening and publishing included, s", f"{whole:.2f}")
    row("most memory so far, MB", f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f}")


def spent(graph: KnowledgeGraph, documents: Iterator[FactsFile]) -> float:
    """Seconds that a build takes."""
    start = time.perf_counter()
    build(graph.store, documents)
    return time.perf_counter() - start


def ask(graph: KnowledgeGraph) -> None:
    """Each named query without parameters that must be given, beside the same text sent to pyoxigraph."""
    snapshot = graph.snapshot()
    for name, query in named_queries().items():
        if any(not parameter.optional for parameter in query.parameters):
            continue

        def direct(text: str = query.text) -> object:
            return list(snapshot.inner.query(text, prefixes=prefixes()))  # type: ignore[arg-type]

        ours, theirs = seconds(lambda name=name: list(graph.ask(name))), seconds(direct)  # type: ignore[misc]
        row(f"query {name}, s, ratio to pyoxigraph", f"{ours:.2f}  {ours / theirs:.2f}")


def take_out(graph: KnowledgeGraph) -> None:
    """Exports beside pyoxigraph's own, and the network."""
    snapshot = graph.snapshot()
    theirs = seconds(lambda: snapshot.inner.dump(BytesIO(), ox.RdfFormat.N_QUADS))
    for format in ("nquads", "trig"):
        ours = seconds(lambda format=format: graph.export(BytesIO(), format))  # type: ignore[misc]
        row(f"export as {format}, s, ratio to pyoxigraph's nquads", f"{ours:.1f}  {ours / theirs:.2f}")
    row("to_networkx, s", f"{seconds(graph.to_networkx):.1f}")


def main(number: int, path: Path) -> None:
    """Measure and print."""
    start_up = seconds(
        lambda: subprocess.run(
            [sys.executable, "-c", "from kg.cli import main; main()", "--help"],
            capture_output=True,
            check=False,
        )
    )
    row("kg --help, s", f"{start_up:.2f}")
    known = [extract(item) for item in read([path]) if isinstance(item, Document)]
    with TemporaryDirectory() as folder:
        graph = KnowledgeGraph(Path(folder) / "kg.db")
        fill(graph, recombined(known, number + _FEW), number)
        ask(graph)
        take_out(graph)
    row("most memory, MB", f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000, source(sys.argv[2:]))
