"""The graph as it was known on a day: what had been published by then."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Set
from typing import cast

import pyoxigraph as ox

from kg.dates import until
from kg.identity import IDENTITY
from kg.rdf.concepts import VOCABULARY
from kg.rdf.namespaces import term
from kg.store import RELEASES, SCHEMES, Snapshot, counts, merged, superseded

_ISSUED, _TYPE = term("dcterms:issued"), term("rdf:type")


def published_by(snapshot: Snapshot, day: str) -> Snapshot:
    """The documents that were published up to the end of a day, month or year, in memory.

    A document corrected later counts as it stood. Things have the IRIs and names of today, so that states of
    different days can be compared; those that no such document speaks of are out. Documents without a date
    are out too, and counted in `undated`. What rules derived and what people decided is of today, and out.

    Raises:
        QueryError: The day is no date.
    """
    issued = {quad.graph_name: quad.object for quad in snapshot.quads(None, _ISSUED)}
    counted = until(day)
    graphs = snapshot.graphs()
    kept = [g for g in graphs if g in issued and counted(cast("ox.Literal", issued[g]).value)]
    known: set[object] = set()
    memory = ox.Store()
    for graph in (SCHEMES, *kept):
        quads = list(snapshot.quads(graph=graph))
        known.update(quad.subject for quad in quads)
        memory.bulk_extend(quads)
    links = set(_links(snapshot, known))
    memory.extend(links)
    memory.extend(_about(known, snapshot.quads(graph=IDENTITY)))
    memory.extend(_reached(known, snapshot.quads(graph=VOCABULARY)))
    aside = superseded(links)
    memory.bulk_extend([merged(quad) for quad in memory if counts(quad, aside)])
    return Snapshot(memory, snapshot.number, undated=sum(graph not in issued for graph in graphs))


def _links(snapshot: Snapshot, known: Collection[object]) -> Iterator[ox.Quad]:
    for quad in snapshot.quads(graph=RELEASES):
        if quad.subject in known and quad.object in known:
            yield quad


def _about(known: Set[object], quads: Iterable[ox.Quad]) -> Iterator[ox.Quad]:
    """What is said of known things, and of nodes that link nothing but known things."""
    for subject, about in _by_subject(quads).items():
        values = {quad.object for quad in about if quad.predicate != _TYPE}
        links = {value for value in values if isinstance(value, ox.NamedNode)}
        if subject in known or (links and links <= known):
            yield from about


def _reached(known: Collection[object], quads: Iterable[ox.Quad]) -> Iterator[ox.Quad]:
    """What is said of known things, of what that leads to, and so on."""
    about = _by_subject(quads)
    waiting = [subject for subject in about if subject in known]
    while waiting:
        for quad in about.pop(waiting.pop(), ()):
            yield quad
            waiting.append(quad.object)


def _by_subject(quads: Iterable[ox.Quad]) -> dict[object, list[ox.Quad]]:
    found: defaultdict[object, list[ox.Quad]] = defaultdict(list)
    for quad in quads:
        found[quad.subject].append(quad)
    return found
