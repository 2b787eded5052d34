"""What a picture was made of."""

from __future__ import annotations

from kg.dates import last_day, until
from kg.graph import KnowledgeGraph
from kg.graph.columns import Columns


def basis(graph: KnowledgeGraph, as_of: str | None) -> str:
    """How many documents count, and up to when they tell."""
    told = Columns(graph.snapshot())
    days = [told.first("dcterms:issued", document) for document in told.of_class("Document")]
    counting = list(filter(until(as_of), days))
    newest = max(filter(None, counting), key=last_day, default="")
    date = f"as of {as_of}" if as_of else f"the newest of {newest}" if newest else "none with a date"
    return f"Source: {len(counting):,} document{'' if len(counting) == 1 else 's'}, {date}"
