"""Words of a page's readable sentences, with their places."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from kg.mentions.kept import kept
from kg.structure.page import Page, Sentence

#: A word, or a trade mark in brackets, which is none.
_WORD = re.compile(r"\((?:TM|R|C|SM|tm|r)\)|([^\W_]+(?:[-‐‑–'’/.&][^\W_]+)*\+?)")
_LONGEST = 60
_PLAIN = str.maketrans("‐‑–’", "---'")


class Token(NamedTuple):
    """A word; `lower` has straight apostrophes and plain hyphens."""

    start: int
    end: int
    text: str
    lower: str


class Line(NamedTuple):
    """The words of a sentence; `title`: it is written like a headline, so that capitals tell nothing."""

    start: int
    end: int
    words: tuple[Token, ...]
    title: bool


@kept
def lines(page: Page) -> tuple[Line, ...]:
    """The words of each readable sentence; kept for the page read last, as every recogniser asks for them."""
    return tuple(_line(page.text, sentence) for sentence in page.readable)


def joined(text: str, left: Token, right: Token) -> bool:
    """Whether only white space parts two words."""
    return not text[left.end : right.start].strip()


def _line(text: str, sentence: Sentence) -> Line:
    found = []
    for match in _WORD.finditer(text, sentence.start, sentence.end):
        word = match[1]
        if word and len(word) <= _LONGEST:
            lowered = word.lower()
            if not lowered.isascii():
                lowered = lowered.translate(_PLAIN)
            found.append(Token(*match.span(), word, lowered))
    return Line(sentence.start, sentence.end, tuple(found), _is_title_case(found))


def _is_title_case(found: Sequence[Token]) -> bool:
    long = [token.text[0] for token in found if len(token.text) > 3]
    return len(long) > 2 and sum(map(str.isupper, long)) * 10 > len(long) * 7
