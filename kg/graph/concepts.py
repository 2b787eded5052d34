"""What the store holds of the vocabulary, kept in step with the things that are in it."""

from __future__ import annotations

from pyoxigraph import NamedNode

from kg.identity import IDENTITY
from kg.rdf.concepts import VOCABULARY, vocabulary_quads
from kg.rdf.names import Names
from kg.rdf.namespaces import term
from kg.store import Writer
from kg.vocabulary import vocabulary


def place_concepts(writer: Writer) -> None:
    """Put what is above the things in the store, and histories of its companies, in a graph of their own.

    Raises:
        StoreError: The disk refuses.
    """
    things = {quad.subject for quad in writer.quads(IDENTITY, term("skos:prefLabel"))}
    matches = writer.quads(IDENTITY, term("skos:exactMatch"))
    used = things | {quad.object for quad in matches if quad.subject in things}
    iris = sorted(node.value for node in used if isinstance(node, NamedNode))
    writer.replace(VOCABULARY, vocabulary_quads(iris, vocabulary(), Names()))
