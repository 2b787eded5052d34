"""What readers of vocabulary files share."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from kg.errors import VocabularyError
from kg.vocabulary import Concept, Vocabulary, identifier_iri, kind_of


class Row(NamedTuple):
    """A concept with the line where it begins."""

    line: int
    concept: Concept


class Contents(NamedTuple):
    """What a file holds, and what of it was passed over, in sentences."""

    rows: list[Row]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read.

    Attributes:
        path: Where it is, for messages.
        text: What is in it.
        kind: The entity type that the user says all its things have.
        known: The vocabulary that is there already.
    """

    path: Path
    text: str
    kind: str | None
    known: Vocabulary

    def error(self, line: int, message: str) -> VocabularyError:
        """An error at a line."""
        return VocabularyError(f"{self.path}:{line}: {message}")

    def iri(self, line: int, text: str) -> str:
        """The IRI that an identifier stands for.

        Raises:
            VocabularyError: It is none, or its prefix is not registered.
        """
        iri = identifier_iri(text)
        if iri is None:
            raise self.error(
                line, f"{text!r} is no identifier with a registered prefix, such as MONDO:0018905"
            )
        return iri

    def kind_for(self, line: int, iri: str) -> str:
        """The entity type of a thing: as the user says, as the vocabulary knows it, or by its registry.

        Raises:
            VocabularyError: Nothing tells.
        """
        known = self.known.concept(iri)
        kind = self.kind or (known.kind if known else None) or kind_of(iri)
        if kind is None:
            raise self.error(line, f"what kind of thing is {iri}? Say it with --kind")
        return kind

    def table(self, delimiter: str) -> Iterator[tuple[int, list[str]]]:
        """Rows of a table with their lines; comments and empty lines are left out.

        Raises:
            VocabularyError: A row cannot be read.
        """
        reader = csv.reader(io.StringIO(self.text, newline=""), delimiter=delimiter, strict=True)
        line = 1
        try:
            for cells in reader:
                if any(cells) and not cells[0].startswith("#"):
                    yield line, [cell.strip() for cell in cells]
                line = reader.line_num + 1
        except csv.Error as error:
            raise self.error(line, f"not a row of a table ({error})") from error

    def records(self, delimiter: str) -> Iterator[tuple[int, dict[str, str]]]:
        """Rows of a table whose first row names the columns."""
        rows = self.table(delimiter)
        _, columns = next(rows, (0, []))
        for line, cells in rows:
            if len(cells) > len(columns):
                raise self.error(line, f"{len(cells)} columns, but the first row names {len(columns)}")
            yield line, dict(zip(columns, cells, strict=False))


_ACRONYM = re.compile(r"[A-Z][A-Z-]{1,7}")


def by_strength(names: list[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Names of a registry as sure and weak ones: an acronym may mean something else."""
    weak = tuple(name for name in dict.fromkeys(names) if _ACRONYM.fullmatch(name))
    return tuple(name for name in dict.fromkeys(names) if name not in weak), weak
