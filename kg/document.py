"""A document: one release, with the text that all offsets count in."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import NamedTuple

#: Controls, and what is not seen but tears a name apart: soft hyphens, zero-width and bidirectional marks.
_CONTROL = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufffe\uffff\ud800-\udfff]"
)


#: What stands before the items of a list.
BULLET = "• "


class Anchor(NamedTuple):
    """A place in a text, and where it stood in what was read; what follows runs alike up to the next.

    Attributes:
        start: Offset in the document's text.
        source: Offset in the characters of the file, line ends being one, or in those of the page.
        page: Number of the page, from 1; 0 where there are none.
    """

    start: int
    source: int
    page: int = 0


@dataclass(frozen=True, slots=True)
class Document:
    """One release as it was read.

    Attributes:
        id: Name that is unique in a build; the facts file and the graph are named after it.
        text: The normalised text; offsets of all evidence are code points in it.
        published: Date as YYYY, YYYY-MM or YYYY-MM-DD, or None where neither the text nor the name tells it.
        source: Wire or address that published it, if known.
        title: Headline, if any.
        place: Place in the dateline, if any.
        language: BCP 47 tag of the text.
        url: Its canonical address, if known.
        form: Form type of the filing that it belongs to, such as "8-K".
        filing: Accession number of that filing.
        path: Where it was read from, for messages only; never part of the graph.
        anchors: Where parts of the text stood in the file, in their order; empty for plain text.
    """

    id: str
    text: str
    published: str | None = None
    source: str | None = None
    title: str | None = None
    place: str | None = None
    language: str = "en"
    url: str | None = None
    form: str | None = None
    filing: str | None = None
    path: str = field(default="", compare=False)
    anchors: tuple[Anchor, ...] = field(default=(), compare=False, repr=False)

    @property
    def sha256(self) -> str:
        """Hexadecimal SHA-256 of the text in UTF-8."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    def origin(self, offset: int) -> Anchor:
        """Where a place of the text stood in the file that it was read from."""
        number = bisect_right(self.anchors, offset, key=lambda anchor: anchor.start)
        if not number:
            return Anchor(offset, offset)
        start, source, page = self.anchors[number - 1]
        return Anchor(offset, source + offset - start, page)

    def fragment(self, start: int, end: int) -> str | None:
        """Where words of the text stand in the file: page=1 (RFC 3778) or char=20,31 (RFC 5147).

        None where the file is the text, or its places are not known.
        """
        if not self.anchors:
            return None
        # The bullet of an item is the program's.
        begin = end - len(self.text[start:end].lstrip(BULLET))
        first, last = self.origin(begin), self.origin(end - 1)
        return f"page={first.page}" if first.page else f"char={first.source},{last.source + 1}"


def normalise(raw: str) -> str:
    r"""Text as the graph keeps it: line ends are \n; controls, unseen marks and lone surrogates are out.

    >>> normalise("a\r\nb\x00c")
    'a\nbc'
    """
    return _CONTROL.sub("", with_single_ends(raw))


def with_single_ends(text: str) -> str:
    """The text with line feeds for all line ends, which count as one character each (RFC 5147)."""
    return text.replace("\r\n", "\n").replace("\r", "\n")
