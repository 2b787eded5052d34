"""Prints how fast everything is, in medians and as ratios to a peer that runs beside it.

Run it from the repository: `python -m tests.benchmarks [PART ...] [--documents N] [--releases PATH]`. Without
parts all are measured, in the order below. On a busy machine only ratios and CPU seconds tell something.
"""

from __future__ import annotations

import argparse
import sys
from importlib import import_module
from pathlib import Path

from .corpus import Corpus
from .table import memory, row

#: Modules with a function `measure`. Start-up comes first: it is measured before anything is loaded.
PARTS = ("startup", "extraction", "build", "gate", "life", "analysis", "readers")


def main(arguments: list[str]) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks")
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"some of {', '.join(PARTS)}")
    parser.add_argument("--documents", type=int, default=10_000, help="size of the large store")
    parser.add_argument("--releases", type=Path, help="what to build; by default the shared corpus")
    asked = parser.parse_args(arguments)
    if unknown := set(asked.parts) - set(PARTS):
        parser.error(f"there is no part {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
    corpus = Corpus(asked.releases, asked.documents)
    for part in asked.parts or PARTS:
        row(f"--- {part}", "")
        import_module(f"{__package__}.{part}").measure(corpus)
    row("most memory, MB", memory())


if __name__ == "__main__":
    main(sys.argv[1:])
