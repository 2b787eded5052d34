"""Pieces of a page to rows in reading order: columns one after the other, cells of a table side by side."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from kg.readers.pages.characters import FAR, Piece

#: A column of text has so many lines of so many characters; a table's cells are shorter.
_LINES = 4
_CHARACTERS = 18
#: A headline is so much larger than other lines, all of its few lines about alike.
_LARGER, _AS_LARGE, _LONGEST_HEADLINE = 1.15, 0.95, 5
#: A second column begins so far to the right.
_INDENT = 0.25


@dataclass(frozen=True, slots=True)
class Row:
    """Pieces on one line, from left to right."""

    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        """The words of the row."""
        return " ".join(piece.text.strip() for piece in self.pieces)

    @property
    def bottom(self) -> float:
        """Where the line stands."""
        return self.main.bottom

    @property
    def main(self) -> Piece:
        """The longest piece, which tells place and size: those of bullets and raised signs are their own."""
        return max(self.pieces, key=lambda piece: len(piece.text))

    @property
    def has_cells(self) -> bool:
        """Whether its pieces stand far from each other, as those of a table do."""
        return any(right.left - left.right > FAR * self.size for left, right in pairwise(self.pieces))

    @property
    def size(self) -> float:
        """The size of the type."""
        return self.main.size

    @property
    def right(self) -> float:
        """Where the line ends."""
        return max(piece.right for piece in self.pieces)


def columns(pieces: list[Piece]) -> list[list[Row]]:
    """The rows of a page in reading order, those of each column or full-width part together."""
    gutter = _gutter(pieces)
    if gutter is None:
        return [rows(pieces)] if pieces else []
    found: list[list[Row]] = []
    left: list[Piece] = []
    right: list[Piece] = []
    wide: list[Piece] = []
    for piece in sorted(pieces, key=lambda each: -each.bottom):
        if piece.left < gutter < piece.right:
            found += _band(left, right)
            left, right = [], []
            wide.append(piece)
        else:
            found += _band(wide, [])
            wide = []
            (left if piece.right <= gutter else right).append(piece)
    return [*found, *_band(left, right), *_band(wide, [])]


def headline(page: list[list[Row]]) -> str:
    """The words of the largest type on a page, if they are larger than most; else nothing."""
    found = [row for column in page for row in column]
    if not found:
        return ""
    largest = max(row.size for row in found)
    if largest < _LARGER * median(row.size for row in found):
        return ""
    large = [row.text for row in found if row.size > _AS_LARGE * largest]
    return " ".join(large) if len(large) <= _LONGEST_HEADLINE else ""


def rows(pieces: list[Piece]) -> list[Row]:
    """The pieces as rows from the top down."""
    lines: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda each: (-each.bottom, each.left)):
        if lines and _beside(lines[-1][0], piece):
            lines[-1].append(piece)
        else:
            lines.append([piece])
    return [Row(tuple(sorted(line, key=lambda each: each.left))) for line in lines]


def _beside(first: Piece, piece: Piece) -> bool:
    overlap = min(first.top, piece.top) - max(first.bottom, piece.bottom)
    return overlap > 0.5 * min(first.size, piece.size)


def _band(left: list[Piece], right: list[Piece]) -> list[list[Row]]:
    """What stands between two full-width lines: two columns if both are of text, else rows."""
    if _is_text(left) and _is_text(right):
        return [*columns(left), *columns(right)]
    return [rows(left + right)] if left or right else []


def _is_text(pieces: list[Piece]) -> bool:
    return bool(pieces) and median(len(piece.text) for piece in pieces) >= _CHARACTERS


def _gutter(pieces: list[Piece]) -> float | None:
    """Where a second column begins, if there is one."""
    long = [piece for piece in pieces if len(piece.text) >= _CHARACTERS]
    if len(long) < 2 * _LINES:
        return None
    first, last = min(piece.left for piece in long), max(piece.right for piece in long)
    starts = Counter(round(piece.left) for piece in long if piece.left > first + _INDENT * (last - first))
    for start, number in sorted(starts.items(), key=lambda item: (-item[1], item[0])):
        gutter = start - 1.5
        beside = [piece for piece in long if piece.left >= gutter]
        low, high = min(piece.bottom for piece in beside), max(piece.top for piece in beside)
        left = [piece for piece in long if piece.right <= gutter and low <= piece.bottom <= high]
        if number >= _LINES and len(left) >= _LINES:
            return gutter
    return None
