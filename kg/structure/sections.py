"""Sections of a release: headline, summary, dateline, body, about, safe-harbour and the rest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

SectionKind = Literal[
    "headline",
    "summary",
    "dateline",
    "body",
    "about",
    "safe-harbour",
    "contacts",
    "footnote",
    "boilerplate",
    "links",
]


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of the text with one purpose.

    Attributes:
        kind: What it is for.
        start: First code point.
        end: Code point after the last.
        title: Of an about section the words after "About", else empty.
    """

    kind: SectionKind
    start: int
    end: int
    title: str = ""
