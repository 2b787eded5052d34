"""The releases that all parts of the benchmark work on."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

from kg.document import Document
from kg.facts import FactsFile
from kg.readers import read

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared" / "corpus" / "releases.jsonl.gz"
SAMPLES = ROOT / "kg" / "samples"


class Corpus:
    """Releases, and how many documents are to be made of them."""

    def __init__(self, path: Path | None, number: int) -> None:
        """Take a file or folder; by default the shared corpus, or without it the shipped samples."""
        self.path = path or (SHARED if SHARED.exists() else SAMPLES)
        self.number = number

    @cached_property
    def documents(self) -> list[Document]:
        """The releases."""
        return [item for item in read([self.path]) if isinstance(item, Document)]

    @cached_property
    def facts(self) -> list[FactsFile]:
        """Their facts."""
        from kg.extract import extract  # noqa: PLC0415 - start-up is measured before anything is loaded

        return [extract(document) for document in self.documents]
