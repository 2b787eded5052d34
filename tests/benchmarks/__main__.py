"""Prints how fast extraction is beside spaCy's blank English tokenizer, and the gate beside pySHACL.

All runs on the same documents, in one process.

Run it from the repository as `python -m tests.benchmarks [RELEASES.jsonl.gz]`; without an argument it reads
the shared corpus, without that the shipped samples. spaCy is the peer when it is installed.
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Iterable
from importlib import import_module
from importlib.util import find_spec

from .table import cpu, median, row, source


def main(arguments: Iterable[str]) -> None:
    """Measure and print."""
    start = time.process_time()
    from kg.document import Document  # noqa: PLC0415 - start-up is part of what is measured
    from kg.extract import extract  # noqa: PLC0415
    from kg.readers import read  # noqa: PLC0415

    path = source(arguments)
    extract(
        Document(
            id="first", text="Redwood Oncology, Inc. reports a Phase 1 trial of its drug candidate RWD-101."
        )
    )
    row("start-up to the first facts, CPU s", f"{time.process_time() - start:.2f}")
    documents = [item for item in read([path]) if isinstance(item, Document)]
    row(f"documents of {path.name}", str(len(documents)))
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
    # After the others: start-up is measured before anything is loaded.
    from . import gate  # noqa: PLC0415

    gate.measure(documents)
    row("most memory, MB", f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f}")


if __name__ == "__main__":
    main(sys.argv[1:])
