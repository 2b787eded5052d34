"""The quarantine: facts that the gate refused, each beside its report, for a person to mend."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

_FOLDER = "quarantine"


@dataclass(frozen=True, slots=True)
class Refused:
    """What the gate refused of one document.

    Attributes:
        slug: The last part of the document's IRI.
        facts: The facts file.
    """

    slug: str
    facts: Path

    @property
    def report(self) -> str:
        """What the gate found, a line a finding."""
        path = _report_of(self.facts)
        return path.read_text(encoding="utf-8") if path.exists() else ""


class Quarantine:
    """The folder of a store that holds what the gate refused."""

    def __init__(self, store: Path) -> None:
        """Take the folder of the store."""
        self.folder = store / _FOLDER

    def __iter__(self) -> Iterator[Refused]:
        """All that is there, sorted."""
        return (Refused(path.stem, path) for path in sorted(self.folder.glob("*.json")))

    def put(self, graph: ox.NamedNode, facts: str, report: str) -> None:
        """Keep facts with their report, in place of what was there of the same document.

        Raises:
            OSError: The disk refuses.
        """
        path = self._path(graph)
        path.parent.mkdir(exist_ok=True)
        # The report first: a process killed in between leaves no facts without one.
        for target, text in ((_report_of(path), report), (path, facts)):
            new = target.with_name(f".{target.name}.new")
            new.write_text(text, encoding="utf-8")
            new.replace(target)

    def forget(self, graph: ox.NamedNode) -> bool:
        """Drop what there is of a document. True if there was anything."""
        path = self._path(graph)
        _report_of(path).unlink(missing_ok=True)
        there = path.exists()
        path.unlink(missing_ok=True)
        return there

    def _path(self, graph: ox.NamedNode) -> Path:
        return self.folder / f"{graph.value.rsplit('/', 1)[-1]}.json"


def _report_of(facts: Path) -> Path:
    return facts.with_suffix(".txt")
