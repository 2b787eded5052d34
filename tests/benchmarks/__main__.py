"""Prints how fast extraction is beside spaCy's blank English tokenizer, on the same documents in one run.

Run it from the repository as `python -m tests.benchmarks [RELEASES.jsonl.gz]`; without an argument it reads
the shared corpus, without that the shipped samples. spaCy is the peer when it is installed.
"""

from __future__ import annotations

import resource
import statistics
import sys
import time
from collections.abc import Callable, Iterable
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).parents[2]
CORPUS = ROOT.parent / "shared" / "corpus" / "releases.jsonl.gz"
SAMPLES = ROOT / "kg" / "samples"
ROUNDS = 3


def cpu(work: Callable[[], object]) -> float:
    """CPU seconds of one call."""
    start = time.process_time()
    work()
    return time.process_time() - start


def median(work: Callable[[], object]) -> float:
    """Median CPU seconds of some calls."""
    return statistics.median(cpu(work) for _ in range(ROUNDS))


def row(what: str, figure: str) -> None:
    """Print one line of the table."""
    sys.stdout.write(f"{what:<58}{figure:>14}\n")


def main(arguments: Iterable[str]) -> None:
    """Measure and print."""
    start = time.process_time()
    from kg.document import Document  # noqa: PLC0415 - start-up is part of what is measured
    from kg.extract import extract  # noqa: PLC0415
    from kg.readers import read  # noqa: PLC0415

    source = Path(next(iter(arguments), CORPUS if CORPUS.exists() else SAMPLES))
    extract(
        Document(
            id="first", text="Redwood Oncology, Inc. reports a Phase 1 trial of its drug candidate RWD-101."
        )
    )
    row("start-up to the first facts, CPU s", f"{time.process_time() - start:.2f}")
    documents = [item for item in read([source]) if isinstance(item, Document)]
    row(f"documents of {source.name}", str(len(documents)))
    ours = median(lambda: [extract(document) for document in documents])
    row("extraction, documents a CPU second", f"{len(documents) / ours:.1f}")
    if find_spec("spacy"):
        blank = import_module("spacy").blank("en")
        theirs = median(lambda: [blank(document.text) for document in documents])
        row("spaCy blank tokenizer, documents a CPU second", f"{len(documents) / theirs:.1f}")
        row("ratio, extraction to tokenizer", f"{theirs / ours:.2f}")
    once, ten = (Document(id="long", text="\n\n".join([d.text for d in documents[:20]] * n)) for n in (1, 10))
    row(
        "time for ten times the length, ratio",
        f"{cpu(lambda: extract(ten)) / cpu(lambda: extract(once)):.1f}",
    )
    row("most memory, MB", f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f}")


if __name__ == "__main__":
    main(sys.argv[1:])
