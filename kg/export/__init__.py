"""The graph as files for other tools; the same graph always gives the same bytes."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import IO

import pyoxigraph as ox

from kg.errors import InputError
from kg.export.jsonld import write_jsonld
from kg.rdf.namespaces import prefixes


def _writer_of(form: ox.RdfFormat) -> Callable[[Iterable[ox.Quad], IO[bytes]], None]:
    def write(quads: Iterable[ox.Quad], output: IO[bytes]) -> None:
        if form.supports_datasets:
            ox.serialize(_sorted_quads(quads), output, form, prefixes=prefixes())
        else:
            triples = {quad.triple for quad in quads}
            ox.serialize(sorted(triples, key=str), output, form, prefixes=prefixes())

    return write


#: What writes each format, by its name. Turtle, N-Triples and RDF/XML hold the union of all named graphs.
EXPORTS: Mapping[str, Callable[[Iterable[ox.Quad], IO[bytes]], None]] = {
    "turtle": _writer_of(ox.RdfFormat.TURTLE),
    "trig": _writer_of(ox.RdfFormat.TRIG),
    "ntriples": _writer_of(ox.RdfFormat.N_TRIPLES),
    "nquads": _writer_of(ox.RdfFormat.N_QUADS),
    "jsonld": lambda quads, output: write_jsonld(_sorted_quads(quads), output),
    "rdfxml": _writer_of(ox.RdfFormat.RDF_XML),
}
_ENDINGS = {".ttl": "turtle", ".nt": "ntriples", ".nq": "nquads", ".rdf": "rdfxml", ".xml": "rdfxml"}


def format_of(path: Path) -> str:
    """The format that a file's ending stands for.

    Raises:
        InputError: It stands for none.
    """
    ending = path.suffix.lower()
    name = _ENDINGS.get(ending, ending[1:])
    if name not in EXPORTS:
        raise InputError(f"{path}: the ending tells no format; name one of {', '.join(EXPORTS)}")
    return name


def export(quads: Iterable[ox.Quad], format: str, target: Path | IO[bytes]) -> None:
    """Write quads in one of the formats `EXPORTS`, sorted and with prefixes.

    A file is written beside its place and then renamed, so that nobody ever reads half of it.

    Raises:
        InputError: There is no such format, or the file cannot be written.
    """
    if format not in EXPORTS:
        raise InputError(f"no format is named {format!r}; there are {', '.join(EXPORTS)}")
    if not isinstance(target, Path):
        EXPORTS[format](quads, target)
        return
    new = target.with_name(f".{target.name}.new-{os.getpid()}")
    try:
        with new.open("wb") as output:
            EXPORTS[format](quads, output)
        new.replace(target)
    except OSError as error:
        with suppress(OSError):
            new.unlink(missing_ok=True)
        raise InputError(f"{target}: cannot be written: {error.strerror or error}") from error


def _sorted_quads(quads: Iterable[ox.Quad]) -> list[ox.Quad]:
    return sorted(quads, key=lambda quad: (str(quad.graph_name), str(quad.triple)))
