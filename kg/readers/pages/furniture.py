"""What stands on the edge of many pages: running headers and footers, and numbers of pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from kg.readers.pages.characters import Piece
from kg.readers.pages.layout import Row, rows

_EDGE = 2
_DIGITS = re.compile(r"\d+")
_NUMBER = re.compile(r"\W*(?:page\s*)?\d{1,4}(?:\s*(?:of|/|\|)\s*\d{1,4})?\W*", re.IGNORECASE)
_NEAR = 6

_Key = tuple[str, int]


def without_furniture(pages: Sequence[list[Piece]]) -> list[list[Piece]]:
    """The pages without rows that stand at the same place of most of them, and without their numbers."""
    edges = [_edges(page) for page in pages]
    counts = Counter(key for edge in edges for key in {_key(row) for row in edge})
    least = max(2, (len(pages) + 1) // 2)
    kept = []
    for page, edge in zip(pages, edges, strict=True):
        out = {
            id(piece)
            for row in edge
            if counts[_key(row)] >= least or (len(pages) > 1 and _NUMBER.fullmatch(row.text))
            for piece in row.pieces
        }
        kept.append([piece for piece in page if id(piece) not in out])
    return kept


def _edges(page: list[Piece]) -> list[Row]:
    found = rows(page)
    return found[:_EDGE] + found[_EDGE:][-_EDGE:]


def _key(row: Row) -> _Key:
    """The words of a row whatever the numbers in it, and about where it stands."""
    return _DIGITS.sub("#", row.text).casefold(), round(row.bottom / _NEAR)
