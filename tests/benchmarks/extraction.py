"""Extraction beside spaCy's blank English tokenizer, where it is installed."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

from kg.document import Document
from kg.extract import extract

from .corpus import Corpus
from .table import cpu, median, row

_TIMES = 10


def measure(corpus: Corpus) -> None:
    """Measure and print."""
    documents = corpus.documents
    ours = median(lambda: [extract(document) for document in documents])
    row(f"extraction of {len(documents)} documents, documents a CPU second", f"{len(documents) / ours:.1f}")
    if find_spec("spacy"):
        blank = import_module("spacy").blank("en")
        theirs = median(lambda: [blank(document.text) for document in documents])
        row("spaCy blank tokenizer, documents a CPU second", f"{len(documents) / theirs:.1f}")
        row("ratio, extraction to tokenizer", f"{theirs / ours:.2f}")
    else:
        row("spaCy is not installed: no ratio", "")
    once, long = (
        Document(id="long", text="\n\n".join([document.text for document in documents[:20]] * times))
        for times in (1, _TIMES)
    )
    ratio = cpu(lambda: extract(long)) / cpu(lambda: extract(once))
    row(f"time for {_TIMES} times the length, ratio", f"{ratio:.1f}")
