"""Things by what a user calls them: any of their names, or an IRI that stands or once stood for them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import cast

import pyoxigraph as ox

from kg.errors import QueryError
from kg.identity import IDENTITY
from kg.query.answer import name_of, shortened
from kg.query.syntax import near
from kg.rdf.namespaces import prefixes, term
from kg.store import Snapshot

_MAY_BE, _REPLACED_BY = term("kg:mayBe"), term("dcterms:isReplacedBy")
_NAMED = r"""
SELECT DISTINCT ?name ?thing {
  ?thing rdfs:label|skos:prefLabel|skos:altLabel|skos:hiddenLabel ?alias .
  FILTER(LCASE(REPLACE(?alias, "[^\\p{L}\\p{N}]", "")) = LCASE(REPLACE(?name, "[^\\p{L}\\p{N}]", "")))
} ORDER BY ?thing
"""
_ALL_NAMES = """
SELECT DISTINCT ?alias { ?thing rdfs:label|skos:prefLabel|skos:altLabel|skos:hiddenLabel ?alias }
"""


def things_named(name: str, snapshot: Snapshot) -> list[ox.NamedNode]:
    """All things that have a name, sorted.

    Raises:
        QueryError: Nothing has it; the message tells what is near.
    """
    # No name is given to the solutions: the trace of the error below would take them to another thread.
    bound = {"name": ox.Literal(name)}
    found = [cast("ox.NamedNode", row["thing"]) for row in _rows(snapshot.query(_NAMED, bound))]
    if not found:
        hint = near(name, (row["alias"].value for row in _rows(snapshot.query(_ALL_NAMES))))
        raise QueryError(f"nothing in the graph is named {name!r}.{hint}")
    return found


def things_meant(name: str, snapshot: Snapshot) -> list[ox.NamedNode]:
    """The thing whose IRI this is, in full or with a usual prefix; else all things that have it as a name.

    Raises:
        QueryError: There are none.
    """
    thing = thing_with_iri(name, snapshot)
    return things_named(name, snapshot) if thing is None else [thing]


def thing_with_iri(text: str, snapshot: Snapshot) -> ox.NamedNode | None:
    """The thing whose IRI a text is or once was, in full or with a usual prefix; None if it is none."""
    node = iri_of(text)
    if node is None:
        return None
    thing = successor(node, snapshot)
    known = any(True for _ in chain(snapshot.values(thing), snapshot.quads(None, _MAY_BE, thing)))
    return thing if known else None


def the_thing(name: str, found: Sequence[ox.NamedNode], snapshot: Snapshot) -> ox.NamedNode:
    """The one thing that a name was found to stand for.

    Raises:
        QueryError: There are several; the message tells them apart.
    """
    if len(found) > 1:
        choices = "; ".join(f"{shortened(node)} ({name_of(node, snapshot)})" for node in found)
        raise QueryError(f"{name!r} names several things; give the IRI of one: {choices}")
    return found[0]


def iri_of(text: str) -> ox.NamedNode | None:
    """The IRI that a text is, in full, with or without angle brackets, or with a usual prefix; else None.

    >>> iri_of("kg:Compound"), iri_of("T-DM1")
    (<NamedNode value=https://w3id.org/biopharma-kg/ontology#Compound>, None)
    """
    text = text[1:-1] if text.startswith("<") and text.endswith(">") else text
    prefix, _, local = text.partition(":")
    try:
        return ox.NamedNode(prefixes()[prefix] + local if prefix in prefixes() else text)
    except ValueError:
        return None


def successor(node: ox.NamedNode, snapshot: Snapshot) -> ox.NamedNode:
    """What the identity graph has in place of an IRI, at the end of the chain; else the IRI itself."""
    passed = {node}
    while True:
        quads = snapshot.quads(node, _REPLACED_BY, graph=IDENTITY)
        following = [cast("ox.NamedNode", quad.object) for quad in quads]
        if len(following) != 1 or following[0] in passed:
            return node
        (node,) = following
        passed.add(node)


def _rows(results: object) -> Iterable[ox.QuerySolution]:
    return cast("ox.QuerySolutions", results)
