"""Companies' names by context: deals, roles, the subject of a headline, lists of partners."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from functools import cache

from kg.mentions.common.names import Word, last_before, run_left, run_right, word_at, words_of
from kg.mentions.common.words import either, words
from kg.mentions.companies.names import NAME_GAPS, Cue, cue
from kg.mentions.people.roles import roles
from kg.structure import Page

_AFTER_ROLE = re.compile(r"\s(?:of|at|with)\s(?:the\s)?(?=[A-Z])")
_MEMBER = re.compile(r"\bmembers? of the\s\Z")

_OPENED = re.compile(
    r"\b(?:[Pp]artners?|[Cc]ollaborators?|[Ll]icensees?|[Cc]ompanies|[Cc]lients|[Ii]nvestors|[Ss]hareholders)\b[^.;]{0,60}"
    r"\b(?:include|including|are|as|like)\s\Z"
)
_DEALT = re.compile(
    r"\b(?:[Cc]ollaborations|[Pp]artnerships|[Aa]lliances|[Aa]greements)\b[^.;]{0,40}\bwith\s\Z"
)
_BULLETS_OPENED = re.compile(r"(?i)\b(?:partners|collaborators|licensees|companies|clients|investors)\b")
_FOLLOWING = re.compile(r"[®™*]?(?:\s\([^()]{1,30}\))?\s([a-z][\w-]*)")
_NAMED = re.compile(r"[A-Z][a-z]{2}")
_NEAR = 100_000
_BULLET = "*•-–· "


def by_context(page: Page, known: Container[str]) -> Iterator[Cue]:
    """Names of companies that what is said of them tells.

    Args:
        page: The page.
        known: Names that are known to be companies'.
    """
    yield from _related(page)
    yield from _with_roles(page)
    yield from _subjects(page)
    yield from _listed(page, known)
    yield from _bulleted(page)


def _related(page: Page) -> Iterator[Cue]:
    """Names after "subsidiary", "licensed from", "a member of the", or "collaboration ... with"."""
    text, page_words = page.text, words_of(page)
    phrases = words("company-before")
    for index, word in enumerate(page_words):
        if index and page_words[index - 1].gap == " ":
            continue
        space = text.rfind(" ", max(0, word.start - 24), word.start - 1)
        if text[space + 1 : word.start - 1].rstrip(",").rpartition("\n")[2] not in _last_words():
            continue
        before = text[max(0, word.start - 80) : word.start].rpartition("\n\n")[2].replace(",", " ")
        last = before.split()[-2:] or [""]
        after = run_right(page_words, index, NAME_GAPS, 4)
        if " ".join(last) in phrases or last[-1] in phrases or (last[-1] in _LINKS and _is_deal(before)):
            if _goes_on(text, page_words[after - 1].end) and (
                after - index > 1 or not any(map(str.isdigit, word.text[1:]))
            ):
                yield from cue(page, index, page_words[after - 1].end, 0.7, "relation")
        elif last[-1] == "the" and _MEMBER.search(before):
            yield from cue(page, index, page_words[after - 1].end, 0.9, "member of the group")


def _goes_on(text: str, end: int) -> bool:
    """Whether a company's name can end here.

    A word that goes with it, as in "GMP facility", makes it an adjective, and a mark the name of a product.
    """
    if text[end : end + 1] in ("®", "™"):
        return False
    following = _FOLLOWING.match(text, end)
    if following is None or following[1] in words("after-company"):
        return True
    return following[1].endswith("s") and following[1] not in words("plural-nouns")


_LINKS = frozenset({"with", "to", "from", "by", "between", "the", "its", "both", "partner", "partners"})


@cache
def _last_words() -> frozenset[str]:
    return _LINKS | {phrase.split()[-1] for phrase in words("company-before")}


def _is_deal(before: str) -> bool:
    """Whether a word of deals stands before the link to a name, in the same clause."""
    clause = re.split(r"[.;:()“”]", before)[-1].split()
    if clause and clause[-1] not in {"with", "to", "from", "by", "between"}:
        clause.pop()
    return (
        bool(clause)
        and clause[-1] in {"with", "to", "from", "by", "between"}
        and any(word in words("company-deals") for word in clause[-9:-1])
    )


def _with_roles(page: Page) -> Iterator[Cue]:
    """Names after and before a role: "CEO of X", "Vice President at X", "X’s Chief Executive Officer"."""
    text, page_words = page.text, words_of(page)
    for role in roles(page):
        match = _AFTER_ROLE.match(text, role.end)
        of_field = match is not None and " of " in match[0] and not _is_of_company(role.name)
        index = word_at(page, match.end()) if match and not of_field else -1
        if index >= 0:
            after = run_right(page_words, index, NAME_GAPS, 5)
            yield from cue(page, index, page_words[after - 1].end, 0.85, "role at")
        last = last_before(page, role.start)
        between = text[page_words[last].end : role.start] if last >= 0 else ""
        if between in {" ", "’s ", "'s "}:
            first = run_left(page_words, last, NAME_GAPS)
            for found in cue(page, first, page_words[last].end, 0.8, "role after"):
                if between != " " or (_is_of_company(role.name) and text.count(found.name, 0, _NEAR) > 1):
                    yield found


def _is_of_company(role: str) -> bool:
    """Whether "of X" behind the role names an employer: a director may be one of a field."""
    return role.endswith(tuple(words("role-of-organization"))) and not role.lower().endswith("vice president")


@cache
def _verbs() -> tuple[re.Pattern[str], re.Pattern[str]]:
    brackets = r"(?:\s\([^()]{1,80}\)){0,3}"
    return (
        re.compile(rf"{brackets}\s{either('company-verbs')}\b"),
        re.compile(rf"{brackets},?\s{either('company-subject-verbs')}\b"),
    )


def _subjects(page: Page) -> Iterator[Cue]:
    """Names before a headline's verb or a verb of companies; those of a headline stand in the text again."""
    text, page_words = page.text, words_of(page)
    headline, running = _verbs()
    heads_end = _heads_end(page)
    for index, word in enumerate(page_words):
        if word.start < heads_end:
            first = run_left(page_words, index, NAME_GAPS, 5)
            start = page_words[first].start
            opens = text[max(0, start - 2) : start] in {"", "# ", "– ", "— ", "\n\n", "\n "}
            opens = opens and (word.text not in words("company-verbs") or word.text in words("company-words"))
            if opens and headline.match(text, word.end) and text.count(text[start : word.end], 0, _NEAR) > 1:
                yield from cue(page, first, word.end, 0.8, "headline")
        elif word.gap == "" and len(word.text) > 3 and running.match(text, word.end):
            yield from cue(page, run_left(page_words, index, NAME_GAPS, 5), word.end, 0.7, "subject")


def _heads_end(page: Page) -> int:
    """Where headlines and summaries end, whose words may all have capitals."""
    heads = (section.end for section in page.sections if section.kind in {"headline", "summary"})
    return max(heads, default=0)


def _listed(page: Page, known: Container[str]) -> Iterator[Cue]:
    """Names in a list with a known company, or in one that "partners include" opens."""
    text, page_words, heads_end = page.text, words_of(page), _heads_end(page)
    for items in _lists(page_words):
        names = [text[page_words[first].start : page_words[last].end] for first, last in items]
        start = page_words[items[0][0]].start
        before = text[max(0, start - 110) : start]
        opened = _OPENED.search(before) or (start >= heads_end and _DEALT.search(before))
        if opened or (len(items) > 2 and any(name in known for name in names)):
            for (first, last), name in zip(items, names, strict=True):
                if name not in known and _is_listable(page_words, first, last):
                    yield from cue(page, first, page_words[last].end, 0.75 if opened else 0.6, "list")


def _lists(page_words: tuple[Word, ...]) -> Iterator[list[tuple[int, int]]]:
    """Lists "A, B and C": the first and last word of each item."""
    items: list[tuple[int, int]] = []
    first, joined = 0, False
    for index, word in enumerate(page_words):
        if word.gap in NAME_GAPS:
            continue
        items.append((first, index))
        first = index + 1
        joined = joined or word.gap in {"and", ",and"}
        if word.gap not in {",", "and", ",and"}:
            if len(items) > 1 and joined:
                yield items
            items, joined = [], False


def _is_listable(page_words: tuple[Word, ...], first: int, last: int) -> bool:
    name = page_words[first : last + 1]
    if len(name) > 4 or any(word.text in _unlisted() for word in name) or name[-1].text in words("places"):
        return False
    if all(word.text in words("role-fields") for word in name):
        return False
    alone = name[0].text if len(name) == 1 else ""
    return not (alone.isupper() and len(alone) < 6) and (not alone or not _is_code(alone))


def _is_code(word: str) -> bool:
    """Whether a word with a digit is no name of letters that go before it, as in "TarviC4"."""
    return any(character.isdigit() for character in word) and _NAMED.match(word) is None


def _unlisted() -> frozenset[str]:
    return words(
        "name-stop-words",
        "role-heads",
        "credentials",
        "legal-forms",
        "organization-heads",
    )


def _bulleted(page: Page) -> Iterator[Cue]:
    """Bullets that hold one name each, under a line that ends with "partners ...:"."""
    text, page_words = page.text, words_of(page)
    opened = False
    for sentence in page.readable:
        said = text[sentence.start : sentence.end]
        if said.endswith(":"):
            opened = _BULLETS_OPENED.search(said) is not None
        elif opened and said[0] in _BULLET:
            first = word_at(page, sentence.start + len(said) - len(said.lstrip(_BULLET)))
            if first >= 0 and page_words[run_right(page_words, first, NAME_GAPS) - 1].end == sentence.end:
                yield from cue(page, first, sentence.end, 0.75, "list")
        else:
            opened = False
