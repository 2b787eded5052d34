"""Compounds: code names, nonproprietary names and brands, and which of them are one product."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.mention import Mention
from kg.mentions.common.biomedical import is_biomedical
from kg.mentions.common.codes import code_strength
from kg.mentions.common.spelling import MARK, bare, places
from kg.mentions.compounds.aliases import Pair, alias_pairs, is_stuff
from kg.mentions.compounds.candidates import candidates
from kg.mentions.compounds.cues import Role, roles
from kg.mentions.compounds.lists import house, neighbours
from kg.mentions.conditions.disease_words import is_disease
from kg.structure.page import Page

_Roles = frozenset[Role]
_NONE: _Roles = frozenset()
_USED: _Roles = frozenset({Role.MEDICINE, Role.DEFINED})
_DEFINED: _Roles = frozenset({Role.DEFINED})
_NO_BRAND: _Roles = frozenset({Role.TECHNOLOGY, Role.STUDY, Role.THING})
_OTHER: _Roles = frozenset({Role.TARGET, Role.STUDY, Role.FIRM, Role.THING})
#: A name's first places tell enough of its use.
_MOST_PLACES = 12


@dataclass(frozen=True, slots=True)
class _Rule:
    """When a candidate is taken for a compound.

    Attributes:
        score: How sure its mentions are.
        asks: It must be used in one of these roles, if there are any.
        bars: It must not be used in one of these,
        despite: unless it is used in one of these too.
        times: How often it must stand in the text.
    """

    score: float
    asks: _Roles = _NONE
    bars: _Roles = _NONE
    despite: _Roles = _NONE
    times: int = 1

    def allows(self, seen: set[Role], times: int) -> bool:
        barred = not self.bars.isdisjoint(seen) and self.despite.isdisjoint(seen)
        return times >= self.times and not barred and (not self.asks or not self.asks.isdisjoint(seen))


#: Rules whose names may be taken for a compound because of a known one beside them.
_BY_COMPANY = frozenset({"brand", "weak code", "unsure vocabulary"})
_SUFFIX = re.compile(r"(.*[a-z]{4})-[a-z]{4}")
_ROUTES = frozenset({"IV", "SC", "SQ"})
_CODES = frozenset({"code", "weak code"})
#: Under which other rule a name is looked at that its own rule does not take.
_ELSE = {"coined": "context", "used": "context"}
_RULES = {
    "inn": _Rule(0.95),
    "vocabulary": _Rule(0.95, bars=frozenset({Role.TARGET, Role.THING}), despite=_USED),
    "code": _Rule(0.9, bars=_OTHER, despite=_USED),
    "brand": _Rule(0.9, asks=_USED, bars=_NO_BRAND, despite=_DEFINED),
    "alias": _Rule(0.85),
    "weak code": _Rule(0.7, asks=_USED, bars=_OTHER, despite=_DEFINED),
    "unsure vocabulary": _Rule(0.7, asks=_USED, bars=_OTHER, despite=_DEFINED),
    "context": _Rule(0.7, asks=_DEFINED, bars=_OTHER | {Role.TECHNOLOGY}),
    "plain context": _Rule(0.6, asks=_DEFINED, bars=_OTHER | {Role.TECHNOLOGY}, times=2),
    "coined": _Rule(0.6, asks=_USED, bars=_OTHER | {Role.TECHNOLOGY}, despite=_DEFINED),
    "listed": _Rule(0.7, bars=_OTHER | {Role.TECHNOLOGY}),
    "used": _Rule(0.6, asks=_USED, bars=_OTHER | {Role.TECHNOLOGY}, despite=_DEFINED, times=2),
}


def recognise(page: Page) -> Iterator[Mention]:
    """Mentions of compounds in the readable sentences; other names of the same product are `aliases`.

    A name that is found once by its shape or by its context is then found everywhere in the page.
    """
    if not is_biomedical(page):
        return
    pairs = list(alias_pairs(page))
    rules = _accepted(page, pairs)
    pairs += [*_routes(rules), *_suffixed(rules)]
    aliases = _aliases(pairs, rules, page.text)
    for start, end, name in sorted(places(page, rules)):
        rule = rules[name]
        yield Mention(start, end, "Compound", bare(name), (), aliases.get(name, ()), _RULES[rule].score, rule)


def _accepted(page: Page, pairs: Iterable[Pair]) -> dict[str, str]:
    """The names of compounds with the rule that each was found by."""
    rules = candidates(page)
    where: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for start, end, name in places(page, rules):
        where[name].append((start, end))
    accepted: dict[str, str] = {}
    open_to_company = set()
    for name, rule in rules.items():
        seen = _roles(page, where[name])
        for choice in (rule, _ELSE.get(rule, rule)):
            if _RULES[choice].allows(seen, len(where[name])):
                accepted[name] = choice
                break
        else:
            if rule in _BY_COMPANY and _RULES["listed"].allows(seen, 1):
                open_to_company.add(name)
    for name in _in_company(page, open_to_company, accepted, where):
        accepted[name] = "listed"
    for pair in pairs:
        for name, other in ((pair.name, pair.other), (pair.other, pair.name)):
            if (
                pair.sure
                and other in accepted
                and rules.get(name, "brand") == "brand"
                and not is_disease(name)
            ):
                accepted.setdefault(name, "alias")
    return accepted


def _in_company(
    page: Page, names: set[str], accepted: dict[str, str], where: dict[str, list[tuple[int, int]]]
) -> list[str]:
    """Which names share the letters of an accepted code, or stand beside an accepted name in a list."""
    houses = {house(name) for name, rule in accepted.items() if rule in _CODES} - {""}
    found = {name for name in names if house(name) in houses}
    beside = _beside(page.text, where)
    reached = [*accepted, *sorted(found)]
    for known in reached:  # grows by those that are found
        is_code = accepted.get(known, "") in _CODES or (known in found and code_strength(known) > 0)
        for name in sorted((beside[known] & names) - found):
            if is_code or not code_strength(name):
                found.add(name)
                reached.append(name)
    return sorted(found)


def _beside(text: str, where: dict[str, list[tuple[int, int]]]) -> dict[str, set[str]]:
    """Codes and marked names next to each name in a list; a name in brackets may stand between."""
    found: dict[str, set[str]] = defaultdict(set)
    spans = sorted((start, end, name) for name, spans in where.items() for start, end in spans)
    for left, *others in zip(spans, spans[1:], [*spans[2:], None], strict=False):
        for right in others:
            if right and neighbours(text, left[:2], right[:2]):
                for one, (start, end, other) in ((left, right), (right, left)):
                    if code_strength(other) or MARK.search(text, start, end):
                        found[one[2]].add(other)
    return found


def _routes(names: Iterable[str]) -> list[Pair]:
    """Codes with and without the way of giving behind them: "XQ-204 IV" is XQ-204."""
    parts = [(name, *name.rpartition(" ")[::2]) for name in names]
    return [
        Pair(base, name, sure=True)
        for name, base, route in parts
        if route in _ROUTES and base in names and code_strength(base)
    ]


def _suffixed(names: Iterable[str]) -> list[Pair]:
    """Biologics with and without the four letters that a regulator adds: "polatuzumab vedotin-piiq"."""
    known = {name.lower(): name for name in names}
    parts = [(name, known.get(match[1].lower())) for name in names if (match := _SUFFIX.fullmatch(name))]
    return [Pair(base, name, sure=True) for name, base in parts if base]


def _roles(page: Page, spans: list[tuple[int, int]]) -> set[Role]:
    found: set[Role] = set()
    spans = sorted(spans)[:_MOST_PLACES]
    at = 0
    for sentence in page.readable:
        inside = []
        while at < len(spans) and spans[at][0] < sentence.end:
            inside.append(spans[at])
            at += 1
        if inside:
            found |= roles(page.text, inside, sentence.start, sentence.end)
    return found


def _aliases(pairs: Iterable[Pair], names: dict[str, str], text: str) -> dict[str, tuple[str, ...]]:
    """The other names of each name; an active ingredient that several products share is no name of any."""
    others: dict[str, set[str]] = defaultdict(set)
    for pair in pairs:
        if pair.name in names and pair.other in names and pair.name != pair.other:
            others[pair.name].add(pair.other)
            others[pair.other].add(pair.name)
    shared = {
        name
        for name, rest in others.items()
        if names[name] in ("inn", "vocabulary")
        and (len(_unrelated(rest, others)) > 1 or is_stuff(name, text))
    }
    groups: dict[str, set[str]] = {}
    for name in others.keys() - shared:
        group = {name}
        for other in others[name] - shared:
            group |= groups.get(other, {other})
        for member in group | groups.get(name, set()):
            groups[member] = group | groups.get(name, set())
    return {name: tuple(sorted(group - {name})) for name, group in groups.items()}


def _unrelated(names: set[str], others: dict[str, set[str]]) -> set[str]:
    return {name for name in names if not any(name in others[other] for other in names)}
