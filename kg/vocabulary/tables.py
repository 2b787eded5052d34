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
_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
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
    head: dict[str, str] = {}
    for number, line in enumerate(lines):
        if not line.startswith("# "):
            break
        key, _, value = line[2:].partition(": ")
        head[key] = value
    if {"kind", "prefix"} - set(head) or tuple(lines[number].split("\t")) != COLUMNS:
        raise SchemaError(f"{path}: no name table; it must begin with '# kind:', '# prefix:' and the column names")
    return Table(head["kind"], head["prefix"], False, tuple(lines[number + 1 :]))


def _read_turtle(path: Path) -> Iterator[Table]:
    store = ox.Store()
    try:
        store.load(path=str(path), format=ox.RdfFormat.TURTLE)
    except SyntaxError as error:
        raise SchemaError(f"{path}: not valid Turtle ({error})") from error
    rows: dict[str, list[str]] = {}
    for quad in store.quads_for_pattern(None, _TYPE, None):
        kind = quad.object.value
        if kind.startswith(_KG):
            rows.setdefault(kind.removeprefix(_KG), []).append(_row(store, quad.subject))
    for kind in sorted(rows):
        yield Table(kind, "", True, tuple(sorted(rows[kind])))


def _row(store: ox.Store, thing: ox.NamedNode) -> str:
    def values(term: str) -> list[str]:
        pattern = store.quads_for_pattern(thing, ox.NamedNode(_SKOS + term), None)
        return sorted(quad.object.value for quad in pattern)

    label = values("prefLabel")
    if len(label) != 1:
        raise SchemaError(f"{thing.value}: needs exactly one skos:prefLabel, has {len(label)}")
    names = [name for name in (*label, *values("altLabel")) if name not in values("hiddenLabel")]
    lists = (names, [], values("hiddenLabel"), values("broader"))
    return "\t".join((thing.value, label[0], *("|".join(part) for part in lists)))
