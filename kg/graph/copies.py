"""Copies: which documents are the same release, from two wires for example, or with a note at the head.

Two are if 0.7 of their news is the same and they were published within two weeks, or 0.9 where a day is
unknown. Announcements of one kind by one company, months apart, have up to 0.9 in common. A copy of a copy is
one too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TypeAlias

from kg.graph.likeness import Texts
from kg.graph.release import Release

_MOST_DAYS = 14
_SAME, _SAME_WITHOUT_DAY = 0.7, 0.9


Class: TypeAlias = frozenset[str]


class Copies:
    """Releases in classes: those of one class are the same."""

    def __init__(self, texts: Texts) -> None:
        """Take what knows how like two texts are."""
        self._texts = texts
        self._releases: dict[str, Release] = {}
        self._by_hash: defaultdict[int, set[str]] = defaultdict(set)
        self._classes: dict[str, Class] = {}

    def load(self, release: Release, copies: Iterable[str]) -> None:
        """Know a release whose copies are known already."""
        self._releases[release.document] = release
        self._classes[release.document] = frozenset((release.document, *copies))
        for hash in release.sketch:
            self._by_hash[hash].add(release.document)

    def put(self, document: str, release: Release | None) -> tuple[set[Class], set[Class]]:
        """Take in a release in place of what it was, None to forget it; classes that go and come."""
        before = {self.all_of(document)}
        left = self._take_out(document)
        if release:
            self.load(release, ())
            before |= self._join(document, self._near(document))
        return before, {self.all_of(each) for each in (*left, document)}

    def all_of(self, document: str) -> Class:
        """A document with its copies, theirs and so on; nothing if it is not known."""
        return self._classes.get(document, frozenset())

    def _take_out(self, document: str) -> Class:
        """Forget a release, and find anew which of its copies are copies without it."""
        left = self._classes.pop(document, frozenset()) - {document}
        if old := self._releases.pop(document, None):
            for hash in old.sketch:
                self._by_hash[hash].discard(document)
        self._classes.update((each, frozenset({each})) for each in left)
        for each in sorted(left):
            self._join(each, self._near(each) & left)
        return left

    def _near(self, document: str) -> set[str]:
        """The documents that share a hash."""
        return {each for hash in self._releases[document].sketch for each in self._by_hash[hash]}

    def _join(self, document: str, others: Iterable[str]) -> set[Class]:
        """Make one class of a document's and of those of its copies among others, which come back."""
        joined: set[Class] = set()
        for other in sorted(others):
            own, its = self._classes[document], self._classes[other]
            if other not in own and self._are_same(self._releases[document], self._releases[other]):
                joined.add(its)
                self._classes.update(dict.fromkeys(own | its, own | its))
        return joined

    def _are_same(self, one: Release, other: Release) -> bool:
        days = one.days_after(other)
        if days is not None and abs(days) > _MOST_DAYS:
            return False
        least = _SAME_WITHOUT_DAY if days is None else _SAME
        return self._texts.resemblance(one.document, other.document) >= least
