"""A document: one release, with the text that all offsets count in."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")


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
        path: Where it was read from, for messages only; never part of the graph.
    """

    id: str
    text: str
    published: str | None = None
    source: str | None = None
    title: str | None = None
    place: str | None = None
    language: str = "en"
    path: str = field(default="", compare=False)

    @property
    def sha256(self) -> str:
        """Hexadecimal SHA-256 of the text in UTF-8."""
        return hashlib.sha256(self.text.encode()).hexdigest()


def normalise(raw: str) -> str:
    r"""Text as the graph keeps it: line ends are \n, control characters and lone surrogates are out.

    >>> normalise("a\r\nb\x00c")
    'a\nbc'
    """
    return _CONTROL.sub("", raw.replace("\r\n", "\n").replace("\r", "\n"))
