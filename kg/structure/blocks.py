"""Blocks of a text: paragraphs, bullets and headings, also where line ends were lost or added."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from kg.sieve import Sieve
from kg.structure.lexicon import words

_LINE = re.compile(r"[^\n]+")
_BULLET = re.compile(r"\s*(?:[*•●▪◦‣·■–—-]\s?(?=\S)|\(?\d{1,2}[.)]\s|\^\d|#{1,6}\s|\[\d)")
_FIRST_WORD = re.compile(r"\S+")
_LONGEST_LINE = 120
_NARROWEST = 40
#: A line of so much of the width that does not end a sentence goes on: its author broke it before a name.
_NEARLY = 0.8
_GLUE = re.compile(r"[a-z0-9®™)](?=[A-Z])")
_TOKEN = re.compile(r"\w+")
_RIGHT = re.compile(r"\w{1,40}")
_BEFORE = re.compile(r"[\w®™)’']*$")
_TWO_WORDS = re.compile(r"\w{1,40} \w{1,40}")
_NEAR = 20_000
_WHOLE = frozenset({"LinkedIn"})
_ABOUT = re.compile(r"A(?:bout|BOUT)\s(?:the\s)?(?:[A-Z]|\d+[A-Z])")
_BEFORE_ABOUT = re.compile(r"[a-z0-9.!?)”\"™®]$|[.!?)”\":]\s{1,2}$")
_REPEATED = re.compile(
    r"A(?:bout|BOUT)\s(?P<title>(?P<first>[^\s.]{2,40}?)(?:\s[^\n.]{1,80}?\.?)?)\s{0,2}(?=(?P=first)\b)"
)
_IN_SENTENCE = re.compile(
    r"\s(?!(?:of|and|for|the|in|on|de|a|an|to|with|at)\s)[a-z]{2,}\s|\s[a-z]{2,}[.,]|,\s[A-Z][a-z]+\s[a-z]"
)
_TITLE = re.compile(
    r"A(?:bout|BOUT) (?P<title>(?:the )?\d{0,3}[A-Z][\w&®™’'./-]*"
    r"(?: (?:(?:of|and|for|the|&) )?[A-Z0-9(][\w&®™’'/)-]*){0,7})"
)
#: A label of a programme that the archive glued to what stands before it: "...Chief Executive OfficerDate:".
_LABEL = re.compile(
    r"(?<=[^\s“(\"/-])(?:Presenter|Speaker|Date|Time|Location|Title|Session|Presentation|Poster|Format|Webcast|Registration"
    r"|When|Where|Presenting Author)s?(?:/Time)?(?: [A-Z][a-z]{1,14}){0,2}:"
)
_LABELS = Sieve([("label", _LABEL)])
_COLON = re.compile(r"A(?:bout|BOUT)\s[^\n:.]{2,80}:(?=\S|\s\S)")

Span = tuple[int, int]


def blocks(text: str) -> Iterator[Span]:
    """Spans of the text's blocks in order, without the white space around them.

    Hard-wrapped lines of a paragraph are one block. Headings that the archive glued to the next or the last
    paragraph ("...viability.About OncoX", "About FELIQSFELIQS is") are blocks of their own.
    """
    counts = Counter(_TOKEN.findall(text))
    for start, end in _paragraphs(text):
        yield from _unglued(text, start, end, counts)


def _paragraphs(text: str) -> Iterator[Span]:
    width = _wrap_width(text)
    begin = last = -1
    for line in _LINE.finditer(text):
        if not line[0].strip():
            continue
        if begin >= 0 and not _continues(text, last, line, width):
            yield _trimmed(text, begin, last)
            begin = -1
        if begin < 0:
            begin = line.start()
        last = line.end()
    if begin >= 0:
        yield _trimmed(text, begin, last)


def _continues(text: str, last: int, line: re.Match[str], width: int) -> bool:
    """Whether the line goes on with the paragraph whose last line ends at `last`."""
    if line.start() != last + 1 or _BULLET.match(line[0]):
        return False
    before = text[text.rfind("\n", 0, last) + 1 : last]
    first = _FIRST_WORD.search(line[0])
    if first and ("@" in first[0] or first[0].startswith(("www.", "http"))):
        return False
    if first and len(before) + 1 + len(first[0]) > width > 0 and len(before) <= _LONGEST_LINE:
        return True
    unfinished = bool(first) and before.rstrip()[-1:] not in ".!?:"
    if unfinished and len(before) > width * _NEARLY > 0 and not _is_row(before) and not _is_row(line[0]):
        return True
    return unfinished and line[0].lstrip()[:1].islower()


def _is_row(line: str) -> bool:
    """Whether a line looks like one of a table."""
    return "   " in line.strip() or "\t" in line.strip()


def _wrap_width(text: str) -> int:
    """Width that the text's lines are wrapped at, 0 if they are not."""
    lengths = sorted(len(line[0]) for line in _LINE.finditer(text) if line[0].strip())
    width = lengths[len(lengths) * 9 // 10] if lengths else 0
    return width if _NARROWEST <= width <= _LONGEST_LINE else 0


def _unglued(text: str, start: int, end: int, counts: Counter[str]) -> Iterator[Span]:
    headings = (match.start() for match in _ABOUT.finditer(text, start, end))
    cuts = {cut for cut in headings if cut > start and _BEFORE_ABOUT.search(text[cut - 3 : cut])}
    cuts.update(cut for about in sorted(cuts | {start}) if (cut := _end_of_title(text, about, end)))
    cuts.update(glue.end() for glue in _GLUE.finditer(text, start, end) if _is_glue(text, glue.end(), counts))
    cuts.update(label.start() for _, label in _LABELS.finditer(text, start, end) if label.start() > start)
    begin = start
    for cut in [*sorted(cuts), end]:
        if text[begin:cut].strip():
            yield _trimmed(text, begin, cut)
        begin = cut


def _end_of_title(text: str, start: int, end: int) -> int:
    """End of the title of an "About" heading whose text follows on the same line, 0 if there is none."""
    if not _ABOUT.match(text, start, end):
        return 0
    heading = _REPEATED.match(text, start, end) or _COLON.match(text, start, end)
    if heading and not _IN_SENTENCE.search(heading[0]):
        return heading.end()
    title = _TITLE.match(text, start, end)
    if not title or title.end() == end or text[title.end() : title.end() + 1] in ",.;:)":
        return 0
    parts = title["title"].split(" ")
    starting = next((at for at, part in enumerate(parts) if at and part in _starts()), len(parts))
    return title.start("title") + len(" ".join(parts[:starting])) if end - start > _LONGEST_LINE else 0


def _is_glue(text: str, cut: int, counts: Counter[str]) -> bool:
    """Whether two words meet at the cut.

    Together they stand nowhere else, and the right one starts sentences or, with the word after it, stands
    elsewhere. Behind a bracket or a mark, or in an "About" heading, the right one alone is enough.
    """
    before, after = _BEFORE.search(text[max(0, cut - 30) : cut]), _RIGHT.match(text, cut)
    left, right = before[0] if before else "", after[0] if after else ""
    if len(left) < 2 or left + right in _WHOLE or counts[left + right] > 1:
        return False
    if right in _starts():
        return left[-1].islower() and len(left) > 3
    if not counts[right] or len(right) < 3:
        return False
    if not left[-1].isalnum() or text.rfind("About ", max(0, cut - 80), cut) >= 0:
        return True
    phrase = _TWO_WORDS.match(text, cut)
    return phrase is not None and text.count(phrase[0], max(0, cut - _NEAR), cut + _NEAR) > 1


@cache
def _starts() -> frozenset[str]:
    return frozenset(words("sentence-starts"))


def _trimmed(text: str, start: int, end: int) -> Span:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())
