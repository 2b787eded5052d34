"""All listed names by their folded form, with what tells quickly that no name begins at a place."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import accumulate

from kg.vocabulary.fold import SHORT, TOKEN, fold
from kg.vocabulary.tables import Table

NAMES, EXACT, WEAK, BROADER = 2, 3, 4, 5
#: Lengths of the beginnings by which longer names are known; shorter names count only in their own case, so
#: that their first word as it is written tells.
_HEAD = SHORT + 1
_LONG_HEAD = 2 * _HEAD
_TABLES, _COLUMNS = 1000, 10


class Index:
    """Names and where they are listed.

    Attributes:
        names: All names.
    """

    def __init__(self, tables: tuple[Table, ...]) -> None:
        """Enter the names of all tables."""
        self.names: list[str] = []
        self._owners: list[int] = []
        for number, table in enumerate(tables):
            self._enter(number, table)
        keys = fold("\n".join(self.names)).split("\n") if self.names else []
        self._first = dict(zip(reversed(keys), range(len(keys) - 1, -1, -1), strict=True))
        self._more: dict[str, list[int]] = {}
        for place, key in enumerate(keys):
            if self._first[key] != place:
                self._more.setdefault(key, []).append(place)
        self._heads = _beginnings(self._first, _HEAD)
        self._long_heads = _beginnings(self._first, _LONG_HEAD)
        self._longest = max(map(len, self._first), default=0) + 2
        self._openers = set(_openers(self.names, keys))

    def _enter(self, number: int, table: Table) -> None:
        for row, line in enumerate(table.rows):
            for column, field in enumerate(line.split("\t")[NAMES:BROADER], NAMES):
                if field:
                    names = field.split("|")
                    self.names += names
                    # One number, for so many tuples would keep the garbage collector busy.
                    self._owners += [(row * _TABLES + number) * _COLUMNS + column] * len(names)

    def owner(self, place: int) -> tuple[int, int, int]:
        """Table, row and column of a name."""
        rest, column = divmod(self._owners[place], _COLUMNS)
        row, number = divmod(rest, _TABLES)
        return number, row, column

    def places(self, key: str) -> list[int]:
        """Where a folded name is listed."""
        first = self._first.get(key)
        return [] if first is None else [first, *self._more.get(key, ())]

    def candidates(self, text: str, start: int, end: int) -> Iterator[list[tuple[str, int, int]]]:
        """Yield, for each word of a text, names that begin there with their bounds, the longest first."""
        pieces = TOKEN.split(text[start:end])
        tokens = pieces[1::2]
        edges = list(accumulate(map(len, pieces), initial=start))[1:]  # begins and ends of tokens in turn
        parts = fold("\n".join(["\0" if token[0] == "\n" else token for token in tokens])).split("\n")
        compact = "".join(parts)
        bounds = list(accumulate(map(len, parts), initial=0))
        heads, openers = self._heads, self._openers
        starts = [
            first
            for first, (token, bound) in enumerate(zip(tokens, bounds, strict=False))
            if compact[bound : bound + _HEAD] in heads or token in openers
        ]
        for first in starts:
            found = [
                (key, edges[2 * first], edges[2 * last + 1])
                for key, last in self._names(compact, bounds, first)
                if parts[first] and parts[last]
            ]
            if found:
                yield found[::-1]

    def _names(self, compact: str, bounds: list[int], first: int) -> list[tuple[str, int]]:
        """Listed names that begin with a word, with their last words; the shortest first."""
        begin = bounds[first]
        reach = begin + _HEAD - 1
        if compact[begin : begin + _LONG_HEAD] in self._long_heads:
            reach = begin + self._longest
        elif compact[begin : begin + _HEAD] in self._heads:
            reach = begin + _LONG_HEAD - 1
        found = []
        names = self._first
        for last in range(first, len(bounds) - 1):
            stop = bounds[last + 1]
            if stop > reach:
                break
            key = compact[begin:stop]
            if key in names or (key[-1:] == "s" and any(map(names.__contains__, singulars(key)))):
                found.append((key, last))
        return found


def _beginnings(keys: Collection[str], size: int) -> set[str]:
    """The first letters of names and of their plurals."""
    found = {key[:size] for key in keys}
    found.update(key + "s" for key in keys if len(key) == size - 1)
    found.update((key[:-1] + "ies")[:size] for key in keys if key[-1:] == "y")
    return found


def _openers(names: list[str], keys: list[str]) -> Iterator[str]:
    """First words of the shorter names, as written, and as a sentence begins with them, and their plurals."""
    for name, key in zip(names, keys, strict=True):
        if len(key) < _HEAD:
            word = name if name.isalnum() else TOKEN.findall(name)[0]
            yield from (word, word + "s")
            if word[0].islower():
                capital = word[0].upper() + word[1:]
                yield from (capital, capital + "s")


def singulars(key: str) -> tuple[str, ...]:
    """What a folded name that ends in "s" may be the plural of."""
    return (key[:-1], key[:-3] + "y") if key.endswith("ies") else (key[:-1],)
