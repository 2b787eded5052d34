"""Offices: which roles of a person at a company are one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from kg.relations.claims import Claim

_CHIEF = re.compile(r"\bchief (\w)\w* (?:(\w)\w* )?officer\b")
_PRESIDENT = re.compile(r"\b(senior |executive )?vice president\b")
_WORDLESS = frozenset({"and", "of", "the", "for", "at", "its", "our"})


def offices(role: str) -> frozenset[str]:
    """The words of a role, titles shortened.

    >>> sorted(offices("Founder & Chief Executive Officer (CEO)"))
    ['ceo', 'founder']
    """
    short = _CHIEF.sub(lambda found: f"c{found[1]}{found[2] or ''}o", role.casefold())
    short = _PRESIDENT.sub(lambda found: f"{(found[1] or '')[:1]}vp", short)
    return frozenset(re.findall(r"[a-z-]{2,}", short)) - _WORDLESS


def without_repeated_offices(claims: Iterable[Claim]) -> list[Claim]:
    """Of roles of one person at one company those that a fuller one holds are not told again."""
    known = list(claims)
    kept: list[Claim] = []
    for claim in known:
        fuller = [other for other in known if _is_fuller(other, claim)]
        if not fuller:
            kept.append(_with_evidence(claim, [other for other in known if _is_fuller(claim, other)]))
    return kept


def _is_fuller(one: Claim, other: Claim) -> bool:
    """Whether one claim tells the office of the other and more, or the same at an earlier place."""
    same = (one.predicate, one.subject, one.object, one.status) == (
        other.predicate,
        other.subject,
        other.object,
        other.status,
    )
    if one is other or not same or one.predicate != "holdsRole":
        return False
    held, told = offices(str(one.qualifiers.get("role"))), offices(str(other.qualifiers.get("role")))
    return bool(told) and (
        told < held or (told == held and (one.spans, one.place) < (other.spans, other.place))
    )


def _with_evidence(claim: Claim, repeats: Sequence[Claim]) -> Claim:
    spans = dict.fromkeys(span for told in (claim, *repeats) for span in told.spans)
    return replace(claim, spans=tuple(spans), confidence=max(told.confidence for told in (claim, *repeats)))
