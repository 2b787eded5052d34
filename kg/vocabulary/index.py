"""All listed names by their folded form, with what tells quickly that no name begins at a place."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate

from kg.vocabulary.fold import SHORT, TOKEN, fold
from kg.vocabulary.tables import Table

NAMES, EXACT, WEAK, BROADER = 2, 3, 4, 5
#: Length of the beginnings by which longer names are known; shorter names count only in their own case, so
#: that their first word as it is written tells.
_HEAD = SHORT + 1
#: Lengths that are tried where no longer name can begin, one bit for each.
_SHORT = (1 << _HEAD) - 2


class Index:
    """Names and where they are listed.

    Attributes:
        names: All names.
        owners: For each name its table, row and column.
    """

    def __init__(self, tables: tuple[Table, ...]) -> None:
        """Enter the names of all tables."""
        self.names: list[str] = []
        self.owners: list[tuple[int, int, int]] = []
        self._first: dict[str, int] = {}
        self._more: dict[str, list[int]] = {}
        # Beginnings of longer names, with a bit for each length that names have from there.
        self._lengths: dict[str, int] = {}
        self._openers: set[str] = set()  # first words of shorter names
        for number, table in enumerate(tables):
            self._add(number, table)

    def _add(self, number: int, table: Table) -> None:
        begin = len(self.names)
        for row, line in enumerate(table.rows):
            fields = line.split("\t")
            for column in (NAMES, EXACT, WEAK):
                if fields[column]:
                    names = fields[column].split("|")
                    self.names += names
                    self.owners += [(number, row, column)] * len(names)
        keys = fold("\n".join(self.names[begin:])).split("\n")
        for place, key in enumerate(keys, begin):
            if self._first.setdefault(key, place) != place:
                self._more.setdefault(key, []).append(place)
        self._add_beginnings(begin, keys)

    def _add_beginnings(self, begin: int, keys: list[str]) -> None:
        lengths = self._lengths
        for place, key in enumerate(keys, begin):
            size = len(key)
            if size < _HEAD:
                name = self.names[place]
                word = name if name.isalnum() else TOKEN.findall(name)[0]
                self._openers.update((word, word[:1].upper() + word[1:]))
            if size >= _HEAD:
                head = key[:_HEAD]
                lengths[head] = lengths.get(head, 0) | 1 << size
            if _HEAD - 2 <= size <= _HEAD:  # plurals that begin otherwise than the name
                for head in (key + "s", key[:-1] + "ies"):
                    lengths[head[:_HEAD]] = lengths.get(head[:_HEAD], 0) | 1 << size

    def places(self, key: str) -> list[int]:
        """Where a folded name is listed."""
        first = self._first.get(key)
        return [] if first is None else [first, *self._more.get(key, ())]

    def has(self, key: str) -> bool:
        """Whether a folded name, or what it is the plural of, is listed."""
        return key in self._first or (key[-1] == "s" and any(one in self._first for one in singulars(key)))

    def candidates(self, text: str, start: int, end: int) -> Iterator[list[tuple[str, int, int]]]:
        """Yield, for each word of a text, names that begin there with their bounds, the longest first."""
        tokens = TOKEN.findall(text, start, end)
        parts = fold("\n".join(["\0" if token[0] == "\n" else token for token in tokens])).split("\n")
        compact = "".join(parts)
        bounds = list(accumulate(map(len, parts), initial=0))
        begins = _begins(text, tokens, start)
        lengths, openers = self._lengths, self._openers
        for token, (word, begin) in enumerate(zip(tokens, bounds, strict=False)):
            longer = lengths.get(compact[begin : begin + _HEAD], 0)
            opens = word in openers or (word[-1] == "s" and word[:-1] in openers)
            if not (longer or opens) or not parts[token]:
                continue
            mask = longer | longer << 1 | longer << 2 | (_SHORT if opens else 0)
            last = bisect_right(bounds, begin + mask.bit_length(), token + 1) - 1
            found = []
            for stop in range(last, token, -1):
                key = compact[begin : bounds[stop]]
                if mask >> len(key) & 1 and parts[stop - 1] and self.has(key):
                    found.append((key, begins[token], begins[stop - 1] + len(tokens[stop - 1])))
            if found:
                yield found


def _begins(text: str, tokens: list[str], start: int) -> list[int]:
    """Where tokens begin that follow each other; looking for them is faster than asking each match."""
    begins = []
    for token in tokens:
        begin = text.index(token, start)
        begins.append(begin)
        start = begin + len(token)
    return begins


def singulars(key: str) -> Iterator[str]:
    """What a folded name may be the plural of."""
    if key.endswith("s"):
        yield key[:-1]
    if key.endswith("ies"):
        yield key[:-3] + "y"
