"""What a document's graph was built from, and with which program, so that nothing is done twice."""

from __future__ import annotations

import hashlib
import json

import pyoxigraph as ox

from kg.document import Document
from kg.facts import FactsFile, facts_json
from kg.rdf.names import Names
from kg.rdf.namespaces import term
from kg.resources import version
from kg.vocabulary import vocabulary_stamp

#: The properties that tell what a document's graph was built with and from.
MADE_FROM = (term("kg:builtWith"), term("kg:builtFrom"))


def graph_of(item: Document | FactsFile) -> ox.NamedNode:
    """The graph that a document or its facts go into."""
    return Names().graph(id_of(item))


def origin(item: Document | FactsFile) -> frozenset[ox.Quad]:
    """Quads of the graph that tell what it is built from and with; while they hold, it is as it should be."""
    node, graph = Names().document(id_of(item)), graph_of(item)
    return frozenset(
        ox.Quad(node, property, ox.Literal(value), graph)
        for property, value in zip(MADE_FROM, (_program(), _digest(item)), strict=True)
    )


def id_of(item: Document | FactsFile) -> str:
    """The name of a document."""
    return item.id if isinstance(item, Document) else item.document


def _program() -> str:
    """The program's version, and what tells the vocabularies that a user loaded."""
    return " ".join(filter(None, (version(), vocabulary_stamp())))


def _digest(item: Document | FactsFile) -> str:
    if isinstance(item, FactsFile):
        content = facts_json(item)
    else:
        parts = (item.id, item.text, item.published, item.source, item.title, item.place, item.language)
        content = json.dumps(parts)
    return hashlib.sha256(content.encode()).hexdigest()
