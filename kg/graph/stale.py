"""What another version of the program or other vocabularies built: read again from the store itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

import pyoxigraph as ox

from kg.document import Document
from kg.errors import FactsError
from kg.facts import facts_from
from kg.graph.ledger import data_of
from kg.graph.origin import MADE_FROM, is_of_release, program
from kg.readers import Failure, Item
from kg.store import Snapshot

_HEAD = ("published", "source", "title", "place", "language", "url", "form", "filing")


def stale(snapshot: Snapshot) -> Iterator[Item]:
    """The documents that would be built otherwise today, sorted: releases to read anew, facts to map anew."""
    built_with, built_from = MADE_FROM
    for graph in snapshot.graphs():
        made = {quad.predicate: quad for quad in snapshot.quads(graph=graph) if quad.predicate in MADE_FROM}
        if made and _text(made[built_with]) != program():
            yield _item(snapshot, graph, is_of_release(_text(made[built_from])))


def _item(snapshot: Snapshot, graph: ox.NamedNode, is_release: bool) -> Item:
    data = data_of(snapshot, graph.value.rsplit("/", 1)[-1])
    if is_release:
        head = {name: data[name] for name in _HEAD if name in data}
        return Document(id=data["document"], text=data["text"], **head)
    try:
        return facts_from(data)
    except FactsError as error:
        return Failure(data["document"], str(error))


def _text(quad: ox.Quad) -> str:
    return cast("ox.Literal", quad.object).value
