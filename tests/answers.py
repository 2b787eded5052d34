"""A graph made of a few facts files, to ask questions of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pyoxigraph as ox

from kg.graph import KnowledgeGraph
from kg.query import Answer

FACTS = Path(__file__).parent / "data" / "answers"


@contextmanager
def built() -> Iterator[KnowledgeGraph]:
    with TemporaryDirectory() as folder:
        graph = KnowledgeGraph(Path(folder) / "kg.db")
        assert graph.build([FACTS]).complete
        yield graph


def rows(answer: Answer) -> list[dict[str, str]]:
    """Rows with the last part of each IRI, without what is empty."""
    return [{name: _text(term) for name, term in row.items() if term is not None} for row in answer]


def _text(term: ox.NamedNode | ox.Literal) -> str:
    return term.value if isinstance(term, ox.Literal) else re.split("[/#]", term.value)[-1]
