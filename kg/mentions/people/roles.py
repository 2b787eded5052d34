"""Roles: "President and CEO", "Professor, Department of Hematology", "Head of Business Development".

The organisation that a role belongs to is not part of it.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from ahocorasick_rs import AhoCorasick, MatchKind

from kg.mention import Mention
from kg.mentions.common.names import plain
from kg.mentions.common.words import either, words
from kg.structure import Page

_FIELD = r"[A-Z][\w&’'-]*|[a-z]+(?:-[a-z]+)+"


@cache
def _grammar() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Patterns of one title, of what joins two titles, of a field after a title, and of a department."""
    head = rf"(?:{either('role-heads')})"
    modifier = rf"(?:{either('role-modifiers')}|Co|Emeritus)"
    title = re.compile(
        rf"(?:{modifier}[\s/,-]\s?){{0,5}}(?:{head}|Chief(?:\s[A-Z][\w&-]+){{1,3}}\sOfficer)(?:\sof\sthe\s(?:Scientific\s|Medical\s)?(?:Advisory\s)?Board(?:\sof\sDirectors)?)?(?:,?\s(?:Emeritus|Elect))?(?:\s?\((?:[“\"]?C[A-Z]O[”\"]?)\))?(?![\w-])"
    )
    joint = re.compile(
        r"(?:,\s+(?:and\s+|&\s+)?|\s+and\s+|\s*&\s+|\s*/\s*|\s*;\s+)(?:the\s+)?(?:[Ff]ormer\s+|[Ii]nterim\s+|[Aa]cting\s+)?"
    )
    field = re.compile(
        rf"(?:\s+(?:of|for)\s+(?:the\s+)?|,\s+)(?P<field>(?:{_FIELD}|global)(?:(?:\s+|,?\s+and\s+|\s+&\s+|,\s+)(?:[A-Z][\w&’'-]*)){{0,6}}?)"
        r"(?=\s+(?:at|for|of|in|from|with|said|who|and|is|was|has|to)\b|\s*[.,;:)(”\"]|\s*[–—]|\s*\Z|\n)"
    )
    department = re.compile(
        r",?\s+(?:in|of|at)?\s?(?:the\s+)?(?:Department|Division|Section|Dept\.?)\s+of\s+[A-Z][\w&’'-]*(?:(?:\s+|\s+and\s+|\s+&\s+|,\s+(?:and\s+)?)[A-Z][\w&’'-]*){0,6}?"
        r"(?=\s+(?:at|of|in|and|said)\s|[.,;:)]|\s*\Z|\n)"
    )
    return title, joint, field, department


@lru_cache(maxsize=2)
def roles(page: Page) -> tuple[Mention, ...]:
    """Mentions of roles in the readable sentences, coordinated ones as one, in the order of the text."""
    found = []
    for sentence in page.readable:
        at = sentence.start
        heads = _places(page.text, sentence.start, sentence.end)
        while match := _next_title(page.text, heads, at, sentence.end):
            end = _extended(page.text, match.end(), sentence.end, match[0])
            words_said = plain(page.text[match.start() : end])
            found.append(
                Mention(
                    match.start(), end, "Role", words_said, (("role", words_said),), score=0.9, rule="role"
                )
            )
            at = end
    return tuple(found)


def _next_title(text: str, heads: list[tuple[int, int]], start: int, end: int) -> re.Match[str] | None:
    """The first title between start and end, given the places of the nouns that end titles."""
    title = _grammar()[0]
    for first, last in heads:
        if first < start or last > end:
            continue
        for candidate in title.finditer(text, max(start, first - 80), end):
            if candidate.start() > first:
                break
            if candidate.end() >= last and not _is_other(text, candidate):
                return candidate
    return None


@cache
def _heads() -> AhoCorasick:
    return AhoCorasick(sorted(words("role-heads")), matchkind=MatchKind.LeftmostLongest)


def _places(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Places of the nouns that end titles, as words of their own."""
    found = []
    for _, first, last in _heads().find_matches_as_indexes(text[start:end]):
        before, after = text[start + first - 1 : start + first], text[start + last : start + last + 1]
        joined = before == "-" and text[max(0, start + first - 3) : start + first].lower() != "co-"
        if not (before.isalnum() or joined or after.isalnum() or after == "-"):
            found.append((start + first, start + last))
    return found


def _is_other(text: str, match: re.Match[str]) -> bool:
    """Whether the words are no role: "head and neck", "Investigator-initiated", "Partner X"."""
    before = text[max(0, match.start() - 1) : match.start()]
    after = text[match.end() : match.end() + 12]
    if before.isalnum() or before == "-":
        return True
    if match[0] in {
        "head",
        "chair",
        "Partner",
        "Member",
        "Head",
        "Leader",
        "Chief",
        "Principal",
        "Executive",
        "Manager",
        "investigator",
        "director",
        "Physician",
        "Investigator",
    }:
        return not re.match(r"\s+(?:of|for|at)\s|,\s+[A-Z]", after)
    return False


def _extended(text: str, end: int, limit: int, title: str) -> int:
    """End of the role that begins with the title: fields, departments and further titles belong to it."""
    pattern, joint, field, department = _grammar()
    while True:
        if match := department.match(text, end, limit) or _field(field, text, end, limit, title):
            end = match.end()
        join = joint.match(text, end, limit)
        further = pattern.match(text, join.end(), limit) if join else None
        if not further:
            return end
        end, title = further.end(), further[0]


def _field(pattern: re.Pattern[str], text: str, end: int, limit: int, title: str) -> re.Match[str] | None:
    match = pattern.match(text, end, limit)
    if not match:
        return None
    of_organization = any(title.endswith(head) for head in words("role-of-organization"))
    first = match["field"].split()[0].rstrip(",")
    known = first in words("role-fields") or match["field"] in words("role-fields")
    if of_organization and not (title.endswith("Vice President") and known):
        return None
    return match if known or first.islower() else None
