"""People by title, degree, speech and role; and the roles themselves.

A person's later mention by surname carries the full name as alias.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from kg.mention import Mention
from kg.mentions.common.names import Word, last_before, occurrences, plain, word_at, words_of
from kg.mentions.common.words import words
from kg.mentions.people.roles import roles
from kg.structure import Page

_NAME_WORD = re.compile(r"[A-ZÀ-ÖØ-ÞĀ-Ž]\w*(?:[-‑’']\w+)*")
_CAMEL = re.compile(r"(?!Ma?c|De|Di|Du|La|Le|Van|Von|Fitz)\w*[a-zà-öø-ÿ][A-Z]")
_INITIAL = re.compile(r"[A-Z](?:\.?-?[A-Z])?")
_SUFFIX = re.compile(r",?\s+(?:Jr|Sr|II|III|IV)\b\.?")
_OPENED = frozenset({" (", " “", ' "'})
_CLOSED = frozenset({") ", "” ", '" '})
_ROLE_AFTER = re.compile(r",\s(?:the\s|our\s|its\s)?(?:[A-Z][\w.&-]{0,30}(?:[’']s)?\s){0,6}\Z")
_INTRODUCED = words("speech-verbs") | {
    "Presenter:",
    "Speaker:",
    "Moderator:",
    "appointed",
    "appoints",
    "named",
    "welcomes",
}
_NAMED_AFTER = (["according", "to"], ["appointment", "of"], ["appointments", "of"])
_IS_ROLE = re.compile(
    r",?\s(?:as|is|was|becomes|became|remains|currently serves as|"
    r"(?:(?:has|had|have|will|who)\s){0,2}(?:be|been|is|was|serves?|served|serving|acts?|acted|joins?|joined|become|become)"
    r"(?:\s(?:appointed|named|promoted|elected))?(?:\s(?:the\scompany|[A-Z][\w&.-]{1,30}))?(?:\s(?:as|to))?)\s"
    r"(?:(?:also|currently|now|both|the|its|a|an|our|their|new|company[’']s|[A-Z][\w&.-]{1,30}[’']s)\s){0,3}\Z"
)
_JOINED = re.compile(
    r"\s(?:(?:has|have|is|was|been)\s){0,2}(?:[Jj]oin(?:s|ed)|[Aa]ppointed|[Nn]amed|[Pp]romoted|[Ee]lected)"
    r"(?=\s)[^.;:()“”]{0,70}?\s(?:as|to)\s(?:(?:the|its|our|a|an|new)\s){0,2}(?:[A-Z][\w&-]+\s){0,2}\Z"
)
#: Roles that a firm can have too.
_FOR_FIRMS = frozenset({"Member", "Partner", "Leader", "partner", "member"})
_WHO = re.compile(r",?\s(?:\([^()]{1,40}\),?\s)?who\s")
_COMPANY_ENDING = re.compile(
    r"\w+(?:sciences?|pharma|neuro|genics|genomics|genetics|biotics|therapeutics|logics|logix|immune|bio|biogene|tech|labs|cells?)\Z"
)
_PARTICLE_GAP = 12
_LONGEST = 5
_SCORES = {"title": 0.95, "degree": 0.95, "role after": 0.9, "role before": 0.85, "speech": 0.8}


def recognise(page: Page) -> Iterator[Mention]:
    """Mentions of people and of roles ("Role", with the role's words as value)."""
    yield from people(page)
    yield from roles(page)


@lru_cache(maxsize=2)
def people(page: Page) -> tuple[Mention, ...]:
    """Mentions of people in the order of the text: names that a cue told, wherever they stand."""
    cued = {mention.name: mention for mention in _cued(page)}
    full = {name for name in cued if " " in name}
    surnames = _surnames(full)
    forms = {**{name: name for name in full}, **surnames}
    for name, mention in cued.items():
        if name not in full:
            forms.setdefault(name, surnames.get(name, name))
        for alias in mention.aliases:
            forms.setdefault(alias, name)
    found = []
    for (start, end), form in occurrences(page, list(forms), lambda end: _stands_free(page, end)):
        name = forms[form]
        cue = cued.get(form) or cued.get(name)
        aliases = (cue.aliases if cue else ()) if name == form else (name,)
        found.append(
            Mention(
                start,
                end,
                "Person",
                form,
                aliases=aliases,
                score=cue.score if cue else 0.8,
                rule=cue.rule if cue else "surname",
            )
        )
    return tuple(found)


def _surnames(full: set[str]) -> dict[str, str]:
    """Full name by surname, where only one person has it; particles belong to the surname."""
    found: dict[str, set[str]] = {}
    for name in full:
        parts = _SUFFIX.sub("", re.sub(r"[(“\"][^)”\"]*[)”\"]\s", "", name)).split()
        at = len(parts) - 1
        while at > 1 and parts[at - 1] in _particles():
            at -= 1
        found.setdefault(" ".join(parts[at:]), set()).add(name)
        if at > 1:
            found.setdefault(f"{parts[0]} {' '.join(parts[at:])}", set()).add(name)
    return {
        surname: min(names) for surname, names in found.items() if len(names) == 1 and surname not in full
    }


@cache
def _particles() -> frozenset[str]:
    return frozenset(part for particle in words("name-particles") for part in particle.split())


def _stands_free(page: Page, end: int) -> bool:
    """Whether a name is not part of a longer one: "Dodd" in "Dodd Street"."""
    last = last_before(page, end)
    word = words_of(page)[last] if last >= 0 else None
    if word is None or word.end != end or word.gap != " ":
        return True
    following = words_of(page)[last + 1].text
    return (
        following in words("role-heads")
        or following in words("role-modifiers")
        or following in words("credentials")
        or following.isupper()
    )


def _cued(page: Page) -> Iterator[Mention]:
    """People that a cue tells, rule by rule."""
    page_words = words_of(page)
    for index, word in enumerate(page_words[:-1]):
        following = page_words[index + 1]
        if word.text in words("honorifics") and word.gap in {" ", "."}:
            yield from _name_at(page, following.start, "title", shortest=1)
        elif following.text in _credentials() and word.gap in {" ", ",", ".", ".,"}:
            suffixed = word.text in {"Jr", "Sr", "II", "III", "IV"} and index
            yield from _name_ending(page, index - 1 if suffixed else index, "degree")
    yield from _beside_roles(page)
    yield from _speakers(page)


@cache
def _credentials() -> frozenset[str]:
    return frozenset(credential.rstrip(".") for credential in words("credentials"))


def _beside_roles(page: Page) -> Iterator[Mention]:
    """People before and after a role: "X, CEO", "X, Y’s Chief Executive Officer", "CEO X"."""
    text, page_words = page.text, words_of(page)
    for role in roles(page):
        index = last_before(page, role.start)
        for last in range(index, max(-1, index - 5), -1):
            end = page_words[last].end
            suffix = _SUFFIX.match(text, end)
            between = text[suffix.end() if suffix else end : role.start]
            if _ROLE_AFTER.match(between) or _IS_ROLE.match(between):
                yield from _name_ending(page, last, "role after")
                break
        joined = (
            _JOINED.search(text, max(0, role.start - 110), role.start)
            if role.name not in _FOR_FIRMS
            else None
        )
        if (
            joined
            and (index := last_before(page, joined.start())) >= 0
            and page_words[index].end == joined.start()
        ):
            yield from _name_ending(page, index, "role after")
        gap = 2 if text[role.end : role.end + 2] == ", " else 1
        yield from _name_at(page, role.end + gap, "role before")


def _speakers(page: Page) -> Iterator[Mention]:
    """People beside a verb of speech, and those who are appointed or spoken of by name."""
    text, page_words = page.text, words_of(page)
    verbs = words("speech-verbs")
    for index, word in enumerate(page_words):
        if not _is_name_word(word):
            continue
        before = text[max(0, word.start - 16) : word.start].split()
        if (before and before[-1] in _INTRODUCED) or before[-2:] in _NAMED_AFTER:
            yield from _name_at(page, word.start, "speech")
        if word.gap == "" and _WHO.match(text, word.end):
            yield from _name_ending(page, index, "speech")
        after = text[word.end : word.end + 16].split()
        if after and (after[0] in verbs or (after[0] == "," and after[1:2] and after[1] in verbs)):
            yield from _name_ending(page, index, "speech")


def _name_at(page: Page, start: int, rule: str, shortest: int = 2) -> Iterator[Mention]:
    """The person's name that starts at the position, if one does."""
    page_words = words_of(page)
    first = word_at(page, start)
    if first < 0 or not _is_name_word(page_words[first]):
        return
    last = first
    while (
        last - first + 1 < _LONGEST
        and last + 1 < len(page_words)
        and _joined(page, page_words[last], page_words[last + 1])
    ):
        last += 1
    while last > first and _INITIAL.fullmatch(page_words[last].text):
        last -= 1
    yield from _mention(page, first, last, rule, shortest)


def _name_ending(page: Page, last: int, rule: str) -> Iterator[Mention]:
    """The person's name that ends with the word `last`, if one does."""
    page_words = words_of(page)
    if not _is_name_word(page_words[last]):
        return
    first = last
    while (
        first > 0 and last - first + 1 < _LONGEST and _joined(page, page_words[first - 1], page_words[first])
    ):
        first -= 1
    yield from _mention(page, first, last, rule, 2)


def _mention(page: Page, first: int, last: int, rule: str, shortest: int) -> Iterator[Mention]:
    text, page_words = page.text, words_of(page)
    if last - first + 1 < shortest or all(
        _INITIAL.fullmatch(word.text) for word in page_words[first : last + 1]
    ):
        return
    if _is_firm(page_words[last], page_words[last + 1] if last + 1 < len(page_words) else None):
        return
    said = page_words[first : last + 1]
    if all(word.text in words("places") for word in said) or " ".join(word.text for word in said) in words(
        "places"
    ):
        return
    start, end = page_words[first].start, page_words[last].end
    suffix = _SUFFIX.match(text, end)
    name = plain(text[start : suffix.end() if suffix else end])
    aliases = (plain(text[start:end]),) if suffix else ()
    yield Mention(
        start,
        suffix.end() if suffix else end,
        "Person",
        name,
        aliases=aliases,
        score=_SCORES[rule],
        rule=rule,
    )


def _is_firm(word: Word, following: Word | None) -> bool:
    """Whether the name's last word, or the word after it, is one of a company's or an organisation's name."""
    if _COMPANY_ENDING.match(word.text):
        return True
    if following is None or word.gap not in {" ", ","}:
        return False
    if word.gap == " " and following.text in words("company-words") | words("organization-heads"):
        return True
    return following.text in words("legal-forms")


def _joined(page: Page, word: Word, following: Word) -> bool:
    """Whether both words belong to one person's name."""
    if not (_is_name_word(word) and _is_name_word(following)):
        return False
    if word.gap == " ":
        return True
    if word.gap == ".":
        return _INITIAL.fullmatch(word.text) is not None
    text = page.text
    between = text[word.end : following.start]
    if 2 < len(between) <= _PARTICLE_GAP and between.strip() in words("name-particles"):
        return True
    if between in _OPENED:
        return (
            text[following.end : following.end + 2] in _CLOSED
            and text[following.end + 2 : following.end + 3].isupper()
        )
    return between in _CLOSED and text[word.start - 2 : word.start] in _OPENED


def _is_name_word(word: Word) -> bool:
    return (word.gap == "." and _INITIAL.fullmatch(word.text) is not None) or _can_be_name(word.text)


@lru_cache(maxsize=4096)
def _can_be_name(text: str) -> bool:
    if not _NAME_WORD.fullmatch(text) or _CAMEL.match(text):
        return False
    if text.isupper() and not _INITIAL.fullmatch(text):
        return False
    return text not in _no_names()


@cache
def _no_names() -> frozenset[str]:
    return words(*_NO_NAMES)


_NO_NAMES = (
    "name-stop-words", "honorifics", "role-heads", "role-modifiers", "company-words", "organization-heads",
    "not-companies", "company-verbs", "credentials", "name-lead-words", "role-fields", "person-not",
)  # fmt: skip
