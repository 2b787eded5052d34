"""Capitalised words of a page and the names that they build; all name recognisers stand on them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Container, Iterable, Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from kg.structure import Page

_WORD = re.compile(
    r"(?<![\w])(?:(?:[A-ZÀ-ÖØ-ÞĀ-Ž]|\d{1,3}[A-Z]|[a-z]{1,2}[A-Z])\w*(?:(?:[-‑&+/]|[’'](?!s\b)|\.(?=\w(?!\w)))\w+)*|plc\b|mbH\b)"
)
_SPACES = re.compile(r"\s+")
_LONGEST_GAP = 16
_GAPS = {
    " ": " ",
    ". ": ".",
    ".": ".",
    ", ": ",",
    "., ": ".,",
    " & ": "&",
    " and ": "and",
    ", and ": ",and",
    " as well as ": ",and",
    " of ": "of",
    " of the ": "of",
    " for ": "for",
    " for the ": "for",
    " in ": "in",
    " on ": "for",
    " at ": "at",
    " de ": "of",
    " de la ": "of",
    " des ": "of",
    " du ": "of",
    " della ": "of",
    " di ": "of",
    " “": '"',
    "” ": '"',
    ' "': '"',
    '" ': '"',
    "’s ": "’s",
    "'s ": "’s",
    "’ ": "’s",
    "' ": "’s",
}


class Word(NamedTuple):
    """A capitalised word.

    Attributes:
        start: First code point.
        end: Code point after the last; possessive and final full stop are not part of the word.
        text: The word.
        gap: What stands between it and the next capitalised word of the sentence: " ", ".", ",", ".,", "&",
            "and", ",and", "of", "for", "in", "at", '"', "’s"; or "" for anything
            else and at the end of a sentence.
    """

    start: int
    end: int
    text: str
    gap: str


Span = tuple[int, int]


@lru_cache(maxsize=2)
def words_of(page: Page) -> tuple[Word, ...]:
    """The capitalised words of the page's readable sentences, in order."""
    text, found = page.text, []
    for sentence in page.readable:
        matches = list(_WORD.finditer(text, sentence.start, sentence.end))
        places = [match.span() for match in matches]
        gaps = [_gap(text[end:start]) for (_, end), (start, _) in pairwise(places)]
        for match, (start, end), gap in zip(matches, places, [*gaps, ""], strict=False):
            found.append(Word(start, end, match[0], gap))
    return tuple(found)


def _gap(between: str) -> str:
    if between in _GAPS or len(between) > _LONGEST_GAP:
        return _GAPS.get(between, "")
    return _GAPS.get(_SPACES.sub(" ", between), "") if "\n" in between or "\xa0" in between else ""


@lru_cache(maxsize=2)
def _ends(page: Page) -> list[int]:
    return [word.end for word in words_of(page)]


@lru_cache(maxsize=2)
def _starts(page: Page) -> dict[int, int]:
    return {word.start: index for index, word in enumerate(words_of(page))}


def last_before(page: Page, position: int) -> int:
    """Index of the last word that ends at or before the position, -1 if there is none."""
    return bisect_right(_ends(page), position) - 1


def word_at(page: Page, position: int) -> int:
    """Index of the word that starts at the position, -1 if none does."""
    return _starts(page).get(position, -1)


def run_left(words: tuple[Word, ...], last: int, gaps: Container[str], longest: int = 7) -> int:
    """Index of the first word of the run that ends with the word `last` and goes on over the gaps."""
    first = last
    while first > 0 and last - first < longest - 1 and words[first - 1].gap in gaps:
        first -= 1
    return first


def run_right(words: tuple[Word, ...], first: int, gaps: Container[str], longest: int = 7) -> int:
    """Index after the last word of the run that begins with the word `first` and goes on over the gaps."""
    after = first + 1
    while after < len(words) and after - first < longest and words[after - 1].gap in gaps:
        after += 1
    return after


class Spans:
    """Spans that can be asked what lies over a place; asking takes logarithmic time."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._spans = sorted(spans)
        self._starts = [start for start, _ in self._spans]

    def over(self, start: int, end: int) -> Iterator[Span]:
        """The spans that share a character with start..end, the last first."""
        index = bisect_left(self._starts, end) - 1
        while index >= 0 and self._spans[index][1] > start:
            yield self._spans[index]
            index -= 1


def plain(text: str) -> str:
    """The text with single spaces."""
    return _SPACES.sub(" ", text).strip()


def occurrences(
    page: Page, forms: list[str], accept: Callable[[int], bool] | None = None
) -> Iterator[tuple[Span, str]]:
    """Places in the readable sentences where a form stands as words of its own, the longest form first.

    Args:
        page: The page.
        forms: Names with single spaces.
        accept: Whether a place counts, given its end.
    """
    if not forms:
        return
    ordered = sorted(set(forms))
    automaton = AhoCorasick(ordered, matchkind=MatchKind.LeftmostLongest)
    text = page.text
    for index, start, end in automaton.find_matches_as_indexes(_spaced(page)):
        if is_readable(page, start, end) and _alone(text, start, end) and (accept is None or accept(end)):
            yield (start, end), ordered[index]


def is_readable(page: Page, start: int, end: int) -> bool:
    """Whether the span lies in one of the sentences that facts are read from."""
    starts, ends = _readable(page)
    within = bisect_right(starts, start) - 1
    return within >= 0 and end <= ends[within]


@lru_cache(maxsize=2)
def _spaced(page: Page) -> str:
    return page.text.replace("\n", " ").replace("\xa0", " ")


@lru_cache(maxsize=2)
def _readable(page: Page) -> tuple[list[int], list[int]]:
    sentences = page.readable
    return [sentence.start for sentence in sentences], [sentence.end for sentence in sentences]


def _alone(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start], text[end : end + 2]
    if (
        before.isalnum()
        or before in {"_", "@", "/"}
        or (before == "-" and text[start - 2 : start - 1].isalnum())
    ):
        return False
    return not (after[:1].isalnum() or (after[:1] in "-‑+" and after[1:].strip() and not after[1:].islower()))
