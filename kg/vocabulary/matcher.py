"""Names in texts: the longest listed name at each place, and all that a name may stand for."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from kg.mention import Mention
from kg.vocabulary.fold import SHORT, TOKEN, fits, fold
from kg.vocabulary.tables import Table

#: Length of the beginnings that tell at a glance whether a longer name can begin at a place.
_HEAD = 6
_NAMES, _EXACT, _WEAK, _BROADER = 2, 3, 4, 5
_SCORES = {_NAMES: 0.9, _WEAK: 0.4}
_AMBIGUOUS = 0.7
#: How much longer than its listed name a plural may be ("-y", "-ies").
_PLURAL = 2
#: Kinds whose names begin with a capital: "Organon" is a company, "organon" is not.
_PROPER = frozenset({"Company", "Organization", "Conference", "Technology", "Exchange"})
_PLURALS = frozenset({"Condition", "Target", "Payload"})


@dataclass(frozen=True, slots=True, order=True)
class Entry:
    """One thing that a name may stand for.

    Attributes:
        kind: Its entity type.
        iri: Its concept.
        label: Its preferred name.
        name: The listed name that was asked for.
        weak: Whether the name alone is too little evidence: an acronym or short form with other meanings.
        kept_by_hand: Whether it comes from a hand-kept list; such a reading wins over a registry's.
    """

    kind: str
    iri: str
    label: str
    name: str
    weak: bool
    kept_by_hand: bool


class Vocabulary:
    """All listed names, ready for look-up and for scanning texts.

    Args:
        tables: Where the names come from. Names that fold alike are kept side by side.
    """

    def __init__(self, tables: Iterable[Table]) -> None:
        self._tables = tuple(tables)
        self._names: list[str] = []
        self._owners: list[tuple[int, int, int]] = []  # table, row, column
        self._first: dict[str, int] = {}
        self._more: dict[str, list[int]] = {}
        self._reach: dict[str, int] = {}
        for number, table in enumerate(self._tables):
            self._add(number, table)

    def _add(self, number: int, table: Table) -> None:
        begin = len(self._names)
        for row, line in enumerate(table.rows):
            fields = line.split("\t")
            for column in (_NAMES, _EXACT, _WEAK):
                if fields[column]:
                    names = fields[column].split("|")
                    self._names += names
                    self._owners += [(number, row, column)] * len(names)
        keys = fold("\n".join(self._names[begin:])).split("\n")
        for place, key in enumerate(keys, begin):
            if self._first.setdefault(key, place) != place:
                self._more.setdefault(key, []).append(place)
        for key in keys:
            head = (key + "s")[:_HEAD]  # a plural of a name that is shorter than a beginning must be seen too
            if len(key) > self._reach.get(head, 0):
                self._reach[head] = len(key)

    def scan(self, text: str, start: int = 0, end: int | None = None) -> Iterator[Mention]:
        """Yield the longest names that stand in a text, from left to right, none inside another.

        A name is found at word boundaries only, never across a blank line or inside a code name ("CM04S1" is not
        in "GEO-CM04S1"). A span with readings of several kinds gives one mention for each kind; one with several
        things of a kind gives one mention that carries all their concepts.

        Args:
            text: Any text; offsets count in it.
            start: Where to begin.
            end: Where to stop; None for the end of the text.
        """
        spans = [token.span() for token in TOKEN.finditer(text, start, len(text) if end is None else end)]
        parts = fold("\n".join(["\0" if text[a] == "\n" else text[a:b] for a, b in spans])).split("\n")
        compact = "".join(parts)
        bounds = list(accumulate(map(len, parts), initial=0))
        token, total = 0, len(spans)
        while token < total:
            begin = bounds[token]
            reach = self._reach.get(compact[begin : begin + _HEAD])
            limit = begin + (_HEAD - 1 if reach is None else reach + _PLURAL)
            after = token + 1
            if begin < bounds[after] <= limit:
                last = bisect_right(bounds, limit, after) - 1
                for stop in range(bisect_left(bounds, bounds[last], after), token, -1):
                    key = compact[begin : bounds[stop]]
                    readings = self._read(key, text, spans[token][0], spans[stop - 1][1])
                    if readings:
                        yield from readings
                        after = stop
                        break
            token = after

    def lookup(self, name: str, kind: str | None = None) -> tuple[Entry, ...]:
        """All things that a name may stand for, hand-kept ones first; case and hyphens do not count.

        Args:
            name: A name in any writing.
            kind: Only things of this entity type; None for all.
        """
        entries = (self._entry(place) for place in self._places(fold(name)))
        found = {entry for entry in entries if kind in (None, entry.kind)}
        return tuple(sorted(found, key=lambda entry: (not entry.kept_by_hand, entry.weak, entry)))

    def label(self, iri: str) -> str | None:
        """The preferred name of a concept, or None if no table has it."""
        place = self._rows.get(iri)
        return self._fields(*place)[1] if place else None

    def broader(self, iri: str) -> tuple[str, ...]:
        """The concepts directly above a concept, sorted; empty if there are none or it is unknown."""
        place = self._rows.get(iri)
        if not place:
            return ()
        prefix = self._tables[place[0]].prefix
        return tuple(sorted(prefix + part for part in self._fields(*place)[_BROADER].split("|") if part))

    @cached_property
    def _rows(self) -> dict[str, tuple[int, int]]:
        return {
            table.prefix + line.partition("\t")[0]: (number, row)
            for number, table in enumerate(self._tables)
            for row, line in enumerate(table.rows)
        }

    def _fields(self, table: int, row: int) -> list[str]:
        return self._tables[table].rows[row].split("\t")

    def _places(self, key: str) -> list[int]:
        first = self._first.get(key)
        return [] if first is None else [first, *self._more.get(key, ())]

    def _entry(self, place: int) -> Entry:
        number, row, column = self._owners[place]
        table = self._tables[number]
        iri, label, *_ = self._fields(number, row)
        weak = column == _WEAK
        return Entry(table.kind, table.prefix + iri, label, self._names[place], weak, table.kept_by_hand)

    def _read(self, key: str, text: str, start: int, end: int) -> list[Mention]:
        singular = [singular for singular in _singulars(key) if singular in self._first]
        if key not in self._first and not singular:
            return []
        surface = text[start:end]
        if _inside_code(text, start, end):
            return []
        entries = [self._entry(place) for place in self._places(key) if self._stands(place, surface)]
        if not entries and singular:
            places = self._places(singular[0])
            read = (self._entry(place) for place in places if self._stands(place, surface))
            entries = [entry for entry in read if entry.kind in _PLURALS]
        return _mentions(_best(entries), key, start, end)

    def _stands(self, place: int, surface: str) -> bool:
        number, _, column = self._owners[place]
        name = self._names[place]
        if self._tables[number].kind in _PROPER and not (surface[0].isupper() or surface[0] == name[0]):
            return False
        return fits(name, surface, exact=column != _NAMES or len(fold(name)) <= SHORT)


def _singulars(key: str) -> Iterator[str]:
    if key.endswith("s"):
        yield key[:-1]
    if key.endswith("ies"):
        yield key[:-3] + "y"


def _inside_code(text: str, start: int, end: int) -> bool:
    """Whether hyphens tie the span to a longer code ("CM04S1" in "GEO-CM04S1", "TNX" in "TNX-102")."""
    after = text[end : end + 2]
    if after[:1] == "-" and after[1:].isdigit():
        return True
    before = text[max(start - 2, 0) : start]
    return before[1:] == "-" and (before[0].isupper() or before[0].isdigit()) and text[start:end].isupper()


def _best(entries: list[Entry]) -> list[Entry]:
    """The readings that nothing better stands against: hand-kept before listed, names before acronyms."""
    strong = [entry for entry in entries if not entry.weak] or entries
    return [entry for entry in strong if entry.kept_by_hand] or strong


def _mentions(entries: list[Entry], key: str, start: int, end: int) -> list[Mention]:
    mentions = []
    for kind in sorted({entry.kind for entry in entries}):
        things = {entry.iri: entry for entry in sorted(entries, reverse=True) if entry.kind == kind}
        named = {iri: entry for iri, entry in things.items() if fold(entry.label) == key}
        chosen = sorted((named or things).values(), key=lambda entry: entry.iri)
        score = _SCORES[_WEAK if chosen[0].weak else _NAMES] * (_AMBIGUOUS if len(chosen) > 1 else 1)
        concepts = tuple(("concept", entry.iri) for entry in chosen)
        mentions.append(Mention(start, end, kind, chosen[0].label, concepts, (), score, "vocabulary"))
    return mentions
