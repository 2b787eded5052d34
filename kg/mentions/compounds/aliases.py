"""Pairs of names that a text says are one product: "IMGN853 (mirvetuximab soravtansine)", "X, formerly Y"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from kg.mentions.common.acronyms import stands_for
from kg.mentions.common.codes import code_strength
from kg.mentions.common.spelling import MARK, bare
from kg.mentions.common.tokens import lines
from kg.mentions.common.words import words
from kg.mentions.conditions.disease_words import head_kind
from kg.structure.page import Page
from kg.vocabulary import vocabulary

_NAME = rf"[^\W_][\w.]{{0,30}}(?:[-‐‑+][\w.]{{1,20}}){{0,4}}(?:{MARK.pattern})?(?:[-+]\w{{1,20}})?"
_BRACKET = re.compile(r"[(\[](?P<inside>[^()\[\]]{2,90}(?:\((?:TM|R|C)\)[^()]{0,40})?)[)\]]")
_FORMERLY = re.compile(
    r"(?<=\s)(?:formerly|previously|also|otherwise|now)\s+"
    r"(?:known|called|named|referred\s+to|marketed|designated|identified)"
    rf"(?:\s+as)?\s+[“\"]?(?P<inside>(?:[a-z]{{4,30}}\s)?{_NAME})"
)
_INGREDIENT = re.compile(
    rf",?\s{{1,8}}(?:which\s+is\s+|is\s+)?the\s+active\s+(?:pharmaceutical\s+)?ingredient\s+(?:in|of)\s+(?P<inside>{_NAME})"
)
_SLASH = re.compile(rf"/(?P<inside>{_NAME})(?![\w/])")
_LEAD = re.compile(
    r"^(?:(?:also|formerly|previously|now|or|and|hereafter|aka|a\.k\.a\.|the)\s+)*"
    r"(?:(?:known|called|named|referred\s+to|marketed|sold|branded|designated)"
    r"(?:\s+(?:as|under\s+the\s+(?:brand|trade)\s+name))?\s+)?(?:brand\s+name|trade\s+name|generic(?:\s+name)?|INN)?:?\s*"
)
#: The patterns with the words of which a sentence must hold one, if any.
_PATTERNS: dict[re.Pattern[str], frozenset[str]] = {
    _BRACKET: frozenset(),
    _FORMERLY: frozenset({"formerly", "previously", "also", "otherwise", "now"}),
    _INGREDIENT: frozenset({"ingredient"}),
    _SLASH: frozenset(),
}
#: A way of giving before an ingredient: "(IV zorvatinib)" tells what a product holds, not its other name.
_GIVEN = re.compile(
    r"(?:IV|SC|oral|intravenous|subcutaneous|intranasal|inhaled|nebuli[sz]ed|topical|sublingual|transdermal|injectable"
    r"|ophthalmic|low-dose|preservative-free|extended-release|generic|synthetic)\s(?=[a-z]{4})"
)
_STUFF_BEFORE = r"(?:(?:forms?|formulations?|versions?|salts?|isomers?) of|generic|preservative-free|racemic)"
_STUFF_AFTER = r"(?:-containing| (?:formulations?|products?|derivatives?|analog(?:ue)?s|manufacturers))"
_SPLIT = re.compile(r"\s*[,;]\s*|\s+or\s+|\s+and\s+|/")
#: Two substances with a slash between them: "D-cycloserine/lurasidone" tells what a product holds.
_COMBINED = re.compile(r"(?<![^\s(-])[a-z]{5,}/[a-z]{5,}(?![^\s),])")
_MOST_NAMES = 4
_MANY_BRANDS = 5
#: Endings of ordinary words and of diseases, which stand in brackets after a name too.
_ORDINARY = (
    "ly",
    "ed",
    "ing",
    "tion",
    "al",
    "ive",
    "ous",
    "ment",
    "ity",
    "oma",
    "itis",
    "osis",
    "ies",
    "emia",
)


class Pair(NamedTuple):
    """Two names of one product; `sure` if the second is a name by its form, not only by its place."""

    name: str
    other: str
    sure: bool


def alias_pairs(page: Page) -> Iterator[Pair]:
    """Pairs of product names that stand for one thing, whatever kind of product it is."""
    text = page.text
    for line in lines(page):
        for pattern, cues in _PATTERNS.items():
            if cues.isdisjoint(line.lowers) and cues:
                continue
            for match in pattern.finditer(text, line.start, line.end):
                before = text[max(line.start, match.start() - 70) : match.start()].rstrip(" ,\n").split()[-2:]
                if before and (first := _base(bare(" ".join(before)))):
                    yield from _pairs(first, before[-1], match["inside"], slash=pattern is _SLASH)


@cache
def stems() -> tuple[str, ...]:
    """Endings of nonproprietary names."""
    return tuple(sorted(words("compound-stem")))


def is_nonproprietary(name: str) -> bool:
    """Whether the first or only word ends in a stem of nonproprietary names."""
    first = name.split(" ", 1)[0].lower()
    return len(first) > 6 and first.endswith(stems()) and first not in words("compound-stem-not")


def is_stuff(name: str, text: str) -> bool:
    """Whether an ingredient is what many products are made of: generally, or as "zorvatinib formulations".

    Args:
        name: The ingredient.
        text: The whole text.
    """
    if is_sold_by_many(name):
        return True
    stuff = rf"\b{re.escape(name)}\b"
    form = rf"(?i)\b{_STUFF_BEFORE} {stuff}|{stuff}{_STUFF_AFTER}\b"
    return name.islower() and re.search(form, text) is not None


def is_sold_by_many(name: str) -> bool:
    """Whether the vocabulary knows so many brands of an ingredient that a new code is a product of it."""
    known = vocabulary()
    concepts = (known.concept(entry.iri) for entry in known.lookup(name, "Compound"))
    brands = ({each for each in found.names if each.istitle()} for found in concepts if found)
    return max(map(len, brands), default=0) >= _MANY_BRANDS


def _base(name: str) -> str | None:
    """The product that a bracket explains: the last word before it, or both of a conjugate's name."""
    last = name.rpartition(" ")[2].strip("(,;:./")
    if last.lower() in words("compound-conjugate") or last in words("compound-suffix") or last.isdigit():
        return name
    return (
        last if last and last.lower() not in words("compound-stop") and not head_kind(last.lower()) else None
    )


def _pairs(first: str, written: str, inside: str, *, slash: bool) -> Iterator[Pair]:
    known = _is_name(first) or MARK.search(written) is not None
    if _COMBINED.search(inside):
        return
    for piece in _SPLIT.split(_LEAD.sub("", inside))[:_MOST_NAMES]:
        if _GIVEN.match(piece):
            continue
        other = _ingredient(bare(_LEAD.sub("", piece)))
        if not other or other == first:
            continue
        if slash and first.islower() and other.islower():
            continue  # "zorvatinib/taxolimab" is a combination
        if _is_name(other):
            yield Pair(first, other, sure=True)
        elif slash:
            if _is_name(first):
                yield Pair(first, other, sure=True)
        elif known:
            yield Pair(first, other.rpartition(" ")[2], sure=_could_be(other, first, piece))


def _ingredient(name: str) -> str:
    """A nonproprietary name without its formulation: "sumatriptan nasal spray" gives "sumatriptan"."""
    while (parts := name.rpartition(" "))[0] and parts[2].lower() in words("compound-salt"):
        name = parts[0]
    first, _, rest = name.partition(" ")
    if rest.startswith("with "):
        return ""  # "zorvatinib with other lipids" is a product of its own
    if is_nonproprietary(first) and rest.lower().split("-", 1)[0] not in words("compound-conjugate"):
        return first
    return name


def _is_name(word: str) -> bool:
    """Whether a word alone shows that it names a compound: a code, or a nonproprietary name."""
    return code_strength(word) > 0 or is_nonproprietary(word)


def _could_be(word: str, name: str, written: str) -> bool:
    """Whether a word in brackets could be the other name: marked, a lone noun, or a short form."""
    if " " in word:
        return False
    if MARK.search(written):
        return True
    if word.islower():
        unknown = word.isalpha() and len(word) > 6 and word not in words("compound-stop")
        return unknown and not word.endswith(_ORDINARY)
    inner_capital = not word[1:].islower() and word[0].lower() == name[0].lower()
    return stands_for(word, name) or (word[0].isupper() and inner_capital)
