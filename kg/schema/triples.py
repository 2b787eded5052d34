"""The triples of Turtle files, for readers that look up terms by subject and predicate."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph as ox

from kg.errors import SchemaError


@dataclass(frozen=True, slots=True)
class Triples:
    """Triples with every term as its text, and the file that each subject first stands in."""

    values: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    files: dict[str, Path] = field(default_factory=dict)

    @classmethod
    def read(cls, files: Iterable[Path]) -> Triples:
        """The triples of Turtle files, in the order of the files.

        Raises:
            SchemaError: A file cannot be read, or breaks the syntax of Turtle.
        """
        triples = cls()
        for file in files:
            for subject, predicate, value in _parse(file):
                triples.values.setdefault(subject, {}).setdefault(predicate, []).append(value)
                triples.files.setdefault(subject, file)
        return triples

    def all(self, subject: str, predicate: str) -> list[str]:
        """All values of the predicate at the subject."""
        return self.values.get(subject, {}).get(predicate, [])

    def one(self, subject: str, predicate: str) -> str:
        """The only value of the predicate at the subject.

        Raises:
            SchemaError: There is none, or more than one.
        """
        values = self.all(subject, predicate)
        if len(values) != 1:
            raise self.error(subject, f"must have one <{predicate}>, but has {len(values)}")
        return values[0]

    def having(self, predicate: str) -> Iterator[tuple[str, str]]:
        """Each subject that has the predicate, with each of its values."""
        for subject, values in self.values.items():
            for value in values.get(predicate, ()):
                yield subject, value

    def error(self, subject: str, what: str) -> SchemaError:
        """An error that names the subject and the file that it stands in, if it does in any."""
        return SchemaError(f"{self.files.get(subject, 'ontology')}: <{subject}> {what}")


def _parse(file: Path) -> Iterator[tuple[str, str, str]]:
    try:
        for quad in ox.parse(path=file, format=ox.RdfFormat.TURTLE, without_named_graphs=True):
            yield quad.subject.value, quad.predicate.value, quad.object.value
    except OSError as error:
        raise SchemaError(f"{file}: cannot be read ({error.strerror or error})") from error
    except SyntaxError as error:
        raise SchemaError(f"{file}, line {error.lineno}: {error.msg}; mend the Turtle") from error
