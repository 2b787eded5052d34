"""Corrections: which releases are there in place of earlier ones of the same issuer.

A correction is known by its headline or first words ("CORRECTION", "Correcting and Replacing", "Updated"). It
replaces what the same issuer published in the month before with nearly the same title or news.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from kg.dates import last_day
from kg.graph.likeness import Texts
from kg.graph.release import Release

_MOST_DAYS = 31
_SAME_TITLE, _SAME_NEWS = 0.8, 0.7


class Corrections:
    """Releases, and which of them replace which; that follows from the releases alone, in any order."""

    def __init__(self, texts: Texts) -> None:
        """Take what knows how like two texts are."""
        self._texts = texts
        self._releases: dict[str, Release] = {}
        self._by_issuer: defaultdict[str, dict[str, Release]] = defaultdict(dict)

    def know(self, release: Release) -> None:
        """Take in a release."""
        self._releases[release.document] = self._by_issuer[release.issuer][release.document] = release

    def forget(self, document: str) -> None:
        """Let go of a release."""
        if release := self._releases.pop(document, None):
            del self._by_issuer[release.issuer][document]

    def pairs(self, document: str) -> Iterator[tuple[str, str]]:
        """Each document that replaces another, with that, if one of both is a document."""
        own = self._releases.get(document)
        for other in self._by_issuer[own.issuer].values() if own else ():
            for new, old in ((own, other), (other, own)):
                if new and old and self._replaces(new, old):
                    yield new.document, old.document

    def _replaces(self, new: Release, old: Release) -> bool:
        if not (new.corrects and new.published and old.published):
            return False
        day, earlier = (date.fromisoformat(last_day(each)) for each in (new.published, old.published))
        comes_after = day > earlier or (day == earlier and not old.corrects)
        return comes_after and (day - earlier).days <= _MOST_DAYS and self._are_alike(new, old)

    def _are_alike(self, new: Release, old: Release) -> bool:
        words, others = {*new.title}, {*old.title}
        if words and others and len(words & others) >= _SAME_TITLE * len(words | others):
            return True
        near = not {*new.sketch}.isdisjoint(old.sketch)
        return near and self._texts.resemblance(new.document, old.document) >= _SAME_NEWS
