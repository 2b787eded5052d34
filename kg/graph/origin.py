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

_RELEASE = "release "
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
        for property, value in zip(MADE_FROM, (program(), _content(item)), strict=True)
    )


def id_of(item: Document | FactsFile) -> str:
    """The name of a document."""
    return item.id if isinstance(item, Document) else item.document


def program() -> str:
    """The program's version, and what tells the vocabularies that a user loaded."""
    stamp = vocabulary_stamp()
    return f"{version()}, vocabulary {stamp}" if stamp else version()


def is_of_release(built_from: str) -> bool:
    """Whether a graph is of a release that the program read, and not of facts that it was given."""
    return built_from.startswith(_RELEASE)


def _content(item: Document | FactsFile) -> str:
    if isinstance(item, FactsFile):
        return f"facts {_digest(facts_json(item))}"
    parts = (item.id, item.text, item.published, item.source, item.title, item.place, item.language)
    return _RELEASE + _digest(json.dumps(parts))


def _digest(content: str) -> str:
    return hashlib.sha256(content.encode()).hexdigest()
