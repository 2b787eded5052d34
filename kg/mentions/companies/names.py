"""What company recognition shares: a cued name, and which capitalised words can be one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from kg.mentions.common.names import Spans, Word, last_before, plain, run_left, words_of
from kg.mentions.common.words import words
from kg.mentions.companies.forms import base_of
from kg.mentions.organizations import organizations
from kg.mentions.people.recogniser import people
from kg.structure import Page

NAME_GAPS = frozenset({" ", ".", "&"})
_DEFINITION = re.compile(r"\s{0,2}[*®™]?\s?\(\s?(?P<inside>[^()]{1,200})\)")
_QUOTED = re.compile(r"[“\"‘]\s?(?P<alias>[^”\"’]{2,60}?)\s?[,.]?[”\"’]")
_FORMERLY = re.compile(
    r",?\s\(?(?:formerly|previously|f/k/a|d/b/a|doing business as)(?:\s(?:known\s)?as)?\s"
    r"(?P<alias>[A-Z][\w&’.-]*(?:\s[A-Z][\w&’.-]*){0,4})"
)
_ACRONYM = re.compile(r"[A-Z][A-Za-z]{1,11}")
_LEAD_ENDINGS = ("-based", "-listed", "-backed", "-owned", "-headquartered", "-funded", "Breaks")


@dataclass(frozen=True, slots=True)
class Cue:
    """A company's name with what told it.

    Attributes:
        start: Where the name starts.
        name: The name with single spaces.
        score: How sure the cue is, in 0..1.
        rule: Name of the cue.
        aliases: Names in brackets behind it.
        concept: What the vocabulary says it is, or "".
    """

    start: int
    name: str
    score: float
    rule: str
    aliases: tuple[str, ...] = ()
    concept: str = ""


def cue(page: Page, first: int, end: int, score: float, rule: str) -> Iterator[Cue]:
    """The cue for a name from the word `first` to the position `end`, if it can be a company's."""
    page_words = words_of(page)
    last = last_before(page, end)
    first = without_lead(page_words, first, last)
    start = page_words[first].start
    name = plain(page.text[start:end]).rstrip(",")
    if first <= last and can_be_company(page, start, end, name):
        yield Cue(start, name, score, rule, tuple(aliases_after(page.text, end, name)))


def start_of_name(page: Page, last: int) -> int:
    """First word of the name that ends with the word `last`, which may be a legal form after a comma."""
    page_words = words_of(page)
    if last and page_words[last - 1].gap == "," and page_words[last].text in words("legal-forms"):
        last -= 1
    return run_left(page_words, last, NAME_GAPS)


def without_lead(page_words: tuple[Word, ...], first: int, last: int) -> int:
    """First word after those that stand before a name: articles, titles, roles, verbs of a headline."""
    for index in range(last - 1, first - 1, -1):
        if page_words[index].text in _ends_before_name():
            first = index + 1
            break
    leads = words("name-lead-words")
    while first < last and (
        page_words[first].text in leads or page_words[first].text.endswith(_LEAD_ENDINGS)
    ):
        first += 1
    return first


def _ends_before_name() -> frozenset[str]:
    return words("role-heads", "company-verbs", "name-stop-words", "honorifics")


def can_be_company(page: Page, start: int, end: int, name: str) -> bool:
    """Whether a capitalised name is no organisation, person, place or other thing than a company."""
    base = base_of(name)
    if (
        len(base) < 2
        or name in _no_companies()
        or base in _no_companies()
        or base.rstrip(".") in words("legal-forms")
    ):
        return False
    if all(part in _kinds_of_work() for part in base.split(" ")):
        return False
    if any(part in words("organization-acronyms") for part in base.split(" ")[0].split("/")):
        return False
    return not any(last - first >= len(base) for first, last in _others(page).over(start, end))


def _no_companies() -> frozenset[str]:
    return words(
        "not-companies",
        "places",
        "name-stop-words",
        "organization-acronyms",
        "company-verbs",
        "role-heads",
        "credentials",
        "organization-heads",
    )


@cache
def _kinds_of_work() -> frozenset[str]:
    return words("company-words") | words("role-fields")


@lru_cache(maxsize=2)
def _others(page: Page) -> Spans:
    return Spans((mention.start, mention.end) for mention in (*organizations(page), *people(page)))


def aliases_after(text: str, end: int, name: str) -> Iterator[str]:
    """Names in the brackets behind a name, and those after "formerly"."""
    if formerly := _FORMERLY.match(text, end):
        yield formerly["alias"].rstrip(".")
    while match := _DEFINITION.match(text, end):
        inside = match["inside"]
        named = inside.rpartition(":")[2].partition(",")[2] if ":" in inside else inside
        for quoted in _QUOTED.finditer(named):
            alias = plain(quoted["alias"]).removeprefix("the ").strip(" ,")
            if alias[:1].isupper() and alias not in words("not-companies"):
                yield alias
        if _ACRONYM.fullmatch(inside) and _is_made_of(inside, name):
            yield inside
        end = match.end()


def _is_made_of(acronym: str, name: str) -> bool:
    """Whether the letters of the acronym stand in the name in this order."""
    letters = iter(name.casefold())
    return all(letter in letters for letter in acronym.casefold())
