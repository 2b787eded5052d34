"""Sieves: which of several regular expressions can match a text at all, found in one pass over it.

Most expressions of the data files need certain words to match, such as "hazard" or "%". A sieve takes these
from the expressions themselves, looks for all of them with one automaton, and lets those expressions pass
whose words stand in the text. After Cox 2010, "Regular Expression Matching in the Wild" (the filter of RE2).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from re import _constants as code  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]  # the standard library's own, stable since 2000
from typing import Any, Generic, TypeAlias, TypeVar

from ahocorasick_rs import AhoCorasick

Words: TypeAlias = frozenset[str]
#: Longer lists of words are still looked for, but not joined with the words beside them.
_MOST = 32
#: Characters outside ASCII that expressions without case take for "i" and "s".
_ALSO = str.maketrans("ıſ", "is")


_Name = TypeVar("_Name")


class Sieve(Generic[_Name]):
    """Expressions with the words that each needs.

    Args:
        named: The expressions, each with what the caller knows it by.
    """

    def __init__(self, named: Iterable[tuple[_Name, re.Pattern[str]]]) -> None:
        self._named = tuple(named)
        needs = [needed(expression) for _, expression in self._named]
        words = sorted({word for sets in needs for each in sets for word in each})
        number = {word: place for place, word in enumerate(words)}
        self._automaton = AhoCorasick(words)
        self._needs = [[frozenset(number[word] for word in each) for each in sets] for sets in needs]

    def passing(self, text: str) -> Iterator[tuple[_Name, re.Pattern[str]]]:
        """The expressions that can match within a text, in their order."""
        hits = self._automaton.find_matches_as_indexes(_folded(text), overlapping=True)
        seen = {number for number, _, _ in hits}
        for named, sets in zip(self._named, self._needs, strict=True):
            if not any(map(seen.isdisjoint, sets)):
                yield named


def _folded(text: str) -> str:
    return text.lower() if text.isascii() else text.lower().translate(_ALSO)


def needed(expression: re.Pattern[str]) -> list[Words]:
    """Sets of lower-case words; wherever the expression matches, one word of each set stands.

    >>> [sorted(words) for words in needed(re.compile(r"(?i)\\d+ ?(?:%|of \\d+)|Phase (?:one|two)"))]
    [['%', 'of ', 'phase one', 'phase two']]
    """
    parsed = parser.parse(expression.pattern, expression.flags & ~re.UNICODE)
    return list(_sequence(parsed).required)


@dataclass(frozen=True, slots=True)
class _Need:
    """What a part of an expression needs.

    Attributes:
        exact: All words that it can match, if they are few.
        sets: Else sets of words; whatever it matches holds one of each.
    """

    exact: Words | None
    sets: tuple[Words, ...] = ()

    @property
    def required(self) -> tuple[Words, ...]:
        return self.sets if self.exact is None else _telling(self.exact)


_Parts: TypeAlias = Iterable[tuple[object, Any]]
_ANYTHING = _Need(None)
_NOTHING = _Need(frozenset({""}))


def _telling(words: Words) -> tuple[Words, ...]:
    """The words as a set to look for, unless one of them stands in nearly all texts."""
    if any(not word.strip() or (len(word) == 1 and word.isalnum()) for word in words):
        return ()
    return (frozenset(word for word in words if not any(other in word for other in words - {word})),)


def _sequence(parts: _Parts) -> _Need:
    run = _NOTHING.exact or frozenset()
    sets: list[Words] = []
    whole = True
    for part in parts:
        need = _part(*part)
        if need.exact is not None and len(run) * len(need.exact) <= _MOST:
            run = frozenset(one + other for one, other in product(run, need.exact))
        else:
            whole = False
            sets += (*_telling(run), *(need.sets if need.exact is None else ()))
            run = need.exact or frozenset({""})
    return _Need(run) if whole else _Need(None, (*sets, *_telling(run)))


def _part(operation: object, value: Any) -> _Need:  # noqa: ANN401 - the parser's own, of many forms
    read = _PARTS.get(operation)
    return read(value) if read else _ANYTHING


def _literal(characters: Sequence[str]) -> _Need:
    """The characters in lower case; those that have case outside ASCII fold in too many ways."""
    if any(not sign.isascii() and sign.lower() != sign.upper() for sign in characters):
        return _ANYTHING
    return _Need(frozenset(sign.lower() for sign in characters))


def _class(members: Sequence[tuple[object, int]]) -> _Need:
    alone = all(kind is code.LITERAL for kind, _ in members)
    return _literal([chr(sign) for _, sign in members]) if alone else _ANYTHING


def _ahead(direction: int, parts: _Parts) -> _Need:
    """What must follow lies in the text too; what must stand before may lie outside it."""
    return _Need(None, _sequence(parts).required) if direction > 0 else _NOTHING


def _repeat(least: int, most: int, parts: _Parts) -> _Need:
    once = _sequence(parts)
    if least == 0:
        return _Need(once.exact | {""}) if most == 1 and once.exact else _ANYTHING
    return once if least == most == 1 else _Need(None, once.required)


def _either(branches: Sequence[_Need]) -> _Need:
    words = frozenset[str]().union(*(branch.exact or () for branch in branches))
    if all(branch.exact for branch in branches) and len(words) <= _MOST:
        return _Need(words)
    required = [branch.required for branch in branches]
    if not all(required):
        return _ANYTHING
    best = (max(sets, key=lambda words: min(map(len, words))) for sets in required)
    return _Need(None, _telling(frozenset[str]().union(*best)))


_PARTS: dict[object, Callable[[Any], _Need]] = {
    code.LITERAL: lambda sign: _literal([chr(sign)]),
    code.IN: _class,
    code.SUBPATTERN: lambda group: _sequence(group[3]),
    code.ATOMIC_GROUP: _sequence,
    code.BRANCH: lambda value: _either([_sequence(branch) for branch in value[1]]),
    code.MAX_REPEAT: lambda repeat: _repeat(*repeat),
    code.MIN_REPEAT: lambda repeat: _repeat(*repeat),
    code.POSSESSIVE_REPEAT: lambda repeat: _repeat(*repeat),
    code.ASSERT: lambda ahead: _ahead(*ahead),
    code.ASSERT_NOT: lambda _: _NOTHING,
    code.AT: lambda _: _NOTHING,
}
