"""Vocabulary files of all formats as rows that have the shape of a vocabulary."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from pyoxigraph import Quad

from kg.errors import VocabularyError
from kg.loading.check import violations
from kg.loading.lists import read_hgnc, read_pairs, read_sssom
from kg.loading.ontologies import read_obo, read_obo_json, read_turtle, subject_lines, turtle_quads
from kg.loading.rows import Row, Source

_SHOWN = 5


def text_of(path: Path) -> str:
    """The text of a file, which may be compressed with gzip.

    Raises:
        VocabularyError: It cannot be read, or is no UTF-8.
    """
    try:
        data = path.read_bytes()
        data = gzip.decompress(data) if data.startswith(b"\x1f\x8b") else data
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise VocabularyError(f"{path}:{line}: not UTF-8 text ({error.reason})") from error
    except (OSError, EOFError) as error:
        raise VocabularyError(f"{path}: cannot be read ({error})") from error


def read_rows(source: Source) -> list[Row]:
    """The rows of a file, whose format its first lines tell.

    Raises:
        VocabularyError: It is of no known format, cannot be read, or is Turtle that breaks the shape.
    """
    start = source.text[:2000]
    first = next((line for line in start.split("\n") if line.strip() and not line.startswith("#")), "")
    if re.match(r"\s*(@prefix|@base|prefix\b|base\b|<)", first, re.IGNORECASE):
        quads = turtle_quads(source)
        lines = subject_lines(source, quads)
        check_shape(source, quads, lines)
        return list(read_turtle(quads, lines))
    return list(_other_rows(source, start, first))


def _other_rows(source: Source, start: str, first: str) -> Iterable[Row]:
    columns = set(first.split("\t"))
    if start.lstrip().startswith("{"):
        return read_obo_json(source)
    if re.match(r"format-version:|\[Term\]", first):
        return read_obo(source)
    if {"subject_id", "predicate_id", "object_id"} <= columns:
        return read_sssom(source)
    if columns & {"hgnc_id", "HGNC ID"}:
        return read_hgnc(source)
    if "," in first:
        return read_pairs(source)
    raise source.error(
        1, "no format that is known: Turtle, OBO, OBO graphs in JSON, HGNC, SSSOM or CSV pairs"
    )


def check_shape(source: Source, quads: Iterable[Quad], lines: Mapping[str, int]) -> None:
    """Refuse what breaks the shape of a vocabulary.

    Raises:
        VocabularyError: Something does; the first things are named, with their lines.
    """
    found = violations(quads)
    if found:
        told = [
            f"{source.path}:{lines.get(each.iri, 1)}: {each.iri} {each.message}" for each in found[:_SHOWN]
        ]
        more = [f"and {len(found) - _SHOWN} more"] if len(found) > _SHOWN else []
        raise VocabularyError("; ".join(told + more))
