"""Copies: which documents are the same release, from two wires for example, or with a note at the head.

Two are if 0.7 of their news is the same and they were published within two weeks, or 0.9 where a day is
unknown. Announcements of one kind by one company, months apart, have up to 0.9 in common. A copy of a copy is
one too.
"""

from __future__ import annotations

from collections import defaultdict

from kg.graph.likeness import Texts
from kg.graph.release import Release

_MOST_DAYS = 14
_SAME, _SAME_WITHOUT_DAY = 0.7, 0.9


class Copies:
    """Releases, and which of them are the same."""

    def __init__(self, texts: Texts) -> None:
        """Take what knows how like two texts are."""
        self._texts = texts
        self._releases: dict[str, Release] = {}
        self._by_hash: defaultdict[int, set[str]] = defaultdict(set)
        self._like: dict[str, set[str]] = {}

    def know(self, release: Release) -> None:
        """Take in a release that is not known."""
        self._releases[release.document] = release
        for hash in release.sketch:
            self._by_hash[hash].add(release.document)
        self._forget_likeness(release.document)

    def forget(self, document: str) -> None:
        """Let go of a release."""
        self._forget_likeness(document)
        if release := self._releases.pop(document, None):
            for hash in release.sketch:
                self._by_hash[hash].discard(document)

    def all_of(self, document: str) -> frozenset[str]:
        """A document with its copies, theirs and so on."""
        found = {document} & self._releases.keys()
        waiting = list(found)
        while waiting:
            new = self.like(self._releases[waiting.pop()]) - found
            found |= new
            waiting += new
        return frozenset(found)

    def like(self, release: Release) -> set[str]:
        """The known documents that are like a release enough to be its copies."""
        document = release.document
        if document not in self._like:
            near = {each for hash in release.sketch for each in self._by_hash[hash]} - {document}
            self._like[document] = {each for each in near if self._are_same(release, self._releases[each])}
        return self._like[document]

    def _forget_likeness(self, document: str) -> None:
        for other in self._like.pop(document, ()):
            self._like.pop(other, None)

    def _are_same(self, one: Release, other: Release) -> bool:
        days = one.days_after(other)
        if days is not None and abs(days) > _MOST_DAYS:
            return False
        least = _SAME_WITHOUT_DAY if days is None else _SAME
        return self._texts.resemblance(one.document, other.document) >= least
