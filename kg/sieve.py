"""Sieves: which of several regular expressions can match a text at all, found in one pass over it.

Most expressions of the data files need certain words to match, such as "hazard" or "%". A sieve takes these
from the expressions themselves, looks for all of them with one automaton, and lets those expressions pass
whose words stand in the text. After Cox 2012, "Regular Expression Matching with a Trigram Index".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product
from re import _constants as code  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]  # the standard library's own
from typing import Any, Generic, TypeAlias, TypeVar

from ahocorasick_rs import BytesAhoCorasick

Words: TypeAlias = frozenset[str]
_Name = TypeVar("_Name")
#: Sets of more words are not joined with the words beside them.
_MOST = 256
#: So many sets tell enough of an expression.
_SETS = 2
#: All digits are one, and all white space; `_LIKE` has what expressions without case take for ASCII letters.
_ASCII = bytes.maketrans(
    b"ABCDEFGHIJKLMNOPQRSTUVWXYZ123456789\t\n\v\f\r\x1c\x1d\x1e\x1f",
    b"abcdefghijklmnopqrstuvwxyz000000000         ",
)
_LIKE = {"ı": "i", "İ": "i", "ſ": "s", "\u212a": "k", "\xb5": "μ", "Μ": "μ"}
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")


class Sieve(Generic[_Name]):
    """Expressions with the words that each needs.

    Args:
        named: The expressions, each with what the caller knows it by.
    """

    def __init__(self, named: Iterable[tuple[_Name, re.Pattern[str]]]) -> None:
        self._named = tuple(named)
        read = [_read(expression) for _, expression in self._named]
        words = sorted({word for sets, _ in read for each in sets for word in each})
        number = {word: place for place, word in enumerate(words)}
        self._automaton = BytesAhoCorasick([word.encode() for word in words])
        self._needs = [[frozenset(number[word] for word in each) for each in sets] for sets, _ in read]
        self._reach = max((reach for _, reach in read), default=0)
        self._always = [place for place, sets in enumerate(self._needs) if not sets]
        self._asking: list[list[int]] = [[] for _ in words]
        for place, sets in enumerate(self._needs):
            for word in sets[0] if sets else ():
                self._asking[word].append(place)

    def passing(
        self, text: str, start: int = 0, end: int | None = None
    ) -> Iterator[tuple[_Name, re.Pattern[str]]]:
        """The expressions that can match within text[start:end], in their order."""
        window = _folded(text[max(0, start - self._reach) : end])
        hits = self._automaton.find_matches_as_indexes(window, overlapping=True)
        seen = {number for number, _, _ in hits}
        asked = {place for number in seen for place in self._asking[number]}
        for place in sorted(asked.union(self._always)):
            if not any(map(seen.isdisjoint, self._needs[place])):
                yield self._named[place]

    def finditer(
        self, text: str, start: int = 0, end: int | None = None
    ) -> Iterator[tuple[_Name, re.Match[str]]]:
        """All matches within text[start:end], expression by expression."""
        for name, expression in self.passing(text, start, end):
            for match in expression.finditer(text, start, len(text) if end is None else end):
                yield name, match


def _folded(text: str) -> bytes:
    if not text.isascii() and not all(map(_stays, _NOT_ASCII.findall(text))):
        text = _NOT_ASCII.sub(lambda sign: _plain(sign[0]), text)
    return text.encode("utf-8", "surrogatepass").translate(_ASCII)


def _plain(sign: str) -> str:
    return " " if sign.isspace() else "0" if sign.isdecimal() else _LIKE.get(sign, sign)


@cache
def _stays(sign: str) -> bool:
    return _plain(sign) == sign


def needed(expression: re.Pattern[str]) -> tuple[Words, ...]:
    """Sets of words in lower case with 0 for any digit; wherever the expression matches, one of each stands.

    >>> [sorted(words) for words in needed(re.compile(r"(?i)\\d+ ?(?:%|percent)"))]
    [['0 %', '0 percent', '0%', '0percent'], ['0']]
    """
    return _read(expression)[0]


def _read(expression: re.Pattern[str]) -> tuple[tuple[Words, ...], int]:
    """The sets that an expression needs, and how far before its match it looks for their words."""
    parsed = parser.parse(expression.pattern, expression.flags & ~re.UNICODE)
    need = _sequence(parsed)
    sets = sorted(dict.fromkeys(need.required), key=lambda words: -min(map(len, words)))
    return tuple(sets[:_SETS]), need.reach


@dataclass(frozen=True, slots=True)
class _Need:
    """What a part of an expression needs.

    Attributes:
        starts: All that it can begin with.
        ends: All that it can end with.
        exact: Whether it is one of `starts` and nothing more.
        sets: Sets of words; whatever it matches holds one of each.
        reach: How far before its place it looks.
    """

    starts: Words
    ends: Words
    exact: bool = False
    sets: tuple[Words, ...] = ()
    reach: int = 0

    @property
    def required(self) -> tuple[Words, ...]:
        """All sets, with those that its ends make."""
        return (*self.sets, *_telling(self.starts), *(() if self.exact else _telling(self.ends)))


_UNKNOWN = frozenset({""})
_ANYTHING = _Need(_UNKNOWN, _UNKNOWN)
_NOTHING = _Need(_UNKNOWN, _UNKNOWN, exact=True)


def _telling(words: Words) -> tuple[Words, ...]:
    """The words as a set to look for, unless one of them stands in nearly all texts."""
    if any(not word.strip() or (len(word) == 1 and word.isalpha()) for word in words):
        return ()
    return (words,)


def _joined(left: Words, right: Words) -> Words | None:
    if len(left) * len(right) > _MOST:
        return None
    return frozenset(one + other for one, other in product(left, right))


def _then(left: _Need, right: _Need) -> _Need:
    between = _joined(left.ends, right.starts)
    reach = max(left.reach, right.reach)
    if left.exact and right.exact and between is not None:
        return _Need(between, between, exact=True, reach=reach)
    middle = _telling(left.ends) + _telling(right.starts) if between is None else _telling(between)
    starts = _joined(left.starts, right.starts) if left.exact else left.starts
    ends = _joined(left.ends, right.ends) if right.exact else right.ends
    return _Need(
        left.starts if starts is None else starts,
        right.ends if ends is None else ends,
        sets=(*left.sets, *middle, *right.sets),
        reach=reach,
    )


def _sequence(parts: _Parts) -> _Need:
    whole = _NOTHING
    for operation, value in parts:
        if operation in _REPEATS:
            whole = _repeated(whole, *value)
        else:
            read = _PARTS.get(operation)
            whole = _then(whole, read(value) if read else _ANYTHING)
    return whole


def _repeated(before: _Need, least: int, most: int, parts: _Parts) -> _Need:
    """What a repetition and all before it need."""
    once = _sequence(parts)
    if most > 1:
        once = _Need(once.starts, once.ends, sets=once.required, reach=once.reach)
    both = _then(before, once)
    if least:
        return both
    if before.exact and both.exact:
        return _either([before, both])
    return _Need(before.starts, before.ends | both.ends, sets=before.sets, reach=both.reach)


def _either(branches: Sequence[_Need]) -> _Need:
    starts = frozenset[str]().union(*(branch.starts for branch in branches))
    ends = frozenset[str]().union(*(branch.ends for branch in branches))
    exact = all(branch.exact for branch in branches)
    reach = max(branch.reach for branch in branches)
    required = [branch.required for branch in branches]
    sets: tuple[Words, ...] = ()
    if all(required) and not exact:
        best = (max(sets, key=lambda words: min(map(len, words))) for sets in required)
        sets = _telling(frozenset[str]().union(*best))
    return _Need(starts, ends, exact, sets, reach)


def _signs(characters: Iterable[str]) -> _Need:
    """One of the characters; those that have case outside ASCII fold in too many ways."""
    folded = frozenset(_folded(sign).decode() for sign in characters)
    if any(not sign.isascii() and sign.lower() != sign.upper() and sign != "μ" for sign in folded):
        return _ANYTHING
    return _Need(folded, folded, exact=True)


def _class(members: Sequence[tuple[object, Any]]) -> _Need:
    found: set[str] = set()
    for kind, value in members:
        if kind is code.LITERAL:
            found.add(chr(value))
        elif kind is code.RANGE and ord("0") <= value[0] <= value[1] <= ord("9"):
            found.add("0")
        elif kind is code.CATEGORY and value in _CATEGORIES:
            found.add(_CATEGORIES[value])
        else:
            return _ANYTHING
    return _signs(sorted(found))


def _around(direction: int, parts: Any) -> _Need:  # noqa: ANN401 - as the parser gives them
    """What must follow or stand before."""
    inner = _sequence(parts)
    if direction > 0:
        return _Need(inner.starts, _UNKNOWN, sets=inner.required, reach=inner.reach)
    return _Need(_UNKNOWN, inner.ends, sets=inner.required, reach=inner.reach + parts.getwidth()[1])


_Parts: TypeAlias = Iterable[tuple[object, Any]]
_REPEATS = (code.MAX_REPEAT, code.MIN_REPEAT, code.POSSESSIVE_REPEAT)
_CATEGORIES = {code.CATEGORY_DIGIT: "0", code.CATEGORY_SPACE: " "}
_PARTS: dict[object, Callable[[Any], _Need]] = {
    code.LITERAL: lambda sign: _signs([chr(sign)]),
    code.IN: _class,
    code.SUBPATTERN: lambda group: _sequence(group[3]),
    code.ATOMIC_GROUP: _sequence,
    code.BRANCH: lambda value: _either([_sequence(branch) for branch in value[1]]),
    code.ASSERT: lambda around: _around(*around),
    code.ASSERT_NOT: lambda _: _NOTHING,
    code.AT: lambda _: _NOTHING,
}
