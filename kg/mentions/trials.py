"""Clinical trials: registry numbers and named studies ("the tROPhy-1 study", "KEYNOTE-689")."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.mention import Mention
from kg.mentions.names import Word, occurrences, plain, words_of
from kg.mentions.words import words
from kg.structure import Page

_REGISTERED = re.compile(
    r"NCT\d{8}|ISRCTN\d{8}|ACTRN\d{14}|DRKS\d{8}|ChiCTR[-\d]{8,20}|jRCTs?\d{9,11}|JapicCTI-\d{6}|UMIN\d{9}"
    r"|CTRI/\d{4}/\d\d/\d{6}|KCT\d{7}|NTR\d{4,5}"
)
_EUROPEAN = re.compile(r"\b20\d\d-\d{6}-\d\d(?:-\d\d)?\b")
_NAME = r"[A-Za-z]{0,3}[A-Z][\w’]{0,19}(?:[-‑+][\w]{1,12}){0,3}(?:\s(?:[IVX]{1,4}|\d{1,3}))?"
_NOUN = re.compile(r"(?<![\w-])(?:[Tt]rial|TRIAL|[Ss]tudy|[Ss]tudies|STUDY)s?(?![\w-])")
_BEFORE_NOUN = re.compile(
    rf"(?:\A|[\s(“\"])(?P<name>{_NAME})[”\"]?[™®]?\s(?:\((?P<number>NCT\d{{8}})\)\s)?(?:[Pp]hase\s[\w/-]{{1,5}}\s)?"
    r"(?:(?:[Cc]linical|[Rr]andomi[sz]ed|[Pp]ivotal|[Rr]egistrational|[Ee]xpansion|extension|multicenter)\s){0,2}\Z"
)
_AFTER_NOUN = re.compile(
    r",?\s(?:\([^()]{0,40}\),?\s)?(?:called|named|known as|dubbed|entitled|titled|designated)\s"
    rf"(?:the\s)?[“\"]?(?P<name>{_NAME})|\s\((?:the\s)?[“\"]?(?P<inside>{_NAME})[”\"]?(?:\s(?:[Tt]rial|[Ss]tudy))?[”\"]?[,;)]"
)
_RESULTS = re.compile(
    rf"(?P<name>{_NAME})[”\"]?\s(?:topline\s|interim\s|final\s)?(?:results|data|readout|program)\b"
)
_PHASE_BEFORE = re.compile(r"[Pp]hase\s[\w/-]{1,5}\s\Z")
_LANDMARK = re.compile(r"(?P<name>[A-Z]{5,14}(?:-\d{1,4}|-[A-Z]|\s[IVX]{1,4}|\s\d))(?![\w-])")
_FOLLOWING_NUMBER = re.compile(r"[^.;]{0,60}?\((?:[^()]{0,30}?)(?P<number>NCT\d{8})")
_BEFORE_COMPOUND = re.compile(
    r"\b(?:(?:trials?|study|studies|safety|efficacy|doses?|evaluation|development|approval) of"
    r"|(?:treated|dosed|vaccinated|combination) with|evaluating|testing|received?|administered"
    r"|candidate|vaccine|drug),?\s\Z"
)
_AFTER_NAME = re.compile(
    r"\s(?:(?P<study>(?i:trial|study|phase|results|data))|(?P<kind>vaccine|candidate|treatment|therapy|drug|dose)s?\b)"
)
_CODE = re.compile(r"[A-Z]{1,5}-?\d{3,6}[A-Za-z]?|[A-Z]{2,5}-[A-Z]{2,}\w*|[A-Z]\d{1,2}|COVID-\d+")


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
    """Registry numbers by the name of a study."""
    names: dict[str, set[str]] = {}
    refused: set[str] = set()
    text = page.text
    for sentence in page.readable:
        for noun in _NOUN.finditer(text, sentence.start, sentence.end):
            before = _BEFORE_NOUN.search(text[max(sentence.start, noun.start() - 70) : noun.start()])
            after = _AFTER_NOUN.match(text, noun.end(), sentence.end)
            for match in filter(None, (before, after)):
                name = plain(match["name"] or match["inside"])
                if name in names or (name not in refused and _is_name(text, name)):
                    number = _FOLLOWING_NUMBER.match(text, noun.end())
                    names.setdefault(name, set()).update({number["number"]} if number else ())
                else:
                    refused.add(name)
    for word in words_of(page):
        told = _told(text, word) if word.text[1:5].upper() == word.text[1:5] else None
        if told and _is_name(text, name := plain(told["name"])):
            names.setdefault(name, set())
    return names


def _told(text: str, word: Word) -> re.Match[str] | None:
    """The name of a study that its form or "Phase 3 ... results" tells."""
    if match := _LANDMARK.match(text, word.start):
        return match
    if _PHASE_BEFORE.search(text[max(0, word.start - 13) : word.start]):
        return _RESULTS.match(text, word.start)
    return None


def _is_name(text: str, name: str) -> bool:
    """Whether a word beside "study" names it: it has capitals and is no code, compound or common acronym."""
    first = name.split(maxsplit=1)[0]
    capitals = sum(character.isupper() for character in first)
    if capitals < 2 or len(first) < 4 or _CODE.fullmatch(first) or first in _no_trials():
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


@cache
def _no_trials() -> frozenset[str]:
    return words("trial-not") | words("organization-acronyms") | words("condition-acronym") | words("places")
