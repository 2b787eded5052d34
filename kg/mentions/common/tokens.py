"""Words of a page's readable sentences, with their places."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from kg.mentions.common.kept import kept
from kg.structure.page import Page, Sentence

#: A word, or a trade mark in brackets or an address, which are none.
#: One group, for `split` to give what lies between too.
_WORD = re.compile(r"(\((?:TM|R|C|SM|tm|r)\)|(?:https?://|www\.)\S+|[^\W_]+(?:[-‐‑–'’/.&][^\W_]+)*\+?)")
_LONGEST = 60
_NO_WORDS = ("(", "http://", "https://", "www.")
_PLAIN = str.maketrans("‐‑–’", "---'")


class Token(NamedTuple):
    """A word; `lower` has straight apostrophes and plain hyphens."""

    start: int
    end: int
    text: str
    lower: str


class Line(NamedTuple):
    """The words of a sentence.

    Attributes:
        start: First code point.
        end: Code point after the last.
        words: The words with their places.
        lowers: The words in lower case alone, to see at once which of a list are among them.
        title: It is written like a headline, so that capitals tell nothing.
    """

    start: int
    end: int
    words: tuple[Token, ...]
    lowers: frozenset[str]
    title: bool


@kept
def lines(page: Page) -> tuple[Line, ...]:
    """The words of each readable sentence; kept for the page read last, as every recogniser asks for them."""
    return tuple(_line(page.text, sentence) for sentence in page.readable)


def joined(text: str, left: Token, right: Token) -> bool:
    """Whether only white space parts two words."""
    return not text[left.end : right.start].strip()


def _line(text: str, sentence: Sentence) -> Line:
    said = text[sentence.start : sentence.end]
    pieces = _WORD.split(said)
    edges = list(accumulate(map(len, pieces), initial=sentence.start))
    words = pieces[1::2]
    lowers = list(map(str.lower, words))
    if not all(map(str.isascii, lowers)):
        lowers = [lower.translate(_PLAIN) for lower in lowers]
    found = tuple(map(Token, edges[1::2], edges[2::2], words, lowers))
    if any(map(said.__contains__, _NO_WORDS)) or len(max(words, key=len, default="")) > _LONGEST:
        found = tuple(token for token in found if _is_word(token.text))
    return Line(sentence.start, sentence.end, found, frozenset(lowers), _is_title_case(words))


def _is_word(word: str) -> bool:
    return len(word) <= _LONGEST and not word.startswith(_NO_WORDS)


def _is_title_case(words: Sequence[str]) -> bool:
    long = [word[0] for word in words if len(word) > 3]
    return len(long) > 2 and sum(map(str.isupper, long)) * 10 > len(long) * 7
