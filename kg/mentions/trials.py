"""Clinical trials: registry numbers and named studies ("the tROPhy-1 study", "KEYNOTE-689")."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.mention import Mention
from kg.mentions.common.kept import kept
from kg.mentions.common.listed import listed
from kg.mentions.common.names import occurrences, plain, words_of
from kg.mentions.common.words import words
from kg.structure import Page

_REGISTERED = re.compile(
    r"NCT\d{8}|ISRCTN\d{8}|ACTRN\d{14}|DRKS\d{8}|ChiCTR[-\d]{8,20}|jRCTs?\d{9,11}|JapicCTI-\d{6}|UMIN\d{9}"
    r"|CTRI/\d{4}/\d\d/\d{6}|KCT\d{7}|NTR\d{4,5}"
)
_EUROPEAN = re.compile(r"\b20\d\d-\d{6}-\d\d(?:-\d\d)?\b")
_LEAST = 0.5
_NAME = re.compile(
    r"[A-Za-z]{0,3}[A-Z][\w’]{0,19}(?:[-‑+][\w]{1,12}){0,3}(?:\s(?:[IVX]{1,4}|\d{1,3}|[A-Z]-\d{1,3})(?![\w-]))?"
)
_NOUN = r"(?:[Tt]rials?|[Ss]tudy|[Ss]tudies|TRIAL|STUDY)"
_KIND = (
    r"(?:\(NCT\d{8}\)\s)?(?:[Pp]hase\s[\w/-]{1,5}\s)?"
    r"(?:(?:[Cc]linical|[Rr]andomi[sz]ed|[Pp]ivotal|[Rr]egistrational|[Ee]xpansion|extension|multicenter)\s){0,2}"
)
_CALLED = r"(?:called|named|known as|dubbed|entitled|titled|designated)"
_BEFORE = re.compile(
    rf"(?<![\w-]){_NOUN}"
    rf"(?:,?[ \n](?:\([^()]{{0,40}}\),?\s)?{_CALLED}\s(?:the\s)?|[ \n]|,?\s\((?:the\s)?)[“\"]?\Z"
    rf"|(?<![\w-])(?:[Tt]rials|[Ss]tudies)[\s,:]{{1,2}}\(?(?:{_NAME.pattern}(?:,\s|,?\sand\s)){{1,4}}\Z"
)
_APPOSED = re.compile(rf"(?<![\w-]){_NOUN},\s[“\"]?\Z")
_AFTER = re.compile(
    rf"[”\"]?[™®]?\s{_KIND}{_NOUN}(?![\w-])"
    r"|(?:\s\([^()]{1,60}\))?(?:,|,?\s(?:is|was|are)|\s[–—-]|:)\s(?:an?|the|its|our|another|one\sof)\s"
    r"(?:(?!(?:of|in|for|from|with|that|which|to|by|candidate|treatment|therapy|drug|product|company)\b)"
    rf"[\w/’'.-]{{1,25}},?\s){{0,9}}?{_NOUN}(?![\w-])"
    r"|\s\((?:[^()]{0,30}[\s:])?NCT\d{8}"
    rf"|(?:,\s{_NAME.pattern}){{0,4}},?\sand\s{_NAME.pattern}\s{_KIND}(?:[Tt]rials|[Ss]tudies)(?![\w-])"
)
_AFTER_PHASE = re.compile(r"[”\"]?\s(?:topline\s|interim\s|final\s)?(?:results|data|readout|program)\b")
_PHASE_BEFORE = re.compile(r"[Pp]hase\s[\w/-]{1,5}\s\Z")
_LANDMARK = re.compile(r"[A-Z]{5,14}(?:-\d{1,4}|-[A-Z]|\s[IVX]{1,4}|\s\d)")
_FOLLOWING_NUMBER = re.compile(r"[^.;]{0,60}?\((?:[^()]{0,30}?)(?P<number>NCT\d{8})")
_BEFORE_COMPOUND = re.compile(
    r"\b(?:(?:trials?|study|studies|safety|efficacy|doses?|evaluation|development|approval) of"
    r"|(?:treated|dosed|vaccinated|combination) with|evaluating|testing|received?|administered"
    r"|candidate|vaccine|drug),?\s\Z"
)
_AFTER_NAME = re.compile(
    r"\s(?:(?P<study>(?i:trial|study|phase|results|data))|(?P<kind>vaccine|candidate|treatment|therapy|drug|dose)s?\b)"
)
_CODE = re.compile(
    r"[A-Z]{1,5}-?\d{3,6}[A-Za-z]?|[A-Z]{2,5}-(?![IVX]+\Z)[A-Z]{2,}\w*|[A-Z]\d{1,2}|COVID-\d+|[IVX]+-[IVX]+|First-.*"
)


def recognise(page: Page) -> Iterator[Mention]:
    """Mentions of trials by registry number or name; a number in brackets after a name is an alias of it."""
    for word in words_of(page):
        if _REGISTERED.fullmatch(word.text):
            yield Mention(word.start, word.end, "Trial", word.text, score=0.99, rule="registry number")
    for match in _EUROPEAN.finditer(page.text):
        yield Mention(match.start(), match.end(), "Trial", match[0], score=0.99, rule="registry number")
    names = _named(page)
    for (start, end), form in occurrences(page, list(names)):
        yield Mention(
            start, end, "Trial", form, aliases=tuple(sorted(names[form])), score=0.85, rule="named study"
        )


def _named(page: Page) -> dict[str, set[str]]:
    """Registry numbers by the name of a study that a cue tells."""
    names: dict[str, set[str]] = {}
    refused: set[str] = set()
    text = page.text
    for word in words_of(page):
        name = _NAME.match(text, word.start) if _is_candidate(word.text) else None
        if not name or not _is_cued(text, *name.span()):
            continue
        form = plain(name[0])
        if form in names or (form not in refused and _is_name(page, form)):
            number = _FOLLOWING_NUMBER.match(text, name.end())
            names.setdefault(form, set()).update({number["number"]} if number else ())
        else:
            refused.add(form)
    return names


def _is_candidate(word: str) -> bool:
    return len(word) > 3 and sum(map(str.isupper, word)) > 1 and word not in _no_trials()


def _is_cued(text: str, start: int, end: int) -> bool:
    """Whether the words beside a name, or its own form, tell that it is a study's."""
    if _AFTER.match(text, end) or _LANDMARK.fullmatch(text, start, end):
        return True
    before = text[max(0, start - 80) : start]
    if _PHASE_BEFORE.search(before):
        return _AFTER_PHASE.match(text, end) is not None
    if _APPOSED.search(before):
        return text[end : end + 1] in ",;"
    return _BEFORE.search(before) is not None


def _is_name(page: Page, name: str) -> bool:
    """Whether a word beside "study" names it: it is no code, compound, company, disease or common acronym."""
    text = page.text
    first = name.split(maxsplit=1)[0]
    capitals = sum(map(str.isupper, first))
    if _CODE.fullmatch(first) or first in _known(page):
        return False
    if first.isalpha() and (f"({first})" in text or f"(“{first}”)" in text or f'("{first}")' in text):
        return False
    if _is_compound(text, name):
        return False
    mixed = not first.isupper() and not any(character.isdigit() for character in first)
    return not mixed or capitals > 2


def _is_compound(text: str, name: str) -> bool:
    """Whether the text gives the name to patients: "GX-1 vaccine", "safety of GX-1"."""
    at = text.find(name)
    while at >= 0:
        after = _AFTER_NAME.match(text, at + len(name))
        if after and after["kind"]:
            return True
        if not (after and after["study"]) and _BEFORE_COMPOUND.search(text[max(0, at - 24) : at]):
            return True
        at = text.find(name, at + len(name))
    return False


@kept
def _known(page: Page) -> frozenset[str]:
    """Words that the vocabulary lists as names of other things."""
    text = page.text
    return frozenset(text[mention.start : mention.end] for mention in listed(page) if mention.score > _LEAST)


@cache
def _no_trials() -> frozenset[str]:
    return words("trial-not", "organization-acronyms", "condition-acronym", "places")
