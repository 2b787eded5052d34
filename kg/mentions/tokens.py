"""Words of a sentence with their places."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from kg.structure.page import Page, Sentence

#: A word, or a trade mark in brackets, which is none.
_WORD = re.compile(r"\((?:TM|R|C|SM|tm|r)\)|([^\W_]+(?:[-‐‑–'’/.&][^\W_]+)*\+?)")
_LONGEST = 60


class Token(NamedTuple):
    """A word; `lower` has straight apostrophes and plain hyphens."""

    start: int
    end: int
    text: str
    lower: str


def tokens(text: str, sentence: Sentence) -> list[Token]:
    """The words of a sentence; hyphens, apostrophes, slashes and full stops inside a word do not split it."""
    return [
        Token(match.start(), match.end(), word, plain(word))
        for match in _WORD.finditer(text, sentence.start, sentence.end)
        if (word := match[1]) and len(word) <= _LONGEST
    ]


def plain(word: str) -> str:
    """Lower-case form with straight apostrophes and plain hyphens."""
    lowered = word.lower()
    return lowered if lowered.isascii() else lowered.translate(_PLAIN)


_PLAIN = str.maketrans("‐‑–’", "---'")


def is_title_case(words: Sequence[Token]) -> bool:
    """Whether a sentence is written like a headline, so that capitals tell nothing."""
    long = [word for word in words if len(word.text) > 3 and word.text[0].isalpha()]
    return len(long) > 2 and sum(word.text[0].isupper() for word in long) * 10 > len(long) * 7


@lru_cache(maxsize=2)
def lines(page: Page) -> tuple[tuple[Token, ...], ...]:
    """The words of each readable sentence; kept for the page read last, as every recogniser asks for them."""
    return tuple(tuple(tokens(page.text, sentence)) for sentence in page.readable)
