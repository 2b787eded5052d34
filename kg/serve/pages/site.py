"""What pages share of one state of the graph, made anew when a newer one is published."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from functools import cached_property
from threading import Lock, Thread
from typing import cast

import pyoxigraph as ox

from kg.errors import StoreError
from kg.graph import KnowledgeGraph
from kg.rdf.namespaces import VOCABULARIES
from kg.serve.pages.catalogue import Catalogue
from kg.serve.pages.home import Home, home
from kg.serve.pages.search import Search
from kg.store import Snapshot

_CLASSES = "SELECT ?of (COUNT(*) AS ?number) { ?thing a ?of } GROUP BY ?of"
_PROPERTIES = "SELECT ?of (COUNT(*) AS ?number) { ?thing ?of ?value } GROUP BY ?of"


class Site:
    """What pages need of one snapshot.

    Attributes:
        number: The number of the snapshot.
        catalogue: Its names, documents and statements.
        search: Its search.
    """

    def __init__(self, snapshot: Snapshot) -> None:
        """Read from `snapshot`; that takes seconds for ten thousand documents."""
        self.number = snapshot.number
        self.catalogue = Catalogue(snapshot)
        self.search = Search(self.catalogue)

    def prepare(self) -> None:
        """Do now what the first readers of some pages would wait for."""
        _ = self.home, self.terms

    @cached_property
    def home(self) -> Home:
        """The home page."""
        return home(self.catalogue, self.search.counts)

    @cached_property
    def terms(self) -> Mapping[str, int]:
        """How often the graph uses each class and property of the ontology, by name."""
        counts: dict[str, int] = {}
        for query in (_CLASSES, _PROPERTIES):
            for row in cast("ox.QuerySolutions", self.catalogue.snapshot.query(query)):
                iri = row["of"].value
                if iri.startswith(VOCABULARIES["kg"]):
                    counts[iri.removeprefix(VOCABULARIES["kg"])] = int(row["number"].value)
        return counts


class Sites:
    """The site of the newest state; while it is being made, that of the state before."""

    def __init__(self, graph: KnowledgeGraph) -> None:
        """Serve a graph; nothing is read yet."""
        self._graph = graph
        self._site: Site | None = None
        self._making = Lock()

    def begin(self) -> None:
        """Make the site now, beside whatever else is done, so that the first reader need not wait for it."""
        if self._making.acquire(blocking=False):
            Thread(target=self._replace, daemon=True).start()

    def current(self) -> Site:
        """The site to answer a request from.

        Raises:
            StoreError: The store cannot be read.
        """
        if self._site is None:
            with self._making:
                self._site = self._site or self._make()
        elif self._site.number != self._graph.store.newest():
            self.begin()
        return self._site

    def _make(self) -> Site:
        site = Site(self._graph.snapshot())
        site.prepare()
        return site

    def _replace(self) -> None:
        # A state that cannot be read leaves the one before it; the next request tries again.
        try:
            with suppress(StoreError):
                self._site = self._make()
        finally:
            self._making.release()
