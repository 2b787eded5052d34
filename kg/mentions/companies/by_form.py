"""Companies' names by form: legal form, ticker symbol, last word, "About" heading, "is a ... company"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.mentions.common.codes import code_strength
from kg.mentions.common.names import Word, last_before, plain, run_left, words_of
from kg.mentions.common.words import either, words
from kg.mentions.companies.forms import base_of, stands_lower
from kg.mentions.companies.names import (
    NAME_GAPS,
    Cue,
    aliases_after,
    can_be_company,
    cue,
    start_of_name,
    without_lead,
)
from kg.mentions.companies.tickers import before_brackets, ticker_brackets
from kg.structure import Page

_BEFORE_LEGAL_FORM = frozenset({" ", ",", "&", "and", ".", ".,"})
_LOWER_CASE_NAME = re.compile(
    r"(?:\A|[\s(“\"])(?P<name>[a-z][\w-]{2,20}(?:\s(?:bio|therapeutics|pharma|biotech|biosciences|health))?),?\s\Z"
)
_PLACE_BEFORE_FORM = re.compile(r"\s\([A-Z][\w ]{2,20}\),?\s\Z")
_ARTICLES = frozenset(
    {"the", "and", "our", "this", "its", "such", "parent", "listed", "private", "public", "holding"}
)
_BESIDE = frozenset({"with", "by", "from", "at", "between", "and"})
_PART_OF_COMPANY = re.compile(
    r"\s(?:business\s)?(?:segment|division|department|unit|index|industry|sector|market|program|technology|platform|class)\b"
)
_AFTER_NAME = re.compile(r"[’']s\b|\s(?:is|has|was|will|announced|and its|as)\b")
_WORDS_BETWEEN = (
    r"(?:(?!(?:that|which|by|from|of|with|for|to|in|the|candidate|drug|product|compound)\b)"
    r"[\w’'&/,.®™-]{1,40}\s+){0,10}?"
)


def by_form(page: Page) -> Iterator[Cue]:
    """Names of companies that their own form or what stands beside them tells."""
    yield from _legal_forms(page)
    yield from _before_tickers(page)
    yield from _by_last_word(page)
    yield from _abouts(page)
    yield from _said_to_be(page)


@cache
def _legal_starts() -> frozenset[str]:
    forms = (form.split() for form in words("legal-forms"))
    return frozenset((form[1] if form[0] in {"&", "and"} else form[0]).rstrip(".,") for form in forms)


@cache
def _legal_form() -> re.Pattern[str]:
    return re.compile(rf"{either('legal-forms')}(?![\w-]|[’'](?!s\b))")


def _legal_forms(page: Page) -> Iterator[Cue]:
    """Names with a legal form: "Genmab A/S", "medac GmbH", "bluebird bio, Inc."."""
    text, page_words = page.text, words_of(page)
    for index, word in enumerate(page_words):
        match = _legal_form().match(text, word.start) if word.text in _legal_starts() else None
        if not match:
            continue
        end = match.end() + (text[match.end() : match.end() + 1] == "." and _takes_stop(match[0]))
        before = page_words[index - 1] if index else None
        if before and before.gap in _BEFORE_LEGAL_FORM and before.text not in words("name-stop-words"):
            if before.gap == ".," and before.text in _legal_starts():
                continue
            if word.text not in words("legal-forms-weak") or _is_before_weak(before, word):
                yield from cue(page, run_left(page_words, index - 1, NAME_GAPS), end, 0.95, "legal form")
        elif place := _PLACE_BEFORE_FORM.search(text[max(0, word.start - 30) : word.start]):
            last = last_before(page, word.start - len(place[0]))
            if last >= 0:
                yield from cue(page, run_left(page_words, last, NAME_GAPS), end, 0.95, "legal form")
        elif lower := _LOWER_CASE_NAME.search(text[max(0, word.start - 50) : word.start]):
            start = max(0, word.start - 50) + lower.start("name")
            name = plain(text[start:end])
            if lower["name"] not in _ARTICLES and word.text not in words("legal-forms-weak"):
                yield Cue(start, name, 0.9, "legal form", tuple(aliases_after(text, end, name)))


def _takes_stop(form: str) -> bool:
    """Whether a full stop after the legal form belongs to it: "Inc.", but not "Company."."""
    return f"{form}." in words("legal-forms") or form in {"Inc", "Corp", "Co", "Ltd", "Pty", "Pte", "Pvt"}


def _is_before_weak(before: Word, word: Word) -> bool:
    if (
        before.text in words("not-companies")
        or before.text in words("organization-not")
        or before.text in words("group-not")
    ):
        return False
    return not (before.text.isupper() and word.text.isupper() and len(word.text) == 2)


def _before_tickers(page: Page) -> Iterator[Cue]:
    """Names before brackets with ticker symbols, over other brackets between."""
    text, page_words = page.text, words_of(page)
    for position in ticker_brackets(text):
        last = last_before(page, start := before_brackets(text, position))
        if last >= 0 and not text[page_words[last].end : start].strip(" .,’s*®™\n'”\""):
            end = page_words[last].end
            end += text[end : end + 1] == "." and page_words[last].text in _legal_starts()
            yield from cue(page, start_of_name(page, last), end, 0.97, "ticker")


def _by_last_word(page: Page) -> Iterator[Cue]:
    """Names that end with a word of companies: "Advanz Pharma", "Seattle Genetics"."""
    page_words = words_of(page)
    for index, word in enumerate(page_words):
        if (
            not index
            or word.text not in words("company-words")
            or page_words[index - 1].gap not in {" ", "&"}
        ):
            continue
        if word.gap == " " and not _ends_at(page_words[index + 1]):
            continue
        first = without_lead(page_words, run_left(page_words, index, NAME_GAPS), index)
        name = page_words[first : index + 1]
        if len(name) < 2 or all(part.text in _generic() for part in name) or _is_plain(page, name[:-1]):
            continue
        if _PART_OF_COMPANY.match(page.text, word.end):
            continue
        if word.text not in words("company-weak-words"):
            yield from cue(page, first, word.end, 0.85, "last word")
        elif len(name) < 4 and _is_beside_company(page.text, name[0].start, word.end):
            yield from cue(page, first, word.end, 0.65, "last word")


def _is_plain(page: Page, parts: tuple[Word, ...]) -> bool:
    """Whether the words are plain ones that the text has in small letters too: "Psychedelic Therapeutics"."""
    return all(not part.text.isupper() and stands_lower(part.text.lower(), page.text) for part in parts)


def _ends_at(following: Word) -> bool:
    """Whether a name can end before the word."""
    return any(
        following.text in words(name)
        for name in ("company-verbs", "role-heads", "role-modifiers", "name-stop-words")
    )


def _generic() -> frozenset[str]:
    return words("company-words", "common-name-words", "role-fields", "places", "role-modifiers")


def _is_beside_company(text: str, start: int, end: int) -> bool:
    before = text[max(0, start - 14) : start].split()
    return bool(before and before[-1] in _BESIDE) or _AFTER_NAME.match(text, end) is not None


@cache
def _says() -> tuple[re.Pattern[str], re.Pattern[str]]:
    noun = rf"(?:{either('company-nouns')}|companies)(?![\w’'-])"
    article = r"(?:an?|one of the|the (?:leading|largest|first|only|global|world|oldest))"
    brackets = r"(?:\s{0,2}[*®™]?\s?\([^()]{1,160}\)){0,3}"
    anywhere = re.compile(
        rf"{brackets}(?:,?\s+(?:is|was|are)|,|\s[–—-])\s+"
        rf"(?:{article}\s+{_WORDS_BETWEEN}{noun}|a member of the [A-Z][\w-]{{1,30}} Group|"
        r"(?:(?:the\s)?[Cc]ompany[’']s|its|our)\s(?:[\w-]{2,20}\s){0,3}(?:subsidiary|affiliate|parent)\b)"
    )
    return anywhere, re.compile(rf"\b(?:is|are|,)\s(?:an?|the|one of the)\s{_WORDS_BETWEEN}{noun}")


def _abouts(page: Page) -> Iterator[Cue]:
    """Titles of "About" sections whose text says that they are a company."""
    for section in page.sections:
        if section.kind != "about" or len(section.title) > 80:
            continue
        at = page.text.find(section.title.split("\n")[0], section.start, section.end)
        name = plain(re.sub(r"[®™*]|\(.*", "", section.title)).removeprefix("the ").split(" & Its")[0]
        told = base_of(name) != name or name.split()[-1] in words("company-words")
        told = told or _says()[1].search(page.text[section.start : section.start + 600]) is not None
        if (
            not told
            or code_strength(name)
            or (
                base_of(name) == name
                and words("organization-heads", "conference-heads", "honorifics") & set(name.split())
            )
        ):
            continue
        if at >= 0 and can_be_company(page, at, at + len(name), name):
            yield Cue(at, name, 0.9, "about")


def _said_to_be(page: Page) -> Iterator[Cue]:
    """Names of which the text says "is a ... company" or ", a ... company"."""
    text = page.text
    for index, word in enumerate(words_of(page)):
        if (
            word.gap in {"", ",", "."}
            and text[word.end : word.end + 1] in " ,®™*\n"
            and _says()[0].match(text, word.end)
        ):
            yield from cue(page, start_of_name(page, index), word.end, 0.9, "said to be a company")
