"""Namings by what they share, so that a change touches only what it concerns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from heapq import heappop, heappush

from kg.identity.forms import form
from kg.identity.naming import Naming
from kg.identity.things import Sighting

_UNDATED = "9999"


class Index:
    """The namings of all documents."""

    def __init__(self, anchors: Callable[[Naming], Iterable[str]]) -> None:
        """Take what gives the IRIs that stand for a naming."""
        self._anchors = anchors
        self._documents: dict[str, frozenset[Naming]] = {}
        self._published: defaultdict[Naming, dict[str, Sighting]] = defaultdict(dict)
        # Heaps, so that the first is at hand however many documents have a naming; those of documents that no
        # longer have it are dropped when they come up.
        self._sightings: defaultdict[Naming, list[Sighting]] = defaultdict(list)
        self._sharing: defaultdict[str, set[Naming]] = defaultdict(set)
        self._tokens = lru_cache(maxsize=1 << 15)(self._read_tokens)

    def __contains__(self, naming: object) -> bool:
        """Whether a document has the naming."""
        return naming in self._published

    def of(self, document: str) -> frozenset[Naming]:
        """The namings of a document."""
        return self._documents.get(document, frozenset())

    def documents(self, naming: Naming) -> frozenset[str]:
        """The documents that have a naming."""
        return frozenset(self._published.get(naming, ()))

    def sighting(self, naming: Naming) -> Sighting | None:
        """The first document with a naming, None if there is none."""
        heap, published = self._sightings.get(naming, []), self._published.get(naming, {})
        while heap and published.get(heap[0].document) != heap[0]:
            heappop(heap)
        return heap[0] if heap else None

    def sharing(self, token: str) -> frozenset[Naming]:
        """The namings with a token: an IRI, an identifier, or a kind and form of a name."""
        return frozenset(self._sharing.get(token, ()))

    def put(self, document: str, published: str | None, namings: Iterable[Naming]) -> None:
        """Make these the namings of a document; with none, forget it."""
        for naming in self._documents.pop(document, ()):
            del self._published[naming][document]
            if not self._published[naming]:
                self._drop(naming)
        seen = Sighting(published or _UNDATED, document)
        if found := frozenset(namings):
            self._documents[document] = found
        for naming in found:
            if naming not in self._published:
                for token in self._tokens(naming):
                    self._sharing[token].add(naming)
            self._published[naming][document] = seen
            heappush(self._sightings[naming], seen)

    def _drop(self, naming: Naming) -> None:
        del self._published[naming], self._sightings[naming]
        for token in self._tokens(naming):
            self._sharing[token].discard(naming)
            if not self._sharing[token]:
                del self._sharing[token]

    def _read_tokens(self, naming: Naming) -> frozenset[str]:
        """What a naming may share with others."""
        if naming.scope:
            return frozenset(self._anchors(naming))
        forms = (f"{naming.kind} {form(naming.kind, name)}" for name in (naming.name, *naming.aliases))
        return frozenset((*self._anchors(naming), *naming.concepts, *naming.identifiers, *forms))

    def connected(self, start: Iterable[Naming], bridges: Mapping[str, Iterable[str]]) -> set[Naming]:
        """All namings that a chain of shared tokens leads to.

        Args:
            start: Where to begin; these need not be in the index.
            bridges: Tokens that lead to other tokens.
        """
        found: set[Naming] = set()
        tokens = {token for naming in start for token in self._tokens(naming)}
        waiting = list(tokens)
        while waiting:
            token = waiting.pop()
            new = self.sharing(token) - found
            found |= new
            reached = {each for naming in new for each in self._tokens(naming)}.union(bridges.get(token, ()))
            waiting += reached - tokens
            tokens |= reached
        return found
