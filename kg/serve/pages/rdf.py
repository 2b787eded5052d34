"""The same as a page as Turtle or JSON-LD, for programs that follow an IRI."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from io import BytesIO

import pyoxigraph as ox

from kg import resources
from kg.export.rdf import jsonld, writer
from kg.schema import schema
from kg.serve.pages.catalogue import Catalogue
from kg.store import is_of_a_document, merged
from kg.store.graphs import MERGED

_WRITERS = {
    "text/turtle": writer(ox.RdfFormat.TURTLE),
    "application/ld+json": jsonld,
}
#: The media types that a thing or a term is there in, the page first, by what an address names them.
FORMS = {"html": "text/html", "turtle": "text/turtle", "jsonld": "application/ld+json"}


def description(iri: str, catalogue: Catalogue, media_type: str) -> bytes:
    """What the graph says of a thing: triples that begin with it, and those that lead to it.

    Of a graph of a document it is what the graph holds. What leads to a controlled value is left out: it
    may be half of all statements, and a query gives it.

    Args:
        iri: The thing.
        catalogue: The catalogue.
        media_type: One of the RDF media types of `FORMS`.
    """
    output = BytesIO()
    _WRITERS[media_type](_about(iri, catalogue), output)
    return output.getvalue()


@cache
def ontology(media_type: str) -> bytes:
    """The ontology with its controlled values, in one of the RDF media types of `FORMS`."""
    # The writer of JSON-LD for graphs knows no blank nodes, which only the ontology has.
    form = ox.RdfFormat.from_media_type(media_type) or ox.RdfFormat.TURTLE
    output = BytesIO()
    writer(form)(_of_ontology(), output)
    return output.getvalue()


def _about(iri: str, catalogue: Catalogue) -> Iterator[ox.Quad]:
    node = ox.NamedNode(iri)
    if is_of_a_document(node):
        yield from map(merged, catalogue.snapshot.quads(graph=node))
    yield from catalogue.snapshot.values(node)
    if not _is_controlled(iri, catalogue):
        yield from catalogue.snapshot.inner.quads_for_pattern(None, None, node, MERGED)


def _of_ontology() -> list[ox.Quad]:
    """Its triples, with blank nodes that are called alike each time."""
    files = resources.term_files(resources.ontology())
    found = ox.Dataset(
        quad for path in files for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)
    )
    found.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return sorted(found, key=str)


def _is_controlled(iri: str, catalogue: Catalogue) -> bool:
    return catalogue.kinds.get(iri) in schema().concepts
