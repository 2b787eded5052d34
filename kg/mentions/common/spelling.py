"""Spelling of product names: marks, hyphens, and all places of a name in a page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kg.mentions.common.kept import kept
from kg.names import fold
from kg.structure.page import Page

#: Marks, and the letters that are left where a mark lost its raising: "XelprivaTM".
MARK = re.compile(r"(?:[ ]?\^?[®™©℠]|[ ]?\((?:TM|R|C|SM|tm|r)\)|(?<=[a-z])TM(?!\w))+")
_PLAIN = dict(zip("‐‑–\n\u00a0\u2009\u202f₀₁₂₃₄₅₆₇₈₉", "---    0123456789", strict=True))
_LONGEST = 80


_SIGN = re.compile(r"[®™©℠]|\((?:TM|R|C|SM|tm|r)\)|(?<=[a-z])TM(?!\w)")


def marks(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Start and end of the trade marks in text[start:end], with the space or caret before them."""
    for sign in _SIGN.finditer(text, start, end):
        first = sign.start()
        while first > start and sign.start() - first < 2 and text[first - 1] in " ^":
            first -= 1
        yield first, sign.end()


def bare(name: str) -> str:
    """A product's name without trade marks, quotes and needless white space; hyphens are plain.

    >>> bare("DPX(TM)-RSV"), bare("GEO\u2011CM04S1")
    ('DPX-RSV', 'GEO-CM04S1')
    """
    plain = " ".join(_plain(MARK.sub("", name)).strip(" “”\"'‘’").split())
    return plain if "(" in plain else plain.rstrip(")")


def places(page: Page, names: Iterable[str]) -> Iterator[tuple[int, int, str]]:
    """Start, end and name of all places of the names in the readable sentences; the longest of overlapping.

    A name is met with other hyphens, in capitals and, when it has five letters or more, in any mixed case;
    a trade mark after it belongs to it.
    """
    text, folded = _plain_page(page)
    closed = bytearray(b"\1") * len(text)
    for sentence in page.readable:
        closed[sentence.start : sentence.end] = bytes(sentence.end - sentence.start)
    for name in sorted(set(names), key=lambda name: (-len(name), name)):
        for start in _finds(folded, fold(name)):
            end = start + len(name)
            mark = MARK.match(page.text, end)
            if (
                closed.find(1, start, end) < 0
                and _is_whole(text, start, mark.end() if mark else end)
                and _is_spelt(text[start:end], name)
            ):
                closed[start:end] = b"\1" * len(name)
                yield start, mark.end() if mark else end, name


@kept
def _plain_page(page: Page) -> tuple[str, str]:
    plain = _plain(page.text)
    return plain, fold(plain)


def _plain(text: str) -> str:
    """The text with plain hyphens, digits and spaces; a chain of replacements is faster than `translate`."""
    if text.isascii():
        return text.replace("\n", " ")
    for character, plain in _PLAIN.items():
        text = text.replace(character, plain)
    return text


def _finds(text: str, name: str) -> Iterator[int]:
    start = text.find(name)
    while start >= 0:
        yield start
        start = text.find(name, start + len(name))


def _is_whole(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start], text[end : end + 2]
    inner = text[start - 2 : start - 1]
    if before.isalnum() or (before == "-" and (inner.isupper() or inner.isdigit())):
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
