"""Pairs of names that a text says are one product: "IMGN853 (mirvetuximab soravtansine)", "X, formerly Y"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from kg.mentions.acronyms import stands_for
from kg.mentions.codes import code_strength
from kg.mentions.spelling import MARK, bare
from kg.mentions.words import words
from kg.structure.page import Page

_NAME = rf"[^\W_][\w.]{0,30}(?:[-‐‑+][\w.]{1,20}){0,4}(?:{MARK.pattern})?(?:[-+]\w{1,20})?"
_BEFORE = re.compile(rf"(?:{_NAME}\s)?{_NAME}$")
_BRACKET = re.compile(r"\s?[(\[](?P<inside>[^()\[\]]{2,90}(?:\((?:TM|R|C)\)[^()]{0,40})?)[)\]]")
_FORMERLY = re.compile(
    rf",?\s+(?:formerly|previously|also|otherwise|now)\s+(?:known|called|named|referred\s+to|marketed|designated|identified)"
    rf"(?:\s+as)?\s+[“\"]?(?P<inside>(?:[a-z]{{4,30}}\s)?{_NAME})"
)
_SLASH = re.compile(rf"/(?P<inside>{_NAME})(?![\w/])")
_LEAD = re.compile(
    r"^(?:(?:also|formerly|previously|now|or|and|hereafter|aka|a\.k\.a\.|the)\s+)*(?:(?:known|called|named|referred\s+to|marketed|sold|branded|designated)"
    r"(?:\s+(?:as|under\s+the\s+(?:brand|trade)\s+name))?\s+)?(?:brand\s+name|trade\s+name|generic(?:\s+name)?|INN)?:?\s*"
)
_SPLIT = re.compile(r"\s*[,;]\s*|\s+or\s+|\s+and\s+|/")


class Pair(NamedTuple):
    """Two names of one product."""

    name: str
    other: str


def alias_pairs(page: Page) -> Iterator[Pair]:
    """Pairs of product names that stand for one thing, whatever kind of product it is."""
    for sentence in page.readable:
        for pattern in (_BRACKET, _FORMERLY, _SLASH):
            for match in pattern.finditer(page.text, sentence.start, sentence.end):
                before = _BEFORE.search(page.text[max(sentence.start, match.start() - 70) : match.start()])
                if before:
                    yield from _pairs(before.group(), match["inside"], slash=pattern is _SLASH)


def _pairs(name: str, inside: str, *, slash: bool) -> Iterator[Pair]:
    first = _base(name)
    if first is None:
        return
    pieces = [_LEAD.sub("", piece).strip() for piece in _SPLIT.split(_LEAD.sub("", inside))]
    for piece in pieces[:4]:
        other = bare(piece)
        sure = _is_name(first) or "®" in name or "™" in name or "(TM)" in name or "(R)" in name
        if other and other != first and (_is_name(other) or (sure and not slash and _could_be(other, first, piece))):
            if slash and not (_is_name(first) or _is_name(other)):
                continue
            yield Pair(first, other)


def _base(name: str) -> str | None:
    plain = bare(name)
    first, _, last = plain.rpartition(" ")
    if last.lower() in words("compound-conjugate") or last in words("compound-suffix"):
        return plain
    if not last or last.lower() in words("compound-stop"):
        return None
    return last


def _is_name(word: str) -> bool:
    """Whether a word alone shows that it names a compound: a code, or a nonproprietary name."""
    return code_strength(word) > 0 or is_nonproprietary(word)


def is_nonproprietary(word: str) -> bool:
    """Whether the first or only word ends in a stem of nonproprietary names."""
    first = word.split(" ")[0].lower()
    return len(first) > 6 and first.endswith(tuple(words("compound-stem"))) and first not in words("compound-stem-not")


def _could_be(word: str, name: str, written: str) -> bool:
    if " " in word:
        return False
    if MARK.search(written):
        return True
    if word.islower():
        return word.isalpha() and len(word) > 6 and word not in words("compound-stop") and not word.endswith(("ly", "ed", "ing", "tion", "al", "ive", "ous", "ment", "ity"))
    return stands_for(word, name) or (word[0].isupper() and word[1:].islower() is False and word[0].lower() == name[0].lower())
