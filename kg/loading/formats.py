"""Vocabulary files of all formats as rows that have the shape of a vocabulary."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterable
from pathlib import Path

from kg.errors import VocabularyError
from kg.loading.lists import read_hgnc, read_pairs, read_sssom
from kg.loading.ontologies import read_obo, read_obo_json
from kg.loading.rows import Contents, Row, Source
from kg.loading.turtle import read_turtle


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


def read_contents(source: Source) -> Contents:
    """The rows of a file, whose format its first lines tell.

    Raises:
        VocabularyError: It is of no known format, cannot be read, holds nothing, or is Turtle that breaks the
            shape.
    """
    start = source.text[:2000]
    first = next((line for line in start.split("\n") if line.strip() and not line.startswith("#")), "")
    if re.match(r"\s*(@prefix|@base|prefix\b|base\b|<)", first, re.IGNORECASE):
        return read_turtle(source)
    rows = list(_other_rows(source, start, first))
    if not rows:
        raise source.error(1, "holds no things with names")
    return Contents(rows)


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
