"""A knowledge graph of biopharma deals and pipelines, read from company releases.

>>> from kg import KnowledgeGraph
>>> KnowledgeGraph("kg.db")
KnowledgeGraph('kg.db')
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.graph import KnowledgeGraph

    __version__: str

__all__ = ["KnowledgeGraph", "__version__"]


def __getattr__(name: str) -> object:
    """What the package lifts, loaded when it is first asked for, so that `kg --help` starts at once."""
    if name == "KnowledgeGraph":
        from kg.graph import KnowledgeGraph  # noqa: PLC0415

        return KnowledgeGraph
    if name == "__version__":
        from importlib.metadata import version  # noqa: PLC0415

        return version("biopharma-kg")
    raise AttributeError(f"module 'kg' has no attribute {name!r}")
