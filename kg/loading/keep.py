"""Loading a vocabulary into the folder of a store, and what is loaded there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

from kg.errors import VocabularyError
from kg.loading.check import check_shape, concept_quads
from kg.loading.formats import read_contents, text_of
from kg.loading.rows import Row, Source
from kg.rdf.names import slug
from kg.resources import ontology
from kg.schema import schema
from kg.vocabulary import Concept, Vocabulary, merged, read_table, read_tables, table, vocabulary_with
from kg.vocabulary.fold import fold

_TABLE, _CLASHES = ".tsv.gz", ".clashes.tsv"


@dataclass(frozen=True, slots=True)
class Clash:
    """A name that is another thing's already; it is left out.

    Attributes:
        line: Where it stands in the file.
        name: The name.
        iri: The thing in the file.
        others: The things that have it already.
    """

    line: int
    name: str
    iri: str
    others: tuple[str, ...]

    def __str__(self) -> str:
        """The clash in a sentence."""
        return f"line {self.line}: {self.name!r} of {self.iri} is a name of {', '.join(self.others)} already"


@dataclass(frozen=True, slots=True)
class Loaded:
    """A vocabulary beside a graph.

    Attributes:
        name: Its name, from that of the file.
        concepts: How many things it has.
        names: How many names.
        clashes: What was left out.
        notes: What else was passed over, in sentences.
    """

    name: str
    concepts: int
    names: int
    clashes: tuple[Clash, ...] = ()
    notes: tuple[str, ...] = ()


def load(path: Path, folder: Path, kind: str | None = None) -> Loaded:
    """Read a vocabulary and keep it in a folder, in place of one of the same name.

    Args:
        path: SKOS in Turtle, OBO, OBO graphs in JSON, a table of HGNC, SSSOM, or a CSV of pairs; it may be
            compressed with gzip.
        folder: What `vocabulary_folder` gives.
        kind: The entity type of its things, where the file does not tell.

    Raises:
        VocabularyError: It cannot be read, or breaks the shape of a vocabulary; nothing is kept then.
    """
    if kind not in (None, *schema().entity_types):
        raise VocabularyError(f"no kind {kind!r}; there are {', '.join(sorted(schema().entity_types))}")
    name = slug(re.sub(r"(\.\w+)(\.gz)?$", "", path.name))
    source = Source(path, text_of(path), kind, _known(folder, name))
    rows, notes = read_contents(source)
    concepts = merged(row.concept for row in rows)
    lines = {row.concept.iri: row.line for row in reversed(rows)}
    check_shape(source, concept_quads(concepts), lines)
    clashes = tuple(_clashes(concepts, rows, source.known))
    kept = _without(concepts, clashes)
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder / f"{name}{_TABLE}", table(kept, f"source: {path.name}"))
    _write(folder / f"{name}{_CLASHES}", "".join(f"{clash}\n" for clash in clashes).encode())
    return Loaded(name, len(kept), sum(len(concept.labels) for concept in kept), clashes, notes)


def loaded(folder: Path) -> list[Loaded]:
    """The vocabularies in a folder, sorted by name.

    Raises:
        SchemaError: One is damaged.
    """
    found = []
    for path in sorted(folder.glob(f"*{_TABLE}")):
        concepts = list(read_table(path))
        names = sum(len(concept.labels) for concept in concepts)
        found.append(Loaded(path.name.removesuffix(_TABLE), len(concepts), names))
    return found


def remove(name: str, folder: Path) -> None:
    """Take a vocabulary out of a folder.

    Raises:
        VocabularyError: There is none of that name.
    """
    path = folder / f"{name}{_TABLE}"
    if slug(name) != name or not path.exists():
        there = ", ".join(each.name for each in loaded(folder)) or "none"
        raise VocabularyError(f"no vocabulary {name!r} in {folder}; there is {there}")
    path.unlink()
    (folder / f"{name}{_CLASHES}").unlink(missing_ok=True)


def _known(folder: Path, name: str) -> Vocabulary:
    """What is there but the vocabulary of that name."""
    if not (folder / f"{name}{_TABLE}").exists():
        return vocabulary_with(folder)
    others = (path for path in sorted(folder.glob(f"*{_TABLE}")) if path.name != f"{name}{_TABLE}")
    own = read_tables(ontology() / "vocabulary")
    return Vocabulary(chain(own, chain.from_iterable(map(read_table, others))))


def _clashes(concepts: Sequence[Concept], rows: list[Row], known: Vocabulary) -> Iterator[Clash]:
    """Names that another thing has already: one that is known, or one further up in the file."""
    lines = {name: line for line, concept in reversed(rows) for name in (*concept.names, *concept.exact)}
    own = {
        (name, concept.iri): line
        for line, concept in reversed(rows)
        for name in (*concept.names, *concept.exact)
    }
    keys = dict(zip(lines, fold("\n".join(lines)).split("\n"), strict=True)) if lines else {}
    taken = known.known_among(lines)
    first: dict[tuple[str, str], str] = {}
    for concept in concepts:
        names = (*concept.names, *concept.exact)
        same = {concept.iri, *concept.matches}
        if not taken.isdisjoint(names):
            same |= {there.iri for iri in concept.identifiers if (there := known.concept(iri))}
        for name in names:
            others = {first.setdefault((concept.kind, keys[name]), concept.iri)} - same
            if name in taken:
                others |= {entry.iri for entry in known.lookup(name, concept.kind)} - same
            if others:
                line = own.get((name, concept.iri), lines[name])
                yield Clash(line, name, concept.iri, tuple(sorted(others)))


def _without(concepts: list[Concept], clashes: tuple[Clash, ...]) -> list[Concept]:
    left_out: dict[str, set[str]] = {}
    for clash in clashes:
        left_out.setdefault(clash.iri, set()).add(clash.name)
    return [
        replace(
            concept,
            names=tuple(name for name in concept.names if name not in left_out[concept.iri]),
            exact=tuple(name for name in concept.exact if name not in left_out[concept.iri]),
        )
        if concept.iri in left_out
        else concept
        for concept in concepts
    ]


def _write(path: Path, data: bytes) -> None:
    new = path.with_name(f".{path.name}.new")
    new.write_bytes(data)
    new.replace(path)
