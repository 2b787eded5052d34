"""The releases of a store, and how they are linked: what corrects what, and what are copies of each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import permutations
from typing import cast

from pyoxigraph import NamedNode, Quad

from kg.graph.copies import Copies
from kg.graph.corrections import Corrections
from kg.graph.likeness import Texts
from kg.graph.release import Release
from kg.rdf.names import Names
from kg.rdf.namespaces import term
from kg.store import RELEASES

_ALTERNATE = term("prov:alternateOf")


class Releases:
    """The releases of a store; their links follow from them alone, so that no order of reading counts."""

    def __init__(
        self, releases: Iterable[Release], links: Iterable[Quad], read: Callable[[str], str]
    ) -> None:
        """Know the releases of a store and their links; `read` gives the text of one."""
        self._texts = Texts(read)
        self._corrections, self._copies = Corrections(self._texts), Copies(self._texts)
        known = {Names().document(release.document): release for release in releases}
        copies: defaultdict[object, list[str]] = defaultdict(list)
        for quad in links:
            if quad.predicate == _ALTERNATE:
                copies[quad.subject].append(known[cast("NamedNode", quad.object)].document)
        for node, release in known.items():
            self._corrections.know(release)
            self._copies.load(release, copies[node])

    def put(self, document: str, release: Release | None, text: str = "") -> tuple[set[Quad], set[Quad]]:
        """Take in a release in place of what it was, None to forget it; quads that go and come, come back."""
        before = set(_replacements(self._corrections.pairs(document)))
        self._corrections.forget(document)
        self._texts.put(document, text if release else None)
        old, new = self._copies.put(document, release)
        if release:
            self._corrections.know(release)
        after = {*_replacements(self._corrections.pairs(document)), *_alternates(new)}
        before.update(_alternates(old))
        return before - after, after - before

    def replaced(self, document: str) -> list[str]:
        """The documents in whose place a document is, sorted."""
        return sorted(old for new, old in self._corrections.pairs(document) if new == document)

    def copies(self, document: str) -> list[str]:
        """The documents that are the same release as a document, sorted."""
        return sorted(self._copies.all_of(document) - {document})


def _replacements(pairs: Iterable[tuple[str, str]]) -> Iterator[Quad]:
    names = Names()
    for new, old in pairs:
        corrected, replaced = names.document(new), names.document(old)
        yield Quad(corrected, term("dcterms:replaces"), replaced, RELEASES)
        yield Quad(replaced, term("dcterms:isReplacedBy"), corrected, RELEASES)


def _alternates(classes: Iterable[frozenset[str]]) -> Iterator[Quad]:
    names = Names()
    for same in classes:
        for one, other in permutations(map(names.document, sorted(same)), 2):
            yield Quad(one, _ALTERNATE, other, RELEASES)
