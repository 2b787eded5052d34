"""The gate: a document's graph enters the store only if it breaks no shape that says it would mislead."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import TypeAlias

import pyoxigraph as ox
import rdflib
from pyshacl import validate
from rdflib.collection import Collection
from rdflib.namespace import SH
from rdflib.query import Result

from kg import resources
from kg.rdf.namespaces import prefixes, term

_Triple: TypeAlias = tuple[rdflib.term.Identifier, rdflib.term.Identifier, rdflib.term.Identifier]
_STRING, _DECIMAL = term("xsd:string"), term("xsd:decimal")
_DECIMAL_FORM = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)")
#: What constraints in SHACL Core ask of the ontology, and what those in SPARQL ask: also what is declared,
#: domains and ranges, and unions of classes.
_ASKED_BY_CORE = {term("rdfs:subClassOf"), term("kg:factPredicate")}
_ASKED = _ASKED_BY_CORE | {
    *map(term, ("rdf:type", "rdf:first", "rdf:rest", "rdfs:domain", "rdfs:range", "owl:unionOf")),
}


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One result of validation.

    Attributes:
        focus: The node that was checked.
        path: The property concerned, "" if the whole node is.
        value: The value at fault, "" if one is missing.
        message: What to do.
        severity: "Violation" or "Warning".
        shape: The shape that was broken.
        component: The kind of its constraint, such as "MinCount".
    """

    focus: str
    path: str
    value: str
    message: str
    severity: str
    shape: str
    component: str

    def __str__(self) -> str:
        """One line for people, with prefixes for namespaces."""
        at = f" {_short(self.path)}" if self.path else ""
        found = f" (found {_short(self.value)})" if self.value else ""
        return (
            f"{self.severity}: {_short(self.focus)}{at}{found}: {_short(self.message)} [{_short(self.shape)}]"
        )


@dataclass(frozen=True, slots=True)
class Report:
    """What validation found, sorted."""

    findings: tuple[Finding, ...]

    @property
    def violations(self) -> tuple[Finding, ...]:
        """What keeps the graph out."""
        return tuple(finding for finding in self.findings if finding.severity == "Violation")

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """What is incomplete or unlikely, and lets the graph in."""
        return tuple(finding for finding in self.findings if finding.severity == "Warning")

    @property
    def conforms(self) -> bool:
        """Whether the graph may be let in."""
        return not self.violations

    def __str__(self) -> str:
        """A line a finding, violations first."""
        return "\n".join(map(str, (*self.violations, *self.warnings)))


class _Graph(rdflib.Graph):
    """A graph whose queries Oxigraph answers; rdflib would take longer over them than over all else."""

    def __init__(self, quads: Iterable[ox.Quad], ontology: list[ox.Quad]) -> None:
        super().__init__(bind_namespaces="none")
        plain = [ox.Quad(*quad.triple) for quad in quads]
        self._mirror = ox.Store()
        self._mirror.extend(ontology)
        self._mirror.extend(plain)
        for quad in chain(plain, (quad for quad in ontology if quad.predicate in _ASKED_BY_CORE)):
            self.add(_triple(quad))

    def query(  # type: ignore[override]  # only what pySHACL gives
        self,
        text: str,
        _processor: object,
        _result: object,
        _prefixes: object,
        bindings: Mapping[str, rdflib.term.Node],
        *_: object,
    ) -> Result:
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


class Gate:
    """Validates graphs of documents against the shapes, with the ontology beside them."""

    def __init__(self, *, shapes: Path | None = None, ontology: Path | None = None) -> None:
        """Read the shapes and the ontology once.

        Args:
            shapes: Folder of the shapes; by default those that the program ships.
            ontology: Folder of the ontology; by default the one that the program ships.
        """
        # An ill-formed literal is a finding, and no log entry with a traceback.
        logging.getLogger("rdflib.term").setLevel(logging.ERROR)
        self._shapes = rdflib.Graph(bind_namespaces="none")
        for path in sorted((shapes or resources.shapes()).glob("*.ttl")):
            self._shapes.parse(path)
        self._ontology = list(_vocabulary(ontology or resources.ontology()))

    def check(self, quads: Iterable[ox.Quad]) -> Report:
        """What the shapes find in the graph of one document."""
        graph = _Graph(quads, self._ontology)
        _, report, _ = validate(graph, shacl_graph=self._shapes, inplace=True)
        return Report(tuple(sorted(_finding(report, result) for result in report.objects(None, SH.result))))


def _vocabulary(ontology: Path) -> Iterator[ox.Quad]:
    """What the shapes ask of the ontology: classes of concepts, subclasses, domains and ranges."""
    for path in (ontology / "kg.ttl", *sorted(ontology.glob("schemes/*.ttl"))):
        for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE):
            if quad.predicate in _ASKED:
                yield quad


def _is_no_decimal(node: ox.Literal) -> bool:
    """Whether a decimal is none, and rdflib takes it for one: "1e3", or "NaN", which it cannot compare."""
    return node.datatype == _DECIMAL and not _DECIMAL_FORM.fullmatch(node.value)


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
        plain = node.language or node.datatype == _STRING or _is_no_decimal(node)
        datatype = None if plain else node.datatype.value
        return rdflib.Literal(node.value, lang=node.language, datatype=datatype, normalize=False)
    return rdflib.BNode(str(node).removeprefix("_:"))


def _finding(report: rdflib.Graph, result: rdflib.term.Node) -> Finding:
    def text(*predicates: rdflib.URIRef) -> str:
        return str(next((value for name in predicates if (value := report.value(result, name))), ""))

    return Finding(
        focus=text(SH.focusNode),
        path=_path(report, report.value(result, SH.resultPath)),
        value=text(SH.value),
        message=min(map(str, report.objects(result, SH.resultMessage)), default=""),
        severity=text(SH.resultSeverity).rpartition("#")[2],
        shape=text(SH.sourceConstraint, SH.sourceShape),
        component=text(SH.sourceConstraintComponent).rpartition("#")[2].removesuffix("ConstraintComponent"),
    )


def _path(report: rdflib.Graph, path: rdflib.term.Node | None) -> str:
    """A path as SPARQL writes it: IRIs, sequences and alternatives are all that the shapes use."""
    if path is None or isinstance(path, rdflib.URIRef):
        return str(path or "")
    either = report.value(path, SH.alternativePath)
    steps = map(str, Collection(report, either or path))
    return ("|" if either else "/").join(steps)


def _short(text: str) -> str:
    """An IRI with its prefix, where it has a known one."""
    for prefix, namespace in prefixes().items():
        text = text.replace(namespace, f"{prefix}:")
    return text
