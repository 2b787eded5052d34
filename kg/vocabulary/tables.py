"""Tables of names: one row for each thing, read from cut registries and from hand-kept Turtle."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kg.errors import SchemaError

_KG = "https://w3id.org/biopharma-kg/ontology#"
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
COLUMNS = ("id", "label", "names", "exact", "weak", "broader")


@dataclass(frozen=True, slots=True)
class Table:
    """Names of things of one kind.

    Attributes:
        kind: Entity type of all rows ("Compound").
        prefix: What makes an IRI of an id.
        kept_by_hand: Hand-kept names win over those of a registry.
        rows: Tab-separated lines with the columns of `COLUMNS`; lists within a column are split by "|".
            `names` match in any case, `exact` only as written, `weak` as written and with a low score,
            because the text itself should say what they stand for.
    """

    kind: str
    prefix: str
    kept_by_hand: bool
    rows: tuple[str, ...]


def read_tables(folder: Path) -> Iterator[Table]:
    """Yield all tables of a folder, hand-kept ones first.

    Raises:
        SchemaError: If a file cannot be read as a table or as Turtle.
    """
    for path in sorted(folder.glob("*.ttl")):
        yield from _read_turtle(path)
    for path in sorted(folder.glob("*.tsv.gz")):
        yield _read_rows(path)


def _read_rows(path: Path) -> Table:
    lines = gzip.decompress(path.read_bytes()).decode().splitlines()
    number = next((number for number, line in enumerate(lines) if not line.startswith("# ")), 0)
    head = dict(line[2:].split(": ", 1) for line in lines[:number] if ": " in line)
    if {"kind", "prefix"} - set(head) or tuple(lines[number].split("\t")) != COLUMNS:
        raise SchemaError(
            f"{path}: no name table; it must begin with '# kind:', '# prefix:' and the column names"
        )
    return Table(head["kind"], head["prefix"], False, tuple(lines[number + 1 :]))


def _read_turtle(path: Path) -> Iterator[Table]:
    things: dict[str, dict[str, list[str]]] = {}
    try:
        for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE):
            if isinstance(quad.subject, ox.NamedNode) and not isinstance(quad.object, ox.Triple):
                values = things.setdefault(quad.subject.value, {})
                values.setdefault(quad.predicate.value, []).append(quad.object.value)
    except SyntaxError as error:
        raise SchemaError(f"{path}: not valid Turtle ({error})") from error
    rows: dict[str, list[str]] = {}
    for thing, values in sorted(things.items()):
        for kind in values.get(_TYPE, ()):
            if kind.startswith(_KG):
                rows.setdefault(kind.removeprefix(_KG), []).append(_row(thing, values))
    for kind in sorted(rows):
        yield Table(kind, "", True, tuple(rows[kind]))


def _row(thing: str, values: dict[str, list[str]]) -> str:
    def of(term: str) -> list[str]:
        return sorted(values.get(_SKOS + term, ()))

    label = of("prefLabel")
    if len(label) != 1:
        raise SchemaError(f"{thing}: needs exactly one skos:prefLabel, has {len(label)}")
    lists: tuple[list[str], ...] = ([*label, *of("altLabel")], [], of("hiddenLabel"), of("broader"))
    return "\t".join((thing, label[0], *("|".join(part) for part in lists)))
