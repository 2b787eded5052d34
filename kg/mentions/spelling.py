"""Spelling of product names: marks, hyphens, and all places of a name in a page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kg.names import fold
from kg.structure.page import Page

MARK = re.compile(r"(?:[ ]?\^?[®™©℠]|[ ]?\((?:TM|R|C|SM|tm|r)\))+")
_HYPHENS = str.maketrans("‐‑–\n\u00a0₀₁₂₃₄₅₆₇₈₉", "---  0123456789")
_LONGEST = 80


def bare(name: str) -> str:
    """A product's name without trade marks, quotes and needless white space; hyphens are plain.

    >>> bare("DPX(TM)-RSV"), bare("GEO\u2011CM04S1")
    ('DPX-RSV', 'GEO-CM04S1')
    """
    return " ".join(MARK.sub("", name).translate(_HYPHENS).strip(" “”\"'‘’").split())


def places(page: Page, names: Iterable[str]) -> Iterator[tuple[int, int, str]]:
    """Start, end and name of all places of the names in the readable sentences; of overlapping ones the longest name.

    A name is met with other hyphens, in capitals and, when it has five letters or more, in any mixed case;
    a trade mark after it belongs to it.
    """
    text = page.text.translate(_HYPHENS)
    folded = fold(text)
    taken = bytearray(len(text))
    spans = [(sentence.start, sentence.end) for sentence in page.readable]
    for name in sorted(set(names), key=lambda name: (-len(name), name)):
        for start in _finds(folded, fold(name), spans):
            end = start + len(name)
            if not any(taken[start:end]) and _is_whole(text, start, end) and _is_spelt(text[start:end], name):
                taken[start:end] = b"\1" * (end - start)
                mark = MARK.match(page.text, end)
                yield start, mark.end() if mark else end, name


def _finds(text: str, name: str, spans: list[tuple[int, int]]) -> Iterator[int]:
    for first, last in spans:
        start = text.find(name, first, last)
        while start >= 0:
            yield start
            start = text.find(name, start + len(name), last)


def _is_whole(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start], text[end : end + 2]
    if before.isalnum() or (before == "-" and text[start - 2 : start - 1].isupper()):
        return False
    if after[:1] in ("-", "+") and (after[1:].isupper() or after[1:].isdigit()):
        return False
    return not after[:1].isalnum() and not (after[:1] == "." and after[1:].isalpha() and after[1:].islower())


def _is_spelt(found: str, name: str) -> bool:
    if found == name or found == name.upper():
        return True
    if len(name) < 5:
        return False
    return name.islower() or (not found.islower() or any(letter.isdigit() for letter in name))
