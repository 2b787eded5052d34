"""Sentences of a block and the speech quoted in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.structure.lexicon import words

_END = re.compile(r"[.!?…][\"”’)\]]{0,3}(?:\^\d[\d,]{0,8})?(?:\s+|(?=[A-Z][a-z]))(?=[“\"‘(\[]?\w|[•*])")
_LAST_WORD = re.compile(r"[\w.&-]{1,20}$")
_INITIALS = re.compile(r"[A-Z](?:\.-?[A-Z])*")
_NEXT_WORD = re.compile(r"[“\"‘(\[]?(\w+)")
_CURLY = re.compile(r"“([^”]*)(?:”|$)")
_STRAIGHT = re.compile(r'"([^"]*)(?:"|$)')
_SHORTEST_SPEECH = 4

Span = tuple[int, int]


def sentence_spans(text: str, start: int, end: int) -> Iterator[Span]:
    """Spans of the sentences in text[start:end], without the white space around them."""
    begin = start
    for match in _END.finditer(text, start, end):
        if _ends(text, begin, match, end):
            yield from _trimmed(text, begin, match.end())
            begin = match.end()
    yield from _trimmed(text, begin, end)


def speeches(text: str, start: int, end: int) -> tuple[Span, ...]:
    """Spans of quoted speech in text[start:end], without the marks; short quoted names and terms are none.

    A quotation that is not closed in its block reaches to the block's end.
    """
    block = text[start:end]
    spans = [match.span(1) for pattern in (_CURLY, _STRAIGHT) for match in pattern.finditer(block)]
    return tuple(
        (start + first, start + last)
        for first, last in sorted(spans)
        if block.count(" ", first, last) >= _SHORTEST_SPEECH
    )


def _ends(text: str, begin: int, match: re.Match[str], end: int) -> bool:
    """Whether the sentence that began at `begin` ends with the match."""
    following = _NEXT_WORD.match(text, match.end(), end)
    if following and following[1][0].islower():
        return False
    word = _LAST_WORD.search(text, max(begin, match.start() - 20), match.start())
    if match[0].rstrip() != "." or not word:
        return True
    bare = word[0].lstrip(".")
    if match[0] == "." and ("." in bare or not bare[-1:].islower() or bare == "www"):
        return False  # no white space: a web address or "U.S.A"
    never, seldom, starts = _abbreviations()
    if bare in seldom or _INITIALS.fullmatch(bare):
        return following is not None and following[1] in starts
    return bare not in never


@cache
def _abbreviations() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    lists = (words(name) for name in ("abbreviations", "abbreviations-at-end", "sentence-starts"))
    never, seldom, starts = (frozenset(entries) for entries in lists)
    return never, seldom, starts


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    piece = text[start:end]
    if piece.strip():
        yield start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())
