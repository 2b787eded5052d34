"""How much of the news of two releases is the same, word for word.

News is what a release tells in sentences, without its headline, dateline, tables and contacts, and without
the paragraphs on the company and on forward-looking statements, which all releases of a company share.

Source: Broder 1997, "On the resemblance and containment of documents".
"""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Callable
from hashlib import blake2b

from kg.document import Document
from kg.structure import lay_out

_SHINGLE = 5
#: Of shorter news a likeness tells nothing.
_FEWEST = 20
#: Two texts of which 0.7 are the same share one of so many least hashes but for once in 200 million times.
_SKETCH = 16
_NEWS = frozenset({"summary", "body"})
_MOST_KEPT = 1000

#: Hashes of all sequences of some words.
Shingles = frozenset[int]


def shingles(text: str) -> Shingles:
    """The shingles of the news in a text; none if there is hardly any."""
    page = lay_out(Document("", text))
    told = (text[each.start : each.end] for each in page.sentences if each.section.kind in _NEWS)
    words = re.findall(r"\w+", " ".join(each for each in told if "\t" not in each).casefold())
    found = {" ".join(words[start : start + _SHINGLE]) for start in range(len(words) - _SHINGLE + 1)}
    return frozenset(map(_hash, found)) if len(found) >= _FEWEST else frozenset()


def sketch(of: Shingles) -> tuple[int, ...]:
    """The least hashes: texts that are alike share some of them."""
    return tuple(sorted(of)[:_SKETCH])


def resemblance(one: Shingles, other: Shingles) -> float:
    """The Jaccard index of two sets of shingles, from 0 to 1."""
    return len(one & other) / len(one | other) if one and other else 0


class Texts:
    """The shingles of documents, those in use lately at hand."""

    def __init__(self, read: Callable[[str], str]) -> None:
        """Take what gives the text of a document that is in the store."""
        self._read = read
        self._kept: OrderedDict[str, Shingles] = OrderedDict()
        self._coming = "", ""

    def put(self, document: str, text: str | None) -> None:
        """Know the text that a document is about to have in the store, None to forget it."""
        self._kept.pop(document, None)
        self._coming = document, text or ""

    def resemblance(self, one: str, other: str) -> float:
        """How much of the news of two documents is the same, from 0 to 1."""
        return resemblance(self._of(one), self._of(other))

    def _of(self, document: str) -> Shingles:
        if document not in self._kept:
            coming, text = self._coming
            self._kept[document] = shingles(text if document == coming else self._read(document))
        self._kept.move_to_end(document)
        while len(self._kept) > _MOST_KEPT:
            self._kept.popitem(last=False)
        return self._kept[document]


def _hash(shingle: str) -> int:
    return int.from_bytes(blake2b(shingle.encode(), digest_size=8).digest())
