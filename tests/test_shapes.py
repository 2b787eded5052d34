"""Each constraint finds its damage; and slips that a validator passes over in silence are looked for too."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pyshacl
import pytest
import rdflib
from plain import beside_ontology, ontology, shapes
from pyshacl.constraints import ALL_CONSTRAINT_PARAMETERS
from rdflib.namespace import OWL, RDF, RDFS, SH, XSD
from rdflib.term import Node, URIRef
from shapes_fixture import DAMAGES, SHAPES, VALID, Damage

from kg import resources
from kg.gate import Finding, Gate

#: Terms of RDF and OWL that need no declaration.
BUILT_IN = {
    *map(str, (RDF.type, RDF.subject, RDF.predicate, RDF.object, RDF.first, RDF.rest, RDF.nil)),
    *map(str, (RDFS.label, RDFS.subClassOf, RDFS.domain, RDFS.range, RDFS.Literal)),
    *map(str, (OWL.SymmetricProperty, OWL.unionOf)),
}
TARGETS = (SH.targetClass, SH.targetSubjectsOf)
Triple = tuple[Node, Node, Node]


@cache
def data() -> rdflib.Graph:
    return beside_ontology(VALID)


def constraints() -> list[Triple]:
    found = [triple for triple in shapes() if triple[1] in ALL_CONSTRAINT_PARAMETERS]
    return sorted(found, key=lambda triple: (_name(_owners(triple[0])[0]), *map(str, triple[1:])))


def targeted() -> list[Node]:
    return sorted({node for target in TARGETS for node in shapes().subjects(target)}, key=str)


def _name(node: Node) -> str:
    return str(node).rpartition("#")[2]


def _owners(node: Node) -> list[Node]:
    """The shapes with a target that lead to a node."""
    above = set(shapes().transitive_subjects(None, node))
    return [shape for shape in targeted() if shape in above]


def _found(gate: Gate, damage: Damage) -> bool:
    return damage.found in {_key(finding) for finding in gate.check(damage.graph()).findings}


def _key(finding: Finding) -> tuple[str, str, str]:
    return finding.shape, finding.component, finding.focus


@pytest.fixture(scope="module")
def gate() -> Gate:
    return Gate()


def test_the_valid_graph_gives_no_finding(gate: Gate) -> None:
    assert str(gate.check(VALID)) == ""


@pytest.mark.parametrize("damage", DAMAGES, ids=str)
def test_damage_is_found(gate: Gate, damage: Damage) -> None:
    assert _found(gate, damage)


@pytest.mark.parametrize(
    "constraint", constraints(), ids=lambda triple: f"{_name(_owners(triple[0])[0])}-{_name(triple[1])}"
)
def test_no_constraint_can_be_taken_away(constraint: Triple, tmp_path: Path) -> None:
    owners = _owners(constraint[0])
    kept = _below(owners) - {constraint}
    (tmp_path / "shapes.ttl").write_text("".join(f"{_nt(triple)}\n" for triple in kept), encoding="utf-8")
    weaker = Gate(shapes=tmp_path)
    names = {str(node) for owner in owners for node in (owner, *shapes().objects(owner, SH.sparql))}
    concerned = [damage for damage in DAMAGES if damage.found[0] in names]
    # Those that look for the constraint come first: one miss is enough.
    concerned.sort(key=lambda damage: damage.component.lower() != _name(constraint[1]).lower())
    assert any(not _found(weaker, damage) for damage in concerned) or weaker.check(VALID).findings


def _below(nodes: list[Node]) -> set[Triple]:
    """All triples that the nodes lead to."""
    found: set[Triple] = set()
    while nodes:
        new = {triple for node in nodes for triple in shapes().triples((node, None, None))} - found
        found |= new
        nodes = [value for _, _, value in new if not isinstance(value, rdflib.Literal)]
    return found


def _nt(triple: Triple) -> str:
    return " ".join(term.n3() for term in triple) + " ."


@pytest.mark.parametrize("shape", targeted(), ids=_name)
def test_shape_has_focus_nodes_and_values(shape: Node) -> None:
    focus = set(_focus_nodes(shape))
    assert focus
    path = shapes().value(shape, SH.path)
    if path is not None:
        nodes = " ".join(node.n3() for node in focus)
        assert data().query(f"ASK {{ VALUES ?focus {{ {nodes} }} ?focus {_path(path)} ?value }}").askAnswer


def _focus_nodes(shape: Node) -> Iterator[URIRef]:
    for kind in shapes().objects(shape, SH.targetClass):
        for below in data().transitive_subjects(RDFS.subClassOf, kind):
            yield from data().subjects(RDF.type, below)  # type: ignore[misc]  # the fixture has IRIs alone
    for predicate in shapes().objects(shape, SH.targetSubjectsOf):
        yield from data().subjects(predicate)  # type: ignore[misc]


def _path(path: Node) -> str:
    if isinstance(path, URIRef):
        return path.n3()
    either = shapes().value(path, SH.alternativePath)
    return ("|" if either else "/").join(map(_path, shapes().items(either or path)))


@pytest.mark.parametrize("shape", targeted(), ids=_name)
def test_shape_has_a_severity_and_says_what_to_do(shape: Node) -> None:
    assert shapes().value(shape, SH.severity) in {SH.Violation, SH.Warning}
    speakers = list(shapes().objects(shape, SH.sparql)) or [shape]
    assert all(len(str(shapes().value(speaker, SH.message))) > 20 for speaker in speakers)


def test_every_shape_lies_in_the_file_of_its_class() -> None:
    for path in resources.shapes().glob("*.ttl"):
        text = path.read_text(encoding="utf-8")
        assert "sh:deactivated" not in text
        assert text.startswith("# ")


def test_every_term_of_shacl_is_one() -> None:
    used = {str(term) for triple in shapes() for term in triple if str(term).startswith(str(SH))}
    known = {*map(str, dir(SH)), *(str(SH) + name for name in SH._extras)}
    assert used
    assert used - known == set()


def test_every_other_term_is_declared() -> None:
    named = {str(term) for triple in shapes() for term in triple if isinstance(term, URIRef)}
    text = "".join(map(str, shapes().objects(None, SH.select)))
    named |= {prefixes()[prefix] + name for prefix, name in re.findall(r"\b([a-z]+):([A-Za-z0-9]+)", text)}
    named |= set(re.findall(r"<(http[^>]*)>", text))
    declared = {str(term) for term in ontology().subjects(RDF.type)}
    assert {
        iri for iri in named - declared - BUILT_IN if not iri.startswith((str(SH), str(XSD), SHAPES))
    } == set()


def prefixes() -> dict[str, str]:
    declared = shapes().objects(URIRef(SHAPES + "prefixes"), SH.declare)
    pairs = ((shapes().value(node, SH.prefix), shapes().value(node, SH.namespace)) for node in declared)
    return {str(prefix): str(namespace) for prefix, namespace in pairs}


def test_shapes_are_shapes() -> None:
    conforms, _, text = pyshacl.validate(rdflib.Graph(), shacl_graph=shapes(), meta_shacl=True)
    assert conforms, text


@pytest.mark.parametrize(
    "damage", {damage.shape: damage for damage in DAMAGES if damage.component == "SPARQL"}.values(), ids=str
)
def test_the_gate_and_plain_pyshacl_agree_on_queries(gate: Gate, damage: Damage) -> None:
    query = URIRef(damage.found[0])
    asked = rdflib.Graph(bind_namespaces="none")
    for triple in _below(_owners(query)):
        if triple[1] != SH.sparql or triple[2] == query:
            asked.add(triple)
    _, report, _ = pyshacl.validate(beside_ontology(damage.graph()), shacl_graph=asked, inplace=True)
    plain = {str(report.value(result, SH.value)) for result in report.objects(None, SH.result)}
    findings = gate.check(damage.graph()).findings
    assert plain == {finding.value for finding in findings if finding.shape == damage.found[0]}
