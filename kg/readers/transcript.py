"""Writing down the text of a page, with the place that each part of it was read from."""

from __future__ import annotations

import re
from typing import Final

from kg.document import Anchor, normalise

_WORDS = re.compile(r"\S+")
#: What can stand between two words, the weaker before the stronger.
SPACE: Final = " "
CELL: Final = "\t"
LINE: Final = "\n"
PARAGRAPH: Final = "\n\n"
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})
_STRENGTH = {"": 0, SPACE: 1, CELL: 2, LINE: 3, PARAGRAPH: 4}


class Transcript:
    """A normal text in the making; white space only parts its words, cells, lines and paragraphs."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._anchors: list[Anchor] = []
        self._length = 0
        self._gap = ""
        self._mark = ""

    def part(self, gap: str) -> None:
        """Part what comes next from what is there; of several gaps the strongest counts."""
        if self._length and _STRENGTH[gap] > _STRENGTH[self._gap]:
            self._gap = gap

    def join(self) -> None:
        """Take back the gap that was to come: what comes next goes on with the last word."""
        self._gap = ""

    def drop_hyphen(self) -> None:
        """Take back the last character."""
        self._parts[-1] = self._parts[-1][:-1]
        self._length -= 1

    def mark(self, mark: str) -> None:
        """Put a mark before the next words: the bullet or number of an item."""
        self._mark = mark

    def add(self, words: str, source: int, page: int = 0, *, solid: bool = True) -> None:
        """Add words.

        Parameters:
            words: The words.
            source: Where they begin in the file, or on the page.
            page: The page's number.
            solid: Whether they stand there character by character, as an entity of HTML does not.
        """
        end = 0
        for word in _WORDS.finditer(words):
            if word.start() > end:
                self.part(SPACE)
            end = word.end()
            at = source + word.start() if solid else source
            clean = _plain(word[0])
            if clean == word[0] or not solid:
                self._put(clean, at, page)
            else:
                for offset, character in enumerate(word[0]):
                    self._put(_plain(character), at + offset, page)
        if end < len(words):
            self.part(SPACE)

    def finish(self) -> tuple[str, tuple[Anchor, ...]]:
        """The text and its anchors."""
        return "".join(self._parts), tuple(self._anchors)

    def _put(self, word: str, source: int, page: int) -> None:
        if not word:
            return
        before = self._gap + self._mark
        self._gap = self._mark = ""
        self._parts += (before, word)
        start = self._length + len(before)
        self._length = start + len(word)
        last = self._anchors[-1] if self._anchors else None
        if not last or (source - start, page) != (last.source - last.start, last.page):
            self._anchors.append(Anchor(start, source, page))


def _plain(words: str) -> str:
    return normalise(words).translate(_LIGATURES)
