"""Cues that tell a company's name: its form, what stands in brackets behind it, what is said of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from kg.mentions.company_forms import base_of
from kg.mentions.names import Word, last_before, plain, run_left, run_right, word_at, words_of
from kg.mentions.organizations import organizations
from kg.mentions.people import people
from kg.mentions.roles import roles
from kg.mentions.tickers import ticker_brackets
from kg.mentions.words import either, words
from kg.structure import Page

_LEFT = frozenset({" ", ".", "&"})
_DEFINITION = re.compile(r"\s{0,2}[*®™]?\s?\(\s?(?P<inside>[^()]{1,200})\)")
_QUOTED = re.compile(r"[“\"‘](?P<alias>[^”\"’]{2,60})[,.]?[”\"’]")
_FORMERLY = re.compile(
    r",?\s\(?(?:formerly|previously|f/k/a|d/b/a|doing business as)(?:\s(?:known\s)?as)?\s(?P<alias>[A-Z][\w&’.-]*(?:\s[A-Z][\w&’.-]*){0,4})"
)
_NOT_DEFINED = frozenset(
    {"Company", "the Company", "we", "us", "our", "Corporation", "Group", "Parent", "the Group", "We", "Firm"}
)
_WORDS_BETWEEN = r"(?:(?!(?:that|which|by|from|of|with|for|to|in|the|candidate|drug|product|compound)\b)[\w’'&/,.®™-]{1,40}\s+){0,10}?"


@dataclass(frozen=True, slots=True)
class Cue:
    """A company's name with what told it.

    Attributes:
        start: Where the name starts.
        name: The name with single spaces.
        score: How sure the cue is, in 0..1.
        rule: Name of the cue.
        aliases: Names in brackets behind it.
    """

    start: int
    name: str
    score: float
    rule: str
    aliases: tuple[str, ...] = ()


@lru_cache(maxsize=2)
def cues(page: Page) -> tuple[Cue, ...]:
    """Names of companies as cues tell them, in no order."""
    found = [
        *_legal_forms(page),
        *_before_tickers(page),
        *_abouts(page),
        *_said_to_be(page),
        *_by_last_word(page),
    ]
    found += [*_related(page), *_with_roles(page), *_subjects(page)]
    found += _listed(page, {(cue.start, cue.start + len(cue.name)) for cue in found})
    return tuple(found)


def _cue(page: Page, first: int, end: int, score: float, rule: str) -> Iterator[Cue]:
    """The cue for a name from the word `first` to the position `end`, if such words can be a company's name."""
    page_words = words_of(page)
    last = last_before(page, end)
    first = _without_lead(page_words, first, last)
    start = page_words[first].start
    name = plain(page.text[start:end]).rstrip(",")
    if first > last or not _can_be(page, start, end, name):
        return
    aliases = tuple(_aliases(page.text, end, name))
    yield Cue(start, name, score, rule, aliases)


def _without_lead(page_words: tuple[Word, ...], first: int, last: int) -> int:
    while first < last and _is_lead(page_words[first]):
        first += 1
    for index in range(last - 1, first - 1, -1):
        if page_words[index].text in words("role-heads") or page_words[index].text in words("company-verbs"):
            return index + 1
    return first


def _is_lead(word: Word) -> bool:
    text = word.text
    if text in words("name-stop-words") or text in words("name-lead-words") or text in words("honorifics"):
        return True
    return text.endswith(("-based", "-listed", "-backed", "-owned", "-headquartered", "-funded", "Breaks"))


def _can_be(page: Page, start: int, end: int, name: str) -> bool:
    base = base_of(name)
    if (
        name in words("not-companies")
        or base in words("not-companies")
        or base in words("places")
        or len(base) < 2
    ):
        return False
    if (
        base in words("name-stop-words")
        or base in words("organization-acronyms")
        or base in words("company-verbs")
    ):
        return False
    spans = ((mention.start, mention.end) for mention in (*organizations(page), *people(page)))
    return not any(
        first < end and start < last and (first, last) != (start, start) and last - first >= len(base)
        for first, last in spans
    )


def _aliases(text: str, end: int, name: str) -> Iterator[str]:
    """Names in the brackets behind a name, and those after "formerly"."""
    while match := _DEFINITION.match(text, end):
        inside = match["inside"]
        for quoted in _QUOTED.finditer(inside):
            alias = plain(quoted["alias"]).removeprefix("the ").strip(" ,")
            if ":" not in inside and alias not in _NOT_DEFINED and alias not in words("not-companies"):
                yield alias
        if re.fullmatch(r"[A-Z][A-Za-z]{1,11}", inside) and _is_made_of(inside, name):
            yield inside
        end = match.end()
    if formerly := _FORMERLY.match(text, end):
        yield formerly["alias"].rstrip(".")


def _is_made_of(acronym: str, name: str) -> bool:
    """Whether the letters of the acronym stand in the name in this order."""
    letters = iter(name.casefold())
    return all(letter in letters for letter in acronym.casefold())


@cache
def _legal_starts() -> tuple[frozenset[str], re.Pattern[str]]:
    forms = words("legal-forms")
    first = frozenset(
        form.split()[-1 if form.startswith(("&", "and ")) else 0].rstrip(".,") for form in forms
    )
    return first, re.compile(rf"{either('legal-forms')}\.?(?![\w’'-])")


def _legal_forms(page: Page) -> Iterator[Cue]:
    """Names with a legal form: "Genmab A/S", "medac GmbH", "bluebird bio, Inc."."""
    text, page_words = page.text, words_of(page)
    starts, pattern = _legal_starts()
    for index, word in enumerate(page_words):
        if word.text not in starts or (
            index and page_words[index - 1].gap in {".,"} and page_words[index - 1].text in starts
        ):
            continue
        match = pattern.match(text, word.start)
        if not match:
            continue
        end = (
            match.end()
            if match[0].endswith(".") and not _ends_sentence(text, match.end())
            else match.end() - match[0].endswith(".")
        )
        if (
            index
            and page_words[index - 1].gap in {" ", ",", "&", "and", ".", ".,"}
            and page_words[index - 1].text not in words("name-stop-words")
        ):
            weak = word.text in words("legal-forms-weak")
            if not weak or _is_before_weak(page_words[index - 1], word):
                yield from _cue(page, run_left(page_words, index - 1, _LEFT), end, 0.95, "legal form")
        elif (start := _lower_case_name(text, word.start)) >= 0:
            name = plain(text[start:end])
            yield Cue(start, name, 0.9, "legal form", tuple(_aliases(text, end, name)))


def _ends_sentence(text: str, end: int) -> bool:
    return text[end : end + 1] in ("\n", "") and text[end - 2 : end - 1].islower() is False


def _is_before_weak(before: Word, word: Word) -> bool:
    if before.text in words("not-companies") or before.text in words("organization-not"):
        return False
    return not (before.text.isupper() and word.text.isupper() and len(word.text) == 2 and before.gap != ",")


def _lower_case_name(text: str, position: int) -> int:
    """Start of a name in lower case before a legal form, at most two words; -1 if there is none."""
    match = re.search(
        r"(?:\A|[\s(“\"])(?P<name>[a-z][\w-]{2,20}(?:\s(?:bio|therapeutics|pharma|biotech|biosciences|health))?),?\s\Z",
        text[max(0, position - 50) : position],
    )
    if not match or match["name"] in {
        "the",
        "and",
        "our",
        "this",
        "its",
        "such",
        "parent",
        "listed",
        "private",
        "public",
        "holding",
    }:
        return -1
    return max(0, position - 50) + match.start("name")


def _before_tickers(page: Page) -> Iterator[Cue]:
    """Names before brackets with ticker symbols, over other brackets between."""
    text = page.text
    for position in ticker_brackets(text):
        start = position
        while (before := text[:start].rstrip(" *®™")[-200:]).endswith(")") and "(" in before:
            start -= len(text[:start]) - len(text[:start].rstrip(" *®™")) + len(before) - before.rfind("(")
        last = last_before(page, start)
        if last >= 0 and not text[words_of(page)[last].end : start].strip(" .,’s*®™\n'”\""):
            yield from _cue(page, _start_of_name(page, last), words_of(page)[last].end, 0.97, "ticker")


def _start_of_name(page: Page, last: int) -> int:
    """First word of the name that ends with the word `last`, which may be a legal form after a comma."""
    page_words = words_of(page)
    if last and page_words[last].text in _legal_starts()[0] and page_words[last - 1].gap in {",", "., "}:
        return run_left(page_words, last - 1, _LEFT)
    return run_left(page_words, last, _LEFT)


def _abouts(page: Page) -> Iterator[Cue]:
    """Titles of "About" sections whose text says that they are a company."""
    for section in page.sections:
        if section.kind != "about" or len(section.title) > 80:
            continue
        opening = page.text[section.start : section.start + 600]
        at = page.text.find(section.title.split("\n")[0], section.start)
        name = plain(re.sub(r"[®™*]|\(.*", "", section.title)).removeprefix("the ").split(" & Its")[0]
        says = re.search(rf"\b(?:is|are|,)\s(?:an?|the|one of the)\s{_WORDS_BETWEEN}{_nouns()}\b", opening)
        if (
            at >= 0
            and (says or base_of(name) != name or name.split()[-1] in words("company-words"))
            and _can_be(page, at, at + len(name), name)
        ):
            yield Cue(at, name, 0.9, "about", ())


@cache
def _nouns() -> str:
    return either("company-nouns").replace("company)", r"compan(?:y|ies))")


@cache
def _said() -> re.Pattern[str]:
    return re.compile(
        rf"(?:\s{{0,2}}[*®™]?\s?\([^()]{{1,160}}\)){{0,3}}(?:,?\s+(?:is|was|are)|,|\s[–—-])\s+(?:an?|the|one of the|our)\s+{_WORDS_BETWEEN}{_nouns()}\b"
    )


def _said_to_be(page: Page) -> Iterator[Cue]:
    """Names of which the text says "is a ... company" or ", a ... company"."""
    text, page_words, said = page.text, words_of(page), _said()
    for index, word in enumerate(page_words):
        if word.gap in {"", ",", "."} and said.match(text, word.end):
            yield from _cue(page, _start_of_name(page, index), word.end, 0.9, "said to be a company")


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
        if word.gap == " " and page_words[index + 1].text in words("company-words"):
            continue
        first = _without_lead(page_words, run_left(page_words, index, _LEFT), index)
        name = page_words[first : index + 1]
        if len(name) < 2 or all(
            part.text in words("company-words") or part.text in _generic() for part in name
        ):
            continue
        if word.text not in words("company-weak-words"):
            yield from _cue(page, first, word.end, 0.85, "last word")
        elif len(name) < 4 and _is_beside_company(page.text, page_words[first].start, word.end):
            yield from _cue(page, first, word.end, 0.65, "last word")


@cache
def _generic() -> frozenset[str]:
    return words("common-name-words") | words("role-fields") | words("places") | words("role-modifiers")


def _is_beside_company(text: str, start: int, end: int) -> bool:
    before = text[max(0, start - 14) : start].split()
    after = text[end : end + 16]
    if before and before[-1] in {"with", "by", "from", "at", "between", "and"}:
        return True
    return after.startswith(("’s", "'s")) or bool(
        re.match(r"\s(?:is|has|was|will|announced|and its|as)\b", after)
    )


@cache
def _deals() -> re.Pattern[str]:
    return re.compile(
        rf"\b{either('company-deals')}\b[^.;:()“”]{{0,50}}?\s(?:with|to|from|by|between)\s(?:the\s|its\s|both\s|partner\s)?(?=[A-Z])"
    )


@cache
def _phrases() -> frozenset[str]:
    return words("company-before")


def _related(page: Page) -> Iterator[Cue]:
    """Names after "subsidiary", "licensed from", "a member of the", or "collaboration ... with"."""
    text, page_words = page.text, words_of(page)
    deals = {match.end() for match in _deals().finditer(text)}
    for index, word in enumerate(page_words):
        if index and page_words[index - 1].gap == " ":
            continue
        before = text[max(0, word.start - 40) : word.start].replace(",", " ").split()
        phrase = " ".join(before[-2:])
        if word.start in deals or phrase in _phrases() or (before and before[-1] in _phrases()):
            after = run_right(page_words, index, _LEFT, 4)
            if not any(character.isdigit() for character in word.text[1:]) or after - index > 1:
                yield from _cue(page, index, page_words[after - 1].end, 0.7, "relation")
        if re.search(r"\bmember of the\s\Z", text[max(0, word.start - 15) : word.start]):
            after = run_right(page_words, index, _LEFT, 4)
            yield from _cue(page, index, page_words[after - 1].end, 0.9, "member of the group")


def _with_roles(page: Page) -> Iterator[Cue]:
    """Names after and before a role: "CEO of X", "Vice President at X", "X CEO", "X’s Chief Executive Officer"."""
    text, page_words = page.text, words_of(page)
    for role in roles(page):
        match = re.compile(r"\s(?:of|at|for|with)\s(?:the\s)?(?=[A-Z])|,\s(?=[A-Z])").match(text, role.end)
        index = word_at(page, match.end()) if match else -1
        if index >= 0 and match and (match[0].strip() != "," or role.name[-2:].isupper()):
            after = run_right(page_words, index, _LEFT, 5)
            score = 0.85 if match[0].strip() != "," else 0.5
            if score > 0.5 or page_words[after - 1].text in words("company-words"):
                yield from _cue(page, index, page_words[after - 1].end, score, "role at")
        last = last_before(page, role.start)
        if (
            last >= 0
            and text[page_words[last].end : role.start] in {" ", "’s ", "'s "}
            and page_words[last].end <= role.start
        ):
            yield from _cue(page, run_left(page_words, last, _LEFT), page_words[last].end, 0.8, "role after")


@cache
def _verbs() -> tuple[re.Pattern[str], re.Pattern[str]]:
    return (
        re.compile(rf"(?:\s\([^()]{{1,80}}\)){{0,3}}\s{either('company-verbs')}\b"),
        re.compile(rf"(?:\s\([^()]{{1,80}}\)){{0,3}},?\s{either('company-subject-verbs')}\b"),
    )


def _subjects(page: Page) -> Iterator[Cue]:
    """Names that a headline's verb or a verb of companies follows, if they stand in the text again."""
    text, page_words = page.text, words_of(page)
    headline, running = _verbs()
    heads = [
        (section.start, section.end) for section in page.sections if section.kind in {"headline", "summary"}
    ]
    for index, word in enumerate(page_words):
        first = run_left(page_words, index, _LEFT, 5)
        if any(start <= word.start < end for start, end in heads):
            opens = not text[max(0, page_words[first].start - 3) : page_words[first].start].strip(" \n")
            if (
                opens or text[page_words[first].start - 2 : page_words[first].start] in {"# ", "– ", "— "}
            ) and headline.match(text, word.end):
                name = text[page_words[first].start : word.end]
                if text.count(name) > 1:
                    yield from _cue(page, first, word.end, 0.8, "headline")
        elif word.gap == "" and running.match(text, word.end) and len(word.text) > 3:
            yield from _cue(page, first, word.end, 0.7, "subject")


def _listed(page: Page, known: set[tuple[int, int]]) -> list[Cue]:
    """Names in a list with a known company, or in one that "partners include" opens."""
    text, page_words = page.text, words_of(page)
    starts = {start for start, _ in known}
    found: list[Cue] = []
    for items in _lists(page_words):
        opening = text[max(0, page_words[items[0][0]].start - 60) : page_words[items[0][0]].start]
        cued = re.search(
            r"\b(?:partners?|collaborators?|licensees?|companies|clients|investors|shareholders)\b[^.;]{0,25}\b(?:include|including|are|as|like)\s\Z",
            opening,
        )
        sure = sum(page_words[first].start in starts for first, _ in items)
        if cued or (len(items) > 2 and sure):
            for first, last in items:
                if page_words[first].start not in starts and _is_listable(page_words, first, last):
                    found.extend(_cue(page, first, page_words[last].end, 0.75 if cued else 0.6, "list"))
    return [*found, *_bulleted(page)]


def _lists(page_words: tuple[Word, ...]) -> Iterator[list[tuple[int, int]]]:
    """Lists "A, B and C": the first and last word of each item."""
    items: list[tuple[int, int]] = []
    first, joined = 0, False
    for index, word in enumerate(page_words):
        if word.gap in _LEFT:
            continue
        items.append((first, index))
        first = index + 1
        joined = joined or word.gap == "and" or (word.gap == "," and page_words[index].gap == "and")
        if word.gap not in {",", "and"}:
            if len(items) > 1 and joined:
                yield items
            items, joined = [], False


def _is_listable(page_words: tuple[Word, ...], first: int, last: int) -> bool:
    name = page_words[first : last + 1]
    if len(name) > 4 or any(word.text in _unlisted() for word in name):
        return False
    alone = name[0].text if len(name) == 1 else ""
    return not (alone.isupper() and len(alone) < 6) and not any(character.isdigit() for character in alone)


@cache
def _unlisted() -> frozenset[str]:
    lists = (
        "places",
        "name-stop-words",
        "role-heads",
        "not-companies",
        "credentials",
        "legal-forms",
        "role-fields",
        "organization-heads",
    )
    return frozenset().union(*(words(name) for name in lists))


def _bulleted(page: Page) -> Iterator[Cue]:
    """Bullets that hold one name each, under a line that ends with "partners ...:"."""
    text, page_words = page.text, words_of(page)
    open_list = False
    for sentence in page.readable:
        said = text[sentence.start : sentence.end]
        if said.endswith(":"):
            open_list = bool(
                re.search(r"\b(?:partners|collaborators|licensees|companies|clients|investors)\b", said)
            )
        elif open_list and said[:1] in "*•-–·":
            first = word_at(page, sentence.start + len(said) - len(said.lstrip("*•-–· ")))
            if first >= 0 and page_words[run_right(page_words, first, _LEFT) - 1].end == sentence.end:
                yield from _cue(page, first, sentence.end, 0.75, "list")
        else:
            open_list = False
