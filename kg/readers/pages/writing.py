"""Rows of pages to a text: wrapped lines of a paragraph are one, words broken at a line's end are whole."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from kg.readers.lexicon import listed
from kg.readers.pages.characters import FAR
from kg.readers.pages.layout import Row
from kg.readers.transcript import CELL, LINE, PARAGRAPH, SPACE, Transcript

_BULLET = re.compile(r"\s*(?:[•●▪◦‣·■–—*-]|\(?\d{1,2}[.)])\s")
_BULLETS = str.maketrans("\x7f\uf0b7\uf0a7", "•••")
_LAST_WORD = re.compile(r"[^\W\d_]+$")
_END = (".", "!", "?", ":", "”", '"')
#: Lines that are further apart than so many times the usual are of two paragraphs.
_APART = 1.3
_OTHER_SIZE = 0.12
#: What is nearer stands together, in sizes of the type.
_TOUCHING = 0.15
#: A wrapped line ends so near the margin, in parts of the width.
_RAGGED = 0.1


def write(pages: Sequence[list[list[Row]]], out: Transcript) -> None:
    """Write the rows down; the pages have columns, which have rows."""
    writer = _Writer(out, _spacing(pages))
    for number, page in enumerate(pages, 1):
        for column in page:
            writer.write(column, number)


def _spacing(pages: Sequence[list[list[Row]]]) -> float:
    """How far a line of the document usually stands from the next, in sizes of its type."""
    found = [
        (upper.bottom - lower.bottom) / upper.size
        for page in pages
        for column in page
        for upper, lower in pairwise(column)
        if 0 < upper.bottom - lower.bottom < 3 * upper.size
    ]
    return median(found) if found else 1.2


class _Writer:
    def __init__(self, out: Transcript, spacing: float) -> None:
        self._out, self._spacing = out, spacing
        self._last: Row | None = None

    def write(self, column: list[Row], page: int) -> None:
        left = min(row.pieces[0].left for row in column)
        right = max(row.right for row in column)
        edge = right - _RAGGED * (right - left)
        for number, row in enumerate(column):
            gap = self._gap(row, edge) if number else self._gap_before_column(row)
            if self._is_broken(row, gap):
                self._out.join()
            else:
                self._out.part(gap)
            self._row(row, page)
            self._last = row

    def _row(self, row: Row, page: int) -> None:
        for number, piece in enumerate(row.pieces):
            if number:
                between = (piece.left - row.pieces[number - 1].right) / row.size
                self._out.part(CELL if between > FAR else SPACE if between > _TOUCHING else "")
            self._out.add(piece.text.translate(_BULLETS).rstrip(), piece.start, page)

    def _gap_before_column(self, row: Row) -> str:
        """A paragraph may go on in the next column or page."""
        text = self._last.text if self._last else ""
        goes_on = text and not text.endswith(_END) and row.text[:1].islower()
        return SPACE if goes_on else PARAGRAPH

    def _gap(self, row: Row, edge: float) -> str:
        last = self._last
        if last is None:
            return PARAGRAPH
        far = last.bottom - row.bottom > _APART * self._spacing * last.size
        if far or abs(last.size - row.size) > _OTHER_SIZE * last.size:
            return PARAGRAPH
        if row.has_cells or last.has_cells or _BULLET.match(row.text.translate(_BULLETS)):
            return LINE
        first = len(row.text.split(" ", 1)[0]) + 1
        width = (row.right - row.pieces[0].left) / len(row.text) * first
        return LINE if last.right + width < edge else SPACE

    def _is_broken(self, row: Row, gap: str) -> bool:
        """Whether the last word goes on in the row; its hyphen stays if the word has one."""
        text = self._last.text if self._last else ""
        if not text or text[-1] != "-" or not row.text[:1].isalnum():
            return False
        if gap != SPACE and not (gap == LINE and row.text[0].islower()):
            return False
        word = _LAST_WORD.search(text[:-1])
        stays = not word or word[0] in listed("hyphen-prefixes") or not word[0][-1:].islower()
        if not stays and row.text[:1].islower():
            self._out.drop_hyphen()
        return True
