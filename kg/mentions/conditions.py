"""Diseases and conditions, by the form of their names and by abbreviations that the text defines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from kg.mention import Mention
from kg.mentions.acronyms import stands_for
from kg.mentions.listed import listed
from kg.mentions.tokens import Line, Token, joined, lines
from kg.mentions.words import words
from kg.structure.page import Page

_MOST_WORDS = 9
_SURE = 0.8
_ADJECTIVE = tuple(
    ["ic", "al", "ar", "ary", "ous", "oid", "ive", "eal", "ile", "iac", "ory", "ant", "ent", "an"]
)
_MARKER = re.compile(
    r"[\w/-]*(?:\+|[-‑–](?:positive|negative|expressing|overexpressing|mutant|mutated|driven|deficient|associated|related|induced"
    r"|refractory|resistant|sensitive|naive|dependent|onset|stage|line|risk|grade|specific|exposed|treated|rearranged"
    r"|amplified|low|high|altered|eligible|ineligible|severe|threatening))$"
)
_ACRONYM = re.compile(r"\s*,?\s*\(\s*(?:or\s+)?[“\"'‘]?\s*([A-Za-z][A-Za-z0-9/-]{1,11})\s*[”\"'’]?\s*[);,]")
_LONG_FORM = re.compile(r"([A-Za-z][A-Za-z0-9/-]{1,11})\s*\(\s*$")
_DESIGNATION = re.compile(
    r"\s+(?:[Dd]esignation|[Pp]riority|[Vv]oucher|[Dd]rug\s+[Dd]esignation|[Pp]rogram\b)"
)
_TRAILING = re.compile(r"\s+(mellitus|(?:type|stage|grade)\s+(?:[IVX]{1,4}|\d|[A-C])\b)", re.IGNORECASE)
_OF = re.compile(
    r"\s+of\s+(?:the\s+)?(?!patients|all|various|other|these|any|unknown|such|life|time)((?:[a-z]{4,20}\s+){0,3}?[a-z]{4,20}(?:\s+and\s+[a-z]{4,12})?)\b"
)
_OF_HEADS = frozenset(
    [
        "retinopathy",
        "cancer",
        "cancers",
        "carcinoma",
        "inflammation",
        "infection",
        "infections",
        "disease",
        "diseases",
        "disorders",
        "tumors",
    ]
)


@dataclass(frozen=True, slots=True)
class _Found:
    start: int
    end: int
    full: str
    core: str
    score: float
    rule: str


def recognise(page: Page) -> Iterator[Mention]:
    """Mentions of conditions in the readable sentences, in the order of the text.

    The span covers the words that tell stage, line or marker; `name` is the disease itself and `aliases` hold the
    whole wording and the abbreviation that the text defines.
    """
    found = [phrase for line in lines(page) for phrase in _phrases(page.text, line)]
    defined = dict(_definitions(page.text, found))
    known = {**{name: name for name in words("condition-acronym")}, **defined}
    found += [phrase for line in lines(page) for phrase in _abbreviated(page.text, line, known)]
    found += _listed(page)
    short = {name: acronym for acronym, name in defined.items()}
    for phrase in _longest(found):
        names = {phrase.full, short.get(phrase.core, ""), defined.get(phrase.core, "")}
        aliases = tuple(sorted(names - {phrase.core, ""}))
        yield Mention(
            phrase.start,
            phrase.end,
            "Condition",
            phrase.core,
            aliases=aliases,
            score=phrase.score,
            rule=phrase.rule,
        )


def _listed(page: Page) -> Iterator[_Found]:
    """Diseases of the vocabulary, for those whose form tells nothing."""
    for mention in listed(page):
        if mention.kind == "Condition" and mention.score >= _SURE:
            name = _clean(page.text, mention.start, mention.end)
            judged_by_form = " " not in name and _head_kind(name.lower()) is not None
            if not judged_by_form and name.lower() not in words("condition-stop") | words("condition-not"):
                yield _Found(mention.start, mention.end, name, name, 0.85, "vocabulary")


def _longest(found: list[_Found]) -> Iterator[_Found]:
    end = -1
    for phrase in sorted(found, key=lambda phrase: (phrase.start, -phrase.end)):
        if phrase.end > end or phrase.rule == "coordinated":
            yield phrase
        end = max(end, phrase.end)


def _phrases(text: str, sentence: Line) -> Iterator[_Found]:
    line, title = sentence.words, sentence.title
    for at, token in enumerate(line):
        kind = _head_kind(token.lower)
        if kind is None or _is_part_of_name(text, line, at):
            continue
        first = _leftmost(text, line, at, title)
        modifiers = [word.lower for word in line[first:at]]
        essential = [word for word in modifiers if not _is_stage(word)]
        if kind == "head" and not essential:
            continue
        if " ".join(word.lower for word in line[first : at + 1]) in words("condition-not") or _is_designation(
            text, token.end
        ):
            continue
        score = 0.9 if essential or kind == "name" else 0.5
        yield _found(text, line, first, at, score, "form")
        yield from _coordinated(text, line, first, at, title)


def _is_designation(text: str, end: int) -> bool:
    """Whether the words go on to a designation: "Rare Pediatric Disease designation" is no disease."""
    return _DESIGNATION.match(text, end) is not None


def _found(text: str, line: Sequence[Token], first: int, at: int, score: float, rule: str) -> _Found:
    end = line[at].end
    if trailing := _TRAILING.match(text, end):
        end = trailing.end()
    elif line[at].lower in _OF_HEADS and (of := _OF.match(text, end)):
        end = of.end()
    core = first
    while core < at and (_is_stage(line[core].lower) or line[core].lower in ("and", "or")):
        core += 1
    if core == at and _head_kind(line[at].lower) != "name":
        core = first
    return _Found(
        line[first].start,
        end,
        _clean(text, line[first].start, end),
        _clean(text, line[core].start, end),
        score,
        rule,
    )


def _clean(text: str, start: int, end: int) -> str:
    return " ".join(text[start:end].split())


@cache
def _endings() -> tuple[str, ...]:
    return tuple(sorted(words("condition-ending")))


def _head_kind(word: str) -> str | None:
    if word in words("condition-head"):
        return "head"
    if word in words("condition-bare"):
        return "bare"
    if word in words("condition-name"):
        return "name"
    if word.endswith(_endings()) and len(word) > 5 and word not in words("condition-ending-not"):
        return "name"
    return None


def _is_stage(word: str) -> bool:
    return word in words("condition-stage") or _MARKER.match(word) is not None


def _is_part_of_name(text: str, line: Sequence[Token], at: int) -> bool:
    if at + 1 == len(line) or text[line[at].end : line[at + 1].start].strip():
        return False
    after = line[at + 1]
    if after.lower in ("cell", "cells") or after.lower in words("condition-organisation"):
        return True
    return (
        after.lower in _THERAPY
        and _head_kind(line[at].lower) == "bare"
        and (at == 0 or not joined(text, line[at - 1], line[at]) or not _is_modifier(line[at - 1].lower))
    )


_THERAPY = frozenset(
    [
        "drug",
        "drugs",
        "therapy",
        "therapies",
        "therapeutic",
        "therapeutics",
        "treatment",
        "treatments",
        "vaccine",
        "vaccines",
        "immunotherapy",
        "immunotherapies",
        "medicine",
        "medicines",
        "antigen",
        "antigens",
        "antigen-specific",
        "gene",
        "genes",
        "relief",
        "reliever",
        "killer",
        "target",
        "targets",
        "marker",
        "markers",
        "biomarker",
        "biomarkers",
        "detection",
        "screening",
        "test",
        "tests",
        "testing",
        "diagnostics",
        "diagnosis",
        "stem",
        "prevention",
        "microenvironment",
        "growth",
        "suppressor",
        "targeting",
        "response",
        "responses",
        "burden",
        "tissue",
        "tissues",
        "market",
        "pipeline",
        "program",
        "programs",
        "franchise",
        "product",
        "products",
    ]
)


def _leftmost(text: str, line: Sequence[Token], at: int, title: bool) -> int:
    """Index of the first word of the phrase whose head is line[at]."""
    first = at
    while first > 0 and at - first < _MOST_WORDS:
        word, gap = line[first - 1], text[line[first - 1].end : line[first].start].strip()
        if not gap and _accepts(word, line, first, at, title):
            first -= 1
        elif (step := _paired(text, line, first)) or (
            gap == "," and _is_stage(word.lower) and _is_stage(line[first].lower)
        ):
            first -= step or 1
        else:
            break
    while first < at and line[first].lower in ("and", "or"):
        first += 1
    return first


def _paired(text: str, line: Sequence[Token], first: int) -> int:
    """How many words to step left over "head and [neck]" or "relapsed or [refractory]"; 0 for none."""
    if (
        first < 2
        or line[first - 1].lower not in ("and", "or", "versus", "vs")
        or text[line[first - 2].end : line[first].start].count(",")
    ):
        return 0
    left, right = line[first - 2].lower, line[first].lower
    pair = f"{left} {line[first - 1].lower} {right}"
    return 2 if pair in words("condition-pair") or (_is_stage(left) and _is_stage(right)) else 0


def _is_modifier(word: str) -> bool:
    if word in words("condition-stop"):
        return False
    if word in words("condition-modifier") or _is_stage(word) or _head_kind(word) is not None:
        return True
    if "-" in word:
        return not word.endswith(
            (
                "-based",
                "-focused",
                "-leading",
                "-led",
                "-approved",
                "-stage",
                "-wide",
                "-specific",
                "-fighting",
                "-causing",
                "-free",
                "-invasive",
                "-accessible",
                "-validated",
                "-term",
                "-sponsored",
            )
        )
    return len(word) > 3 and not word.startswith("anti") and word.endswith(_ADJECTIVE) and word.isalpha()


def _accepts(word: Token, line: Sequence[Token], first: int, at: int, title: bool) -> bool:
    lower = word.lower
    if f"{lower} {line[first].lower}" in words("condition-pair"):
        return True
    if lower in words("condition-stop"):
        return False
    if lower.endswith("'s"):
        return word.text[0].isupper() and line[first].lower in words("condition-eponym")
    if _is_modifier(lower):
        return not (_head_kind(lower) == "bare" and lower.endswith("s"))
    if lower.isdigit():
        return first > 1 and line[first - 2].lower in ("type", "stage", "grade")
    if word.text.isupper() and len(word.text) > 1:
        return first == at and line[at].lower in _OF_HEADS | {"tumor", "tumors", "virus"} and not title
    if word.text[0].isupper() and not title and first - 1 > 0:
        return line[first].lower in words("condition-eponym")
    return False


def _coordinated(text: str, line: Sequence[Token], first: int, at: int, title: bool) -> Iterator[_Found]:
    """The earlier parts of "breast, ovarian and lung cancer", each with the head that it shares."""
    if first == at or first < 2 or line[first - 1].lower not in ("and", "or", "and/or"):
        return
    head, right = line[at].text, first - 1
    while right > 0:
        last = right - 1
        between = (
            text[line[last].end : line[right].start].strip()
            if line[right].lower in ("and", "or", "and/or")
            else ","
        )
        word = line[last].lower
        if (
            between not in ("", ",")
            or not _is_modifier(word)
            or _is_stage(word)
            or _head_kind(word) is not None
        ):
            return
        start = _leftmost(text, line, last, title)
        name = _clean(text, line[start].start, line[last].end)
        yield _Found(
            line[start].start, line[last].end, f"{name} {head}", f"{name} {head}", 0.8, "coordinated"
        )
        if start == 0 or text[line[start - 1].end : line[start].start].strip() != ",":
            return
        right = start


def _definitions(text: str, found: Sequence[_Found]) -> Iterator[tuple[str, str]]:
    """Abbreviations that the text defines, with the disease that each stands for."""
    for phrase in found:
        if match := _ACRONYM.match(text, phrase.end):
            for name in (phrase.core, phrase.full):
                if stands_for(match[1], name):
                    yield match[1].rstrip("s") if match[1][:-1].isupper() else match[1], name
                    break
        elif match := _LONG_FORM.search(text, max(0, phrase.start - 20), phrase.start):
            if stands_for(match[1], phrase.core):
                yield match[1], phrase.core


def _abbreviated(text: str, sentence: Line, known: dict[str, str]) -> Iterator[_Found]:
    line = sentence.words
    for at, token in enumerate(line):
        name = token.text if token.text in known else token.text.rstrip("s")
        if name not in known or _is_part_of_name(text, line, at):
            continue
        first = _leftmost(text, line, at, sentence.title)
        while first < at and not _is_stage(line[first].lower) and line[first].lower not in ("and", "or"):
            first += 1
        start = line[first].start
        yield _Found(start, token.end, _clean(text, start, token.end), name, 0.9, "abbreviation")
