"""Counting the rows of an answer while the engine writes it."""

from __future__ import annotations

from kg.serve.formats import Mark


class RowCount:
    """Counts rows in the bytes of an answer, which come in pieces of any size.

    >>> count = RowCount(Mark(b"\\n", besides=1, quotes="doubled"))
    >>> count.add(b'drug,title\\r\\nDM4,"two'), count.add(b' lines\\n"\\r'), count.add(b'\\n')
    (0, 0, 1)
    """

    def __init__(self, mark: Mark) -> None:
        """Count by `mark`."""
        self._mark = mark
        self._marks = 0
        self._quoted = False
        self._undecided = b""
        self._tail = b""

    def add(self, piece: bytes) -> int:
        """How many rows have begun or ended, whichever the format marks, with this piece."""
        text = self._tail + (self._outside(piece) if self._mark.quotes else piece)
        self._marks += text.count(self._mark.bytes)
        kept = len(self._mark.bytes) - 1
        self._tail = text[-kept:] if kept else b""
        return max(self._marks - self._mark.besides, 0)

    def _outside(self, piece: bytes) -> bytes:
        """What of the piece stands outside of quotes, with the quotes that close and open."""
        text = self._undecided + piece
        if self._mark.quotes == "escaped":
            slashes = len(text) - len(text.rstrip(b"\\"))
            end = len(text) - slashes % 2
            text, self._undecided = text[:end], text[end:]
            text = text.replace(b"\\\\", b"").replace(b'\\"', b"")
        parts = text.split(b'"')
        outside = b'"'.join(parts[self._quoted :: 2])
        self._quoted ^= len(parts) % 2 == 0
        return outside
