"""The releases of a store, and how they are linked: what corrects what, and what are copies of each other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import permutations

from pyoxigraph import Quad

from kg.graph.copies import Copies
from kg.graph.corrections import Corrections
from kg.graph.likeness import Texts
from kg.graph.release import Release
from kg.rdf.names import Names
from kg.rdf.namespaces import term
from kg.store import RELEASES


class Releases:
    """The releases of a store; their links follow from them alone, so that no order of reading counts."""

    def __init__(self, releases: Iterable[Release], read: Callable[[str], str]) -> None:
        """Know these releases; `read` gives the text of one that is in the store."""
        self._texts = Texts(read)
        self._corrections, self._copies = Corrections(self._texts), Copies(self._texts)
        for release in releases:
            self._know(release)

    def put(self, document: str, release: Release | None, text: str = "") -> tuple[set[Quad], set[Quad]]:
        """Take in a release in place of what it was, None to forget it; quads that go and come, come back."""
        touched = self._copies.all_of(document)
        before = self._links(document, [touched])
        for each in (self._corrections, self._copies):
            each.forget(document)
        self._texts.put(document, text if release else None)
        if release:
            joined = self._copies.like(release)
            before.update(_alternates(map(self._copies.all_of, joined)))
            self._know(release)
        after = self._links(document, map(self._copies.all_of, {document, *touched}))
        return before - after, after - before

    def replaced(self, document: str) -> list[str]:
        """The documents in whose place a document is, sorted."""
        return sorted(old for new, old in self._corrections.pairs(document) if new == document)

    def copies(self, document: str) -> list[str]:
        """The documents that are the same release as a document, sorted."""
        return sorted(self._copies.all_of(document) - {document})

    def _know(self, release: Release) -> None:
        for each in (self._corrections, self._copies):
            each.know(release)

    def _links(self, document: str, classes: Iterable[frozenset[str]]) -> set[Quad]:
        return {*_replacements(self._corrections.pairs(document)), *_alternates(classes)}


def _replacements(pairs: Iterable[tuple[str, str]]) -> Iterator[Quad]:
    names = Names()
    for new, old in pairs:
        corrected, replaced = names.document(new), names.document(old)
        yield Quad(corrected, term("dcterms:replaces"), replaced, RELEASES)
        yield Quad(replaced, term("dcterms:isReplacedBy"), corrected, RELEASES)


def _alternates(classes: Iterable[frozenset[str]]) -> Iterator[Quad]:
    names = Names()
    for same in set(classes):
        for one, other in permutations(map(names.document, sorted(same)), 2):
            yield Quad(one, term("prov:alternateOf"), other, RELEASES)
