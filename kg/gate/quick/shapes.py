"""Shapes as functions, read from Turtle: what the shapes of this program use of SHACL, and no more."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeAlias

import pyoxigraph as ox

from kg.gate.quick.constraints import CONSTRAINTS, Holds, text
from kg.gate.quick.index import Index, Node, Undecided
from kg.rdf.namespaces import VOCABULARIES, term

_Values: TypeAlias = Callable[[Index, Node], Collection[Node]]

_FIRST, _REST, _TYPE = map(term, ("rdf:first", "rdf:rest", "rdf:type"))
_PATH, _EITHER = term("sh:path"), term("sh:alternativePath")
_CLASS, _SUBJECTS = term("sh:targetClass"), term("sh:targetSubjectsOf")
_SEVERITY, _MESSAGE = term("sh:severity"), term("sh:message")
_SPARQL, _SELECT, _PREFIXES = term("sh:sparql"), term("sh:select"), term("sh:prefixes")
_DECLARE, _PREFIX, _NAMESPACE = term("sh:declare"), term("sh:prefix"), term("sh:namespace")
#: All of SHACL that is understood.
_UNDERSTOOD = CONSTRAINTS.keys() | {
    *(_PATH, _EITHER, _CLASS, _SUBJECTS, _SEVERITY, _MESSAGE),
    *(_SPARQL, _SELECT, _PREFIXES, _DECLARE, _PREFIX, _NAMESPACE),
}
_KINDS = {term("sh:NodeShape"), term("sh:PropertyShape")}


@dataclass(frozen=True, slots=True)
class Shape:
    """A shape.

    Attributes:
        name: Its IRI.
        path: The property concerned as SPARQL writes it, "" for a node shape.
        severity: "Violation" or "Warning".
        message: What to do.
        targets: What finds its focus nodes.
        values: What finds the values of a focus node.
        constraints: What must hold for a focus node, by parameter.
        queries: What must have no solution, in SPARQL.
    """

    name: str
    path: str
    severity: str
    message: str
    targets: tuple[Callable[[Index], Collection[Node]], ...]
    values: _Values
    constraints: tuple[tuple[Node, Holds], ...]
    queries: tuple[str, ...]

    def focus(self, index: Index) -> set[Node]:
        """The nodes to check."""
        return {node for find in self.targets for node in find(index)}

    def broken(self, index: Index, focus: Node) -> Iterator[Node]:
        """The parameters of constraints, but for queries, that do not hold for a focus node."""
        values = self.values(index, focus)
        return (parameter for parameter, holds in self.constraints if not holds(index, focus, values))


class Shapes:
    """The shapes in the Turtle files of a folder."""

    def __init__(self, folder: Path) -> None:
        """Read the files.

        Raises:
            Undecided: They use something that is not understood.
        """
        self._found: dict[Node, dict[Node, list[Node]]] = {}
        for path in sorted(folder.glob("*.ttl")):
            for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE, rename_blank_nodes=True):
                if not _is_understood(quad):
                    raise Undecided
                self._found.setdefault(quad.subject, {}).setdefault(quad.predicate, []).append(quad.object)

    def targeted(self) -> list[Shape]:
        """The shapes that have focus nodes of their own.

        Raises:
            Undecided: They use something that is not understood.
        """
        return [
            self._shape(node) for node, stated in self._found.items() if {_CLASS, _SUBJECTS} & stated.keys()
        ]

    def conforming(self, node: Node) -> Callable[[Index, Node], bool]:
        """What tells whether a focus node breaks nothing of a shape."""
        shape = self._shape(node)
        if shape.queries:
            raise Undecided
        return lambda index, focus: next(shape.broken(index, focus), None) is None

    def items(self, start: Node) -> Iterator[Node]:
        """The members of a list."""
        while first := self._all(start, _FIRST):
            yield first[0]
            start = self._all(start, _REST)[0]

    def _all(self, node: Node, predicate: Node) -> list[Node]:
        return self._found.get(node, {}).get(predicate, [])

    def _text(self, node: Node, predicate: Node) -> str:
        return min(map(text, self._all(node, predicate)), default="")

    def _shape(self, node: Node) -> Shape:
        path, values = next(map(self._path, self._all(node, _PATH)), ("", _itself))
        return Shape(
            name=text(node) if isinstance(node, ox.NamedNode) else "",
            path=path,
            severity=self._text(node, _SEVERITY).rpartition("#")[2],
            message=self._text(node, _MESSAGE),
            targets=(
                *(partial(Index.instances, of=each) for each in self._all(node, _CLASS)),
                *(partial(Index.subjects, predicate=each) for each in self._all(node, _SUBJECTS)),
            ),
            values=values,
            constraints=tuple(
                (parameter, build(value, self))
                for parameter, build in CONSTRAINTS.items()
                for value in self._all(node, parameter)
            ),
            queries=tuple(map(self._query, self._all(node, _SPARQL))),
        )

    def _query(self, node: Node) -> str:
        select = self._text(node, _SELECT)
        for declared in (
            each for prefixes in self._all(node, _PREFIXES) for each in self._all(prefixes, _DECLARE)
        ):
            prefix = self._text(declared, _PREFIX)
            # Prefixes that are not used would take longer to parse than the query.
            if f"{prefix}:" in select:
                select = f"PREFIX {prefix}: <{self._text(declared, _NAMESPACE)}>\n{select}"
        return select

    def _path(self, node: Node) -> tuple[str, _Values]:
        """A property, a sequence of some or a choice of some: as SPARQL writes it, and what walks it."""
        either = self._all(node, _EITHER)
        steps = list(self.items(either[0] if either else node)) or [node]
        written = ("|" if either else "/").join(map(text, steps))
        if len(steps) == 1:
            return written, lambda index, focus: index.values(focus, steps[0])
        return written, partial(_choice if either else _sequence, steps)


def _is_understood(quad: ox.Quad) -> bool:
    if quad.predicate == _TYPE:
        return quad.object in _KINDS
    return quad.predicate in _UNDERSTOOD or not quad.predicate.value.startswith(VOCABULARIES["sh"])


def _itself(_: Index, focus: Node) -> Collection[Node]:
    return (focus,)


def _choice(steps: list[Node], index: Index, focus: Node) -> Collection[Node]:
    return {value for step in steps for value in index.values(focus, step)}


def _sequence(steps: list[Node], index: Index, focus: Node) -> Collection[Node]:
    reached = {focus}
    for step in steps:
        reached = {value for node in reached for value in index.values(node, step)}
    return reached
