"""Whether a document is about medicines at all."""

from __future__ import annotations

from kg.mentions.common.kept import kept
from kg.mentions.common.tokens import lines
from kg.mentions.common.words import words
from kg.structure.page import Page

_ENOUGH = 6


@kept
def is_biomedical(page: Page) -> bool:
    """Whether the readable sentences use six or more different words of drug development."""
    seen: set[str] = set()
    for line in lines(page):
        seen |= line.lowers & words("compound-biomedical")
        if len(seen) >= _ENOUGH:
            return True
    return False
