"""All formats that the graph can be written in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import IO, Any, Literal, TypeAlias
from zipfile import ZipFile

import pyoxigraph as ox

from kg.errors import InputError
from kg.export import rdf
from kg.export.cytoscape import write_cytoscape
from kg.export.files import write_whole
from kg.export.gexf import write_gexf
from kg.export.graphml import write_graphml
from kg.export.tables import write_tables
from kg.export.workbook import write_workbook

#: What a format is written from: all quads, the triples that queries see without GRAPH, a network of things,
#: or sheets of facts.
Content: TypeAlias = Literal["quads", "triples", "network", "sheets"]

_UNION = "RDF; the union of the graphs, without statements of superseded documents"
_LINKS = "links between things; no results, no tickers, no payments without both sides"


@dataclass(frozen=True, slots=True)
class Format:
    """A format that the graph can be written in.

    Attributes:
        holds: What a file of it holds, and what is lost, in a line.
        content: What its writer takes.
        endings: Endings of files that stand for it.
        write: The writer.
        folder: Whether it is an archive that may as well be a folder.
    """

    holds: str
    content: Content
    endings: tuple[str, ...]
    write: Callable[[Any, IO[bytes]], None]
    folder: bool = False


FORMATS: Mapping[str, Format] = {
    "turtle": Format(_UNION, "triples", (".ttl",), rdf.writer(ox.RdfFormat.TURTLE)),
    "trig": Format("RDF; everything", "quads", (".trig",), rdf.writer(ox.RdfFormat.TRIG)),
    "ntriples": Format(_UNION, "triples", (".nt",), rdf.writer(ox.RdfFormat.N_TRIPLES)),
    "nquads": Format("RDF; everything", "quads", (".nq",), rdf.writer(ox.RdfFormat.N_QUADS)),
    "jsonld": Format("RDF; everything", "quads", (".jsonld",), rdf.jsonld),
    "rdfxml": Format(_UNION, "triples", (".rdf", ".xml"), rdf.writer(ox.RdfFormat.RDF_XML)),
    "graphml": Format(f"{_LINKS}; lists are JSON texts", "network", (".graphml",), write_graphml),
    "gexf": Format(
        f"{_LINKS}; lists are JSON texts; days for Gephi's timeline", "network", (".gexf",), write_gexf
    ),
    "cytoscape": Format(_LINKS, "network", (".cyjs",), write_cytoscape),
    "csv": Format(
        f"{_LINKS}; nodes.csv and edges.csv for Neo4j, in a folder or zip; a semicolon in an element of "
        "a list becomes a comma, a cell that looks like a formula begins with an apostrophe",
        "network",
        (".zip",),
        write_tables,
        folder=True,
    ),
    "xlsx": Format(
        "all facts, a sheet a predicate, with quotes and links; no places of the quotes in the text",
        "sheets",
        (".xlsx",),
        write_workbook,
    ),
}


def format_of(path: Path) -> str:
    """The name of the format that a file's ending stands for.

    Raises:
        InputError: It stands for none.
    """
    ending = path.suffix.lower()
    for name, known in FORMATS.items():
        if ending in known.endings:
            return name
    raise InputError(f"{path}: the ending tells no format; name one of {', '.join(FORMATS)}")


def format_named(name: str) -> Format:
    """A format by its name.

    Raises:
        InputError: There is none of that name.
    """
    if name not in FORMATS:
        raise InputError(f"no format is named {name!r}; there are {', '.join(FORMATS)}")
    return FORMATS[name]


def export(content: object, format: str, target: Path | IO[bytes]) -> None:
    """Write what `FORMATS[format].content` says, in that format.

    A file is written beside its place and then renamed, so that nobody ever reads half of it.

    Raises:
        InputError: There is no such format, or the file cannot be written.
        ExtraError: A library for the format is not installed.
    """
    known = format_named(format)
    if not isinstance(target, Path):
        known.write(content, target)
    elif known.folder and target.suffix.lower() not in known.endings:
        _write_folder(partial(known.write, content), target)
    else:
        write_whole(target, partial(known.write, content))


def _write_folder(write: Callable[[IO[bytes]], None], folder: Path) -> None:
    """Write the files of an archive into a folder."""
    archive = BytesIO()
    write(archive)
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise InputError(f"{folder}: cannot be made: {error.strerror or error}") from error
    with ZipFile(archive) as files:
        for name in files.namelist():
            write_whole(folder / name, partial(_write, files.read(name)))


def _write(data: bytes, output: IO[bytes]) -> None:
    output.write(data)
