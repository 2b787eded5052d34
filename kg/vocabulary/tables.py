"""Lists of names as files: tables cut from registries, and hand-kept Turtle."""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Iterator
from pathlib import Path

import pyoxigraph as ox

from kg.errors import SchemaError
from kg.vocabulary.concept import COLUMN, COLUMNS, Concept, parse

KG = "https://w3id.org/biopharma-kg/ontology#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_TABLE, _NOTE = "*.tsv.gz", "# "


def read_tables(folder: Path) -> Iterator[Concept]:
    """Yield all concepts of a folder, hand-kept ones first.

    Raises:
        SchemaError: If a file cannot be read as a table or as Turtle.
    """
    for path in sorted(folder.glob("*.ttl")):
        yield from read_turtle(path)
    for path in sorted(folder.glob(_TABLE)):
        yield from read_table(path)


def read_table(path: Path) -> Iterator[Concept]:
    """Yield the concepts of a table.

    Raises:
        SchemaError: If it is none.
    """
    try:
        lines = gzip.decompress(path.read_bytes()).decode().split("\n")
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise SchemaError(f"{path}: no table of names ({error})") from error
    start = next((number for number, line in enumerate(lines) if not line.startswith(_NOTE)), 0)
    if tuple(lines[start].split(COLUMN)) != COLUMNS:
        raise SchemaError(f"{path}: no table of names; its first line must be {' '.join(COLUMNS)!r}")
    yield from map(parse, filter(None, lines[start + 1 :]))


def table(concepts: Iterable[Concept], note: str) -> bytes:
    """The content of a table, the same bytes for the same concepts.

    Args:
        concepts: Its rows.
        note: Where they come from.
    """
    lines = [_NOTE + note, COLUMN.join(COLUMNS), *(concept.line() for concept in concepts)]
    return gzip.compress("\n".join(lines).encode(), mtime=0)


def read_turtle(path: Path) -> Iterator[Concept]:
    """Yield the concepts of a Turtle file: what has a class of this project's ontology.

    Raises:
        SchemaError: If it cannot be read.
    """
    try:
        quads = list(ox.parse(path=str(path), format=ox.RdfFormat.TURTLE))
    except SyntaxError as error:
        raise SchemaError(f"{path}: not valid Turtle ({error})") from error
    yield from concepts_of(quads)


def concepts_of(quads: Iterable[ox.Quad]) -> Iterator[Concept]:
    """Yield what has a class of this project's ontology, sorted by IRI.

    Raises:
        SchemaError: If a concept has no preferred name, or several.
    """
    things: dict[str, dict[str, list[str]]] = {}
    for quad in quads:
        if isinstance(quad.subject, ox.NamedNode) and not isinstance(quad.object, ox.Triple):
            values = things.setdefault(quad.subject.value, {})
            values.setdefault(quad.predicate.value, []).append(quad.object.value)
    for thing, values in sorted(things.items()):
        for kind in sorted(values.get(TYPE, ())):
            if kind.startswith(KG):
                yield _concept(thing, kind.removeprefix(KG), values)


def _concept(thing: str, kind: str, values: dict[str, list[str]]) -> Concept:
    def of(term: str) -> tuple[str, ...]:
        return tuple(sorted(values.get(term, ())))

    label = of(SKOS + "prefLabel")
    if len(label) != 1:
        raise SchemaError(f"{thing}: needs exactly one skos:prefLabel, has {len(label)}")
    return Concept(
        thing,
        kind,
        label[0],
        names=(*label, *of(SKOS + "altLabel")),
        weak=of(SKOS + "hiddenLabel"),
        broader=of(SKOS + "broader"),
        matches=of(SKOS + "exactMatch"),
        context=(*of(KG + "context"), *of(KG + "ticker")),
        by_hand=True,
    )
