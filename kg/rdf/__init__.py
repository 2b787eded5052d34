"""Facts of a document as RDF."""

from kg.rdf.mapping import Identity, to_quads

__all__ = ["Identity", "to_quads"]
