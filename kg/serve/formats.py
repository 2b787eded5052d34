"""The formats of answers, and which of them a client wants."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

import pyoxigraph as ox

from kg.serve.negotiation import accepted

F = TypeVar("F", ox.QueryResultsFormat, ox.RdfFormat)


@dataclass(frozen=True, slots=True)
class Format(Generic[F]):
    """A format of answers.

    Attributes:
        engine: The engine's name for it.
        media: What it is called in Accept and Content-Type, the usual name first.
    """

    engine: F
    media: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """How a row shows in the bytes of a format, so that rows can be counted as they pass.

    Attributes:
        bytes: What stands once for each row, outside of quotes.
        besides: How often it stands there without a row.
        quotes: How a quote within quotes is written, where quotes may hold the mark.
    """

    bytes: bytes
    besides: int = 0
    quotes: Literal["doubled", "escaped"] | None = None


#: For SELECT and ASK; the server's own preference first.
ROWS: Mapping[str, Format[ox.QueryResultsFormat]] = {
    "json": Format(ox.QueryResultsFormat.JSON, ("application/sparql-results+json", "application/json")),
    "xml": Format(
        ox.QueryResultsFormat.XML, ("application/sparql-results+xml", "application/xml", "text/xml")
    ),
    "csv": Format(ox.QueryResultsFormat.CSV, ("text/csv",)),
    "tsv": Format(ox.QueryResultsFormat.TSV, ("text/tab-separated-values",)),
}
#: For CONSTRUCT and DESCRIBE, and all else that is a graph.
GRAPHS: Mapping[str, Format[ox.RdfFormat]] = {
    "turtle": Format(ox.RdfFormat.TURTLE, ("text/turtle", "application/x-turtle")),
    "ntriples": Format(ox.RdfFormat.N_TRIPLES, ("application/n-triples", "text/plain")),
    "jsonld": Format(ox.RdfFormat.JSON_LD, ("application/ld+json", "application/json")),
    "rdfxml": Format(ox.RdfFormat.RDF_XML, ("application/rdf+xml", "application/xml", "text/xml")),
}
#: By the names of `ROWS`.
MARKS: Mapping[str, Mark] = {
    "json": Mark(b",{", besides=-1, quotes="escaped"),
    "xml": Mark(b"<result>"),
    "csv": Mark(b"\n", besides=1, quotes="doubled"),
    "tsv": Mark(b"\n", besides=1),
}


def wanted(accept: str, formats: Mapping[str, Format[F]]) -> tuple[str, str] | None:
    """The format that a client wants most, with the name that it calls it by; None if it wants none.

    Of several wanted alike it is the first of `formats`, by its usual name.

    Args:
        accept: The header Accept; empty for anything.
        formats: What there is.
    """
    names = {media: name for name, format in formats.items() for media in format.media}
    media = accepted(accept, sorted(names, key=lambda each: formats[names[each]].media.index(each)))
    return (names[media], media) if media else None


def media_types(formats: Mapping[str, Format[F]]) -> list[str]:
    """The usual names of formats."""
    return [format.media[0] for format in formats.values()]
