"""Building the releases on two cores, all included, and what each stage of it costs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage
from tempfile import TemporaryDirectory

from kg.extract import extract
from kg.gate import Gate
from kg.graph import KnowledgeGraph
from kg.graph.origin import origin
from kg.graph.resolution import Resolution, resolve_alone
from kg.readers import read
from kg.store import Store

from .corpus import Corpus
from .table import cpu, row, wall

_STAGED = 200


def measure(corpus: Corpus) -> None:
    """Measure and print."""
    with TemporaryDirectory() as folder:
        graph = KnowledgeGraph(Path(folder) / "kg.db")
        before = _spent()
        seconds = wall(lambda: graph.build([corpus.path], jobs=2))
        number = len(graph.snapshot().graphs())
        row(f"build of {number} documents, documents a second", f"{number / seconds:.1f}")
        row("all processes together, CPU ms a document", f"{1000 * (_spent() - before) / number:.1f}")
        row("quads a document", f"{sum(1 for _ in graph.snapshot()) / number:.0f}")
        row("the same again, s", f"{wall(lambda: graph.build([corpus.path], jobs=2)):.2f}")
        _stages(corpus, Store(Path(folder) / "stages.db"))


def _spent() -> float:
    """CPU seconds of this process and those that it started."""
    return sum(used.ru_utime + used.ru_stime for used in map(getrusage, (RUSAGE_SELF, RUSAGE_CHILDREN)))


def _stages(corpus: Corpus, store: Store) -> None:
    """The stages one after the other in one process."""
    documents = corpus.documents[:_STAGED]
    gate = Gate()
    facts = [extract(document) for document in documents]
    resolved = [
        resolve_alone(each, origin(document)) for document, each in zip(documents, facts, strict=True)
    ]

    def commit() -> None:
        with store.write() as writer:
            resolution = Resolution(writer)
            for each in resolved:
                resolution.commit(each)

    share = len(documents) / len(corpus.documents)
    stages: dict[str, Callable[[], object]] = {
        "read": lambda: list(read([corpus.path])),
        "extract": lambda: [extract(document) for document in documents],
        "resolve and map": lambda: [
            resolve_alone(each, origin(document)) for document, each in zip(documents, facts, strict=True)
        ],
        "gate": lambda: [gate.check(each.quads) for each in resolved],
        "commit": commit,
    }
    spent = {stage: cpu(work) * (share if stage == "read" else 1) for stage, work in stages.items()}
    whole = sum(spent.values())
    for stage, seconds in spent.items():
        row(
            f"stage {stage}, CPU ms a document and share",
            f"{1000 * seconds / len(documents):.1f}  {seconds / whole:.0%}",
        )
