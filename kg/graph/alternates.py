"""Copies as a graph has them, and which of their statements are the same."""

from __future__ import annotations

from typing import cast

import pyoxigraph as ox

from kg.rdf.namespaces import term
from kg.store import Snapshot

_ALTERNATE, _SUBJECT, _TYPE = map(term, ("prov:alternateOf", "rdf:subject", "rdf:type"))
#: What two documents that say the same differ in.
_OWN = frozenset(map(term, ("kg:evidence", "kg:confidence", "prov:wasDerivedFrom")))


class Alternates:
    """Reader of the copies in a snapshot."""

    def __init__(self, snapshot: Snapshot) -> None:
        """Read from `snapshot`."""
        self._snapshot = snapshot
        self._of: dict[ox.NamedNode, list[ox.NamedNode]] = {}

    def of(self, document: ox.NamedNode) -> list[ox.NamedNode]:
        """The documents that are the same release as a document."""
        if document not in self._of:
            quads = self._snapshot.values(document, _ALTERNATE)
            self._of[document] = sorted((cast("ox.NamedNode", quad.object) for quad in quads), key=str)
        return self._of[document]

    def release(self, document: ox.NamedNode) -> str:
        """The IRI that stands for the release: of several documents the first."""
        return min(each.value for each in (document, *self.of(document)))

    def saying(self, statement: ox.NamedNode, document: ox.NamedNode) -> list[ox.NamedNode]:
        """The other documents of the release that say the same as a statement of a document."""
        if not self.of(document):
            return []
        about = self._said(statement)
        found = {
            quad.graph_name: each for each in self.of(document) for quad in self._snapshot.quads(each, _TYPE)
        }
        subjects = (value for property, value in about if property == _SUBJECT)
        quads = (quad for each in subjects for quad in self._snapshot.quads(None, _SUBJECT, each))
        return [
            found[quad.graph_name]
            for quad in quads
            if quad.graph_name in found and self._said(cast("ox.NamedNode", quad.subject)) == about
        ]

    def repeated(self, document: ox.NamedNode) -> list[ox.NamedNode]:
        """The statements of a document that say what a document of the release before it, by name, says."""
        before = {each for each in self.of(document) if each.value < document.value}
        quads = self._snapshot.quads(None, term("prov:wasDerivedFrom"), document) if before else ()
        found = (cast("ox.NamedNode", quad.subject) for quad in quads)
        return [each for each in found if not before.isdisjoint(self.saying(each, document))]

    def _said(self, statement: ox.NamedNode) -> frozenset[tuple[ox.NamedNode, ox.NamedNode | ox.Literal]]:
        """What a statement says; nothing where it does not count, as in a document that another replaces."""
        quads = self._snapshot.values(statement)
        return frozenset(
            (quad.predicate, cast("ox.NamedNode | ox.Literal", quad.object))
            for quad in quads
            if quad.predicate not in _OWN
        )
