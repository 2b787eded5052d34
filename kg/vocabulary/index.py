"""All listed names by their folded form, with what tells quickly that no name begins at a place."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from kg.vocabulary.concept import Concept, parse
from kg.vocabulary.fold import TOKEN, fold
from kg.vocabulary.pack import HEAD, SEE, Pack


class Listed(NamedTuple):
    """A name as it is listed.

    Attributes:
        name: The name.
        how: How it counts: `pack.NAME`, `pack.EXACT` or `pack.WEAK`.
        place: Where its concept is listed.
    """

    name: str
    how: str
    place: int


class Index:
    """Names and concepts of a packed vocabulary."""

    def __init__(self, packed: Pack) -> None:
        """Read from `packed` what is asked for."""
        self._pack = packed
        # A text asks for the same few again and again.
        self._names_of = lru_cache(maxsize=20_000)(self._read_names)
        self._reach = lru_cache(maxsize=20_000)(self._longest)
        self.concept_at = lru_cache(maxsize=20_000)(self._concept_at)

    def concept(self, iri: str) -> Concept | None:
        """The concept with an IRI; or with it as another identifier."""
        lines = self._pack.find(iri)
        own = [line for line in lines if SEE not in line[: len(iri) + len(SEE)]]
        if own or not lines:
            return parse(own[0]) if own else None
        return self.concept(lines[0].removeprefix(iri + SEE))

    def listed(self, key: str) -> tuple[Listed, ...]:
        """The names with a folded form."""
        return self._names_of(key[:HEAD]).get(key, ())

    def candidates(self, text: str, start: int, end: int) -> Iterator[list[tuple[str, int, int]]]:
        """Yield, for each word of a text, names that begin there with their bounds, the longest first."""
        pieces = TOKEN.split(text[start:end])
        tokens = pieces[1::2]
        edges = list(accumulate(map(len, pieces), initial=start))[1:]  # begins and ends of tokens in turn
        parts = fold("\n".join(["\0" if token[0] == "\n" else token for token in tokens])).split("\n")
        compact = "".join(parts)
        bounds = list(accumulate(map(len, parts), initial=0))
        heads, openers = self._pack.heads, self._pack.openers
        starts = [
            first
            for first, (token, bound) in enumerate(zip(tokens, bounds, strict=False))
            if compact[bound : bound + HEAD] in heads or token in openers
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
        head = compact[begin : begin + HEAD]
        reach = begin + self._reach(head)
        longer, shorter = self._names_of(head), self._pack.heads
        found = []
        for last in range(first, len(bounds) - 1):
            stop = bounds[last + 1]
            if stop > reach:
                break
            key = compact[begin:stop]
            known = key in longer if stop - begin >= HEAD else key in shorter
            if known or (key[-1:] == "s" and any(map(self.listed, singulars(key)))):
                found.append((key, last))
        return found

    def _longest(self, head: str) -> int:
        """How long names that begin so can be, plurals included."""
        if head not in self._pack.heads:
            return HEAD - 1
        return max(map(len, self._names_of(head)), default=HEAD) + 2

    def _read_names(self, head: str) -> dict[str, tuple[Listed, ...]]:
        found: dict[str, tuple[Listed, ...]] = {}
        for line in self._pack.names(head):
            key, name, how, place = line.split("\t")
            found[key] = (*found.get(key, ()), Listed(name, how, int(place)))
        return found

    def _concept_at(self, place: int) -> Concept:
        return parse(self._pack.concept(place))


def singulars(key: str) -> tuple[str, ...]:
    """What a folded name that ends in "s" may be the plural of."""
    return (key[:-1], key[:-3] + "y") if key.endswith("ies") else (key[:-1],)
