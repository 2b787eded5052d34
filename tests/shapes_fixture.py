"""The valid graph and the table of its damages, for tests of the shapes and of the gate."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

FOLDER = Path(__file__).parent / "shapes"
SHAPES = "https://w3id.org/biopharma-kg/shapes#"
_VALID = (FOLDER / "valid.ttl").read_text(encoding="utf-8")
_PREFIXES = "".join(line for line in _VALID.splitlines(keepends=True) if line.startswith("@prefix"))


def _quads(turtle: str) -> frozenset[ox.Quad]:
    return frozenset(ox.parse(turtle, format=ox.RdfFormat.TURTLE))


VALID = _quads(_VALID)
_TEXT = next(str(quad.object) for quad in VALID if quad.predicate.value.endswith("#text"))
_WORDS = {"TEXT": _TEXT, "LONG": '"' + "long " * 100 + '"'}


@dataclass(frozen=True)
class Damage:
    """A change of the valid graph that one constraint must find."""

    shape: str
    component: str
    focus: str
    out: str
    into: str

    @property
    def found(self) -> tuple[str, str, str]:
        """Shape, component and focus node of the finding that is due."""
        return SHAPES + self.shape, self.component, "https://example.org/" + self.focus.removeprefix(":")

    def graph(self) -> frozenset[ox.Quad]:
        """The valid graph with the damage done to it."""
        out, into = _triples(self.out), _triples(self.into)
        assert out <= VALID, f"{self}: what it takes out is not in the valid graph"
        assert not into & VALID, f"{self}: what it adds is in the valid graph already"
        return (VALID - out) | into

    def __str__(self) -> str:
        return f"{self.shape}-{self.component}"


def _triples(text: str) -> frozenset[ox.Quad]:
    for name, words in _WORDS.items():
        text = text.replace(name, words)
    return _quads(f"{_PREFIXES}{text} .") if text else frozenset()


def _damages(lines: Iterable[str]) -> Iterable[Damage]:
    for line in lines:
        if line and not line.startswith("#"):
            constraint, *parts = (part.strip() for part in line.split(" |"))
            shape, _, component = constraint.partition(" ")
            yield Damage(shape, component or "SPARQL", *parts)


DAMAGES = tuple(_damages((FOLDER / "damages.txt").read_text(encoding="utf-8").splitlines()))
