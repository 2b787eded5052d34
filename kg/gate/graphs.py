"""The graphs that pySHACL works on: it asks them so much that it pays to index every question."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import Any, TypeAlias

import pyoxigraph as ox
import rdflib
from rdflib.paths import Path as PropertyPath
from rdflib.query import Result

from kg.gate.ontology import ASKED_BY_CORE
from kg.rdf.namespaces import term

_Node: TypeAlias = rdflib.term.Node
_Triple: TypeAlias = tuple[_Node, _Node, _Node]

_STRING = term("xsd:string")
#: Forms that rdflib does not insist on: it takes "1e3" for a decimal, and "NaN", which it cannot compare, and
#: warns of a boolean that is none. A literal without the form counts as a string.
_FORMS = {
    term("xsd:decimal"): re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)"),
    term("xsd:boolean"): re.compile("true|false|0|1"),
}


class Table(rdflib.Graph):
    """A graph that never changes, with the answer to every pattern at hand.

    pySHACL takes a third less time with it than with rdflib's own store.
    """

    def __init__(self, triples: Iterable[_Triple]) -> None:
        """Hold the triples, each once."""
        super().__init__(bind_namespaces="none")
        self._found: dict[tuple[object, ...], list[_Triple]] = {}
        for triple in dict.fromkeys(triples):
            for pattern in _patterns(triple):
                self._found.setdefault(pattern, []).append(triple)

    def __len__(self) -> int:
        """How many triples there are."""
        return len(self._found.get((None, None, None), ()))

    def triples(  # type: ignore[override]  # an iterator where rdflib has a generator
        self, pattern: tuple[_Node | None, PropertyPath | _Node | None, _Node | None]
    ) -> Iterator[tuple[_Node, Any, _Node]]:
        """The triples that match a pattern, in which None stands for anything."""
        if isinstance(pattern[1], PropertyPath):
            return super().triples(pattern)
        return iter(self._found.get(pattern, ()))


class DataGraph(Table):
    """A document's graph with what Core asks of the ontology; Oxigraph answers its queries.

    rdflib would take longer over them than over all else.
    """

    def __init__(self, quads: Iterable[ox.Quad], ontology: list[ox.Quad]) -> None:
        """Take the graph from `quads` of any graphs, and `ontology` from `kg.gate.ontology.vocabulary`."""
        plain = [ox.Quad(*quad.triple) for quad in quads]
        self._mirror = ox.Store()
        self._mirror.extend(ontology)
        self._mirror.extend(plain)
        asked = (quad for quad in ontology if quad.predicate in ASKED_BY_CORE)
        super().__init__(map(_triple, chain(plain, asked)))

    def query(  # type: ignore[override]  # only what pySHACL gives
        self,
        text: str,
        _processor: object,
        _result: object,
        _prefixes: object,
        bindings: Mapping[str, rdflib.term.Node],
        *_: object,
    ) -> Result:
        """The solutions of a SELECT query."""
        solutions = self._mirror.query(
            text, substitutions={ox.Variable(name): _bound(node) for name, node in bindings.items()}
        )
        assert isinstance(solutions, ox.QuerySolutions)
        found = Result("SELECT")
        found.vars = [rdflib.Variable(variable.value) for variable in solutions.variables]
        found.bindings = [
            {name: _term(node) for name, node in zip(found.vars, row, strict=True) if node is not None}
            for row in solutions
        ]
        return found


def shapes_graph(folder: Path) -> Table:
    """All shapes of a folder."""
    read = rdflib.Graph(bind_namespaces="none")
    for path in sorted(folder.glob("*.ttl")):
        read.parse(path)
    return Table(read)


def _patterns(triple: _Triple) -> Iterator[tuple[object, ...]]:
    subject, predicate, value = triple
    for one in (subject, None):
        for two in (predicate, None):
            yield one, two, value
            yield one, two, None


def _is_ill_formed(node: ox.Literal) -> bool:
    form = _FORMS.get(node.datatype)
    return form is not None and not form.fullmatch(node.value)


def _bound(node: rdflib.term.Node) -> ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple:
    return ox.BlankNode(node) if isinstance(node, rdflib.BNode) else ox.NamedNode(str(node))


def _triple(quad: ox.Quad) -> _Triple:
    return _term(quad.subject), _term(quad.predicate), _term(quad.object)


@lru_cache(maxsize=10_000)
def _iri(iri: str) -> rdflib.URIRef:
    return rdflib.URIRef(iri)


def _term(node: object) -> rdflib.term.Identifier:
    if isinstance(node, ox.NamedNode):
        return _iri(node.value)
    if isinstance(node, ox.Literal):
        plain = node.language or node.datatype == _STRING or _is_ill_formed(node)
        datatype = None if plain else node.datatype.value
        return rdflib.Literal(node.value, lang=node.language, datatype=datatype, normalize=False)
    return rdflib.BNode(str(node).removeprefix("_:"))
