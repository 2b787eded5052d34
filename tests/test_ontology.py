"""The ontology as a product of its own: complete, free of slips, and in step with what it is said to hold."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, ORG, OWL, PROV, RDF, RDFS, SDO, SKOS, XSD, DefinedNamespaceMeta
from rdflib.term import Node

from kg.resources import ontology
from kg.schema import KG as KG_IRI
from kg.schema import schema

KG = Namespace(KG_IRI)
GUIDE = Path(__file__).parents[1].parent / "shared" / "gold" / "GUIDE.md"
SCHEMES = sorted(ontology().glob("schemes/*.ttl"))
TERMS = sorted(ontology().glob("terms/*.ttl"))
KINDS = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
#: What may stand as predicate without a declaration: the vocabulary of OWL 2 in RDF.
BUILT_IN = {
    *(RDF.type, RDF.first, RDF.rest, RDFS.subClassOf, RDFS.domain, RDFS.range, RDFS.label),
    *(OWL.unionOf, OWL.members, OWL.disjointWith, OWL.versionIRI, OWL.versionInfo),
}
#: The datatypes of OWL 2 that this ontology needs; xsd:date is none of OWL 2's.
DATATYPES = {XSD.string, XSD.decimal, XSD.integer, XSD.boolean, RDFS.Literal}


def parse(*files: Path) -> Graph:
    graph = Graph()
    for file in files:
        graph.parse(file)
    return graph


@pytest.fixture(scope="module")
def core() -> Graph:
    return parse(ontology() / "kg.ttl", *TERMS)


@pytest.fixture(scope="module")
def full() -> Graph:
    return parse(ontology() / "kg.ttl", *TERMS, *SCHEMES)


@pytest.fixture(scope="module")
def alignments() -> Graph:
    return parse(ontology() / "alignments.ttl")


def own(graph: Graph, *kinds: Node) -> list[URIRef]:
    """The terms of the ontology itself that are of one of the kinds."""
    found = {node for kind in kinds for node in graph.subjects(RDF.type, kind)}
    return sorted(node for node in found if isinstance(node, URIRef) and node in KG)


def named(graph: Graph, node: Node) -> Iterator[Node]:
    """A class, or the members of the union that stands in its place."""
    union = graph.value(node, OWL.unionOf)
    yield from graph.items(union) if union else [node]


def test_header(core: Graph) -> None:
    (header,) = core.subjects(RDF.type, OWL.Ontology)
    version = core.value(header, OWL.versionInfo)
    assert core.value(header, OWL.versionIRI) == URIRef(f"{header}/{version}")
    assert core.value(header, DCTERMS.creator) == Literal("biopharma-kg developers")
    assert core.value(header, DCTERMS.license) == URIRef("https://creativecommons.org/licenses/by/4.0/")


def test_every_term_has_one_label_and_one_definition_in_a_sentence(core: Graph) -> None:
    for term in own(core, OWL.Class, *KINDS):
        assert len(list(core.objects(term, RDFS.label))) == 1, term
        (definition,) = core.objects(term, SKOS.definition)
        assert re.fullmatch(r"[A-Z].{20,}\.", str(definition)), definition


def test_labels_and_definitions_tell_terms_apart(core: Graph) -> None:
    for predicate in (RDFS.label, SKOS.definition):
        for kinds in ([OWL.Class], KINDS):
            texts = Counter(core.value(term, predicate) for term in own(core, *kinds))
            assert [text for text, times in texts.items() if times > 1] == []


def test_every_property_has_one_domain_and_one_range(core: Graph) -> None:
    for term in own(core, OWL.ObjectProperty, OWL.DatatypeProperty):
        assert len(list(core.objects(term, RDFS.domain))) == 1, term
        assert len(list(core.objects(term, RDFS.range))) == 1, term


def test_no_term_is_of_two_kinds(full: Graph) -> None:
    kinds = Counter(node for kind in (OWL.Class, *KINDS) for node in full.subjects(RDF.type, kind))
    assert [node for node, times in kinds.items() if times > 1] == []


def test_every_predicate_in_use_is_declared(full: Graph) -> None:
    declared = {node for kind in KINDS for node in full.subjects(RDF.type, kind)}
    assert set(full.predicates()) - declared - BUILT_IN == set()


def test_every_class_in_use_is_declared(full: Graph) -> None:
    declared = {*full.subjects(RDF.type, OWL.Class), *KINDS}
    declared |= {OWL.Class, OWL.Ontology, OWL.SymmetricProperty, OWL.AllDisjointClasses}
    used = set(full.objects(None, RDF.type)) | set(full.objects(None, RDFS.subClassOf))
    used |= {name for node in full.objects(None, RDFS.domain) for name in named(full, node)}
    used |= {
        node for p in full.subjects(RDF.type, OWL.ObjectProperty) for node in full.objects(p, RDFS.range)
    }
    used |= {name for node in full.objects(None, OWL.members) for name in full.items(node)}
    assert used - declared == set()


def test_datatypes_are_those_of_owl(full: Graph) -> None:
    ranges = {full.value(p, RDFS.range) for p in own(full, OWL.DatatypeProperty)}
    literals = {node.datatype for node in full.objects() if isinstance(node, Literal)} - {None}
    assert (ranges | literals) - DATATYPES == set()


def test_annotations_point_to_declared_terms(core: Graph) -> None:
    assert set(core.objects(None, KG.recordedAs)) <= set(own(core, OWL.Class))
    assert set(core.objects(None, KG.wordsOf)) <= set(own(core, OWL.ObjectProperty))
    assert {str(part) for part in core.objects(None, KG.factPart)} == {"subject", "object", "value"}


@pytest.mark.parametrize("file", SCHEMES, ids=lambda file: file.stem)
def test_scheme(file: Path) -> None:
    graph = parse(file)
    (scheme,) = graph.subjects(RDF.type, SKOS.ConceptScheme)
    concepts = set(graph.subjects(SKOS.prefLabel)) - {scheme}
    assert (
        concepts
        == set(graph.subjects(SKOS.inScheme, scheme))
        == set(graph.subjects(SKOS.topConceptOf, scheme))
    )
    assert len({graph.value(concept, RDF.type) for concept in concepts}) == 1
    for concept in concepts:
        label = str(graph.value(concept, SKOS.prefLabel))
        slug = re.sub(r"[^a-z0-9]+", "-", label.lower()).strip("-")
        kind = re.sub(
            r"(?<!^)([A-Z])", r"-\1", str(graph.value(concept, RDF.type)).rpartition("#")[2]
        ).lower()
        assert str(concept) == f"https://w3id.org/biopharma-kg/resource/{kind}/{slug}"


@pytest.mark.parametrize("file", SCHEMES, ids=lambda file: file.stem)
def test_no_wording_leads_to_two_concepts(file: Path) -> None:
    graph = parse(file)
    labels = [*graph.objects(None, SKOS.prefLabel), *graph.objects(None, SKOS.altLabel)]
    assert [
        text for text, times in Counter(str(label).casefold() for label in labels).items() if times > 1
    ] == []
    assert all(isinstance(label, Literal) and label.language is None for label in labels)


def test_phases_are_in_order() -> None:
    phases = sorted(schema().concepts["Phase"].values(), key=lambda phase: phase.rank or 0)
    assert [phase.rank for phase in phases] == list(range(1, 9))
    assert [phase.label for phase in phases][:3] == ["Preclinical", "Phase 1", "Phase 1/2"]
    assert [phase.label for phase in phases][-2:] == ["Filed", "Approved"]


@pytest.mark.parametrize(
    "base", [SDO, ORG, PROV, DCTERMS, SKOS], ids=["schema.org", "ORG", "PROV-O", "dcterms", "SKOS"]
)
def test_alignments_name_terms_that_exist(alignments: Graph, full: Graph, base: DefinedNamespaceMeta) -> None:
    terms = {str(term) for triple in alignments + full for term in triple}
    used = {term for term in terms if term.startswith(str(base))}
    assert used
    assert used - set(map(str, dir(base))) - {str(base)} == set()


def test_alignments_start_from_terms_that_exist(alignments: Graph, full: Graph) -> None:
    ours = {
        term
        for triple in alignments
        for term in triple
        if str(term).startswith("https://w3id.org/biopharma-kg/")
    }
    headers = set(alignments.subjects(RDF.type, OWL.Ontology)) | set(alignments.objects(None, OWL.versionIRI))
    assert ours - headers - set(full.subjects()) == set()


def expected_context() -> dict[str, Any]:
    """The JSON-LD context that follows from the ontology."""
    graph = parse(ontology() / "kg.ttl", *TERMS)
    prefixes = {"kg": KG_IRI, "kgr": "https://w3id.org/biopharma-kg/resource/", "rdf": str(RDF)}
    used = ("dcterms", "oa", "org", "prov", "rdfs", "schema", "skos", "xsd")
    prefixes |= {name: str(base) for name, base in sorted(graph.namespaces()) if name in used}
    context: dict[str, Any] = {"@version": 1.1, "id": "@id", "type": "@type"} | prefixes
    for term in own(graph, OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty):
        context[term.removeprefix(KG_IRI)] = _definition(graph, term)
    links = set(graph.subjects(RDF.type, OWL.ObjectProperty)) - {KG[name] for name in context}
    for link in sorted(links | {RDF.subject, RDF.predicate, RDF.object}):  # type: ignore[type-var]
        context[graph.namespace_manager.curie(str(link), generate=False)] = {"@type": "@id"}
    return context


def _definition(graph: Graph, term: URIRef) -> str | dict[str, str]:
    name = "kg:" + term.removeprefix(KG_IRI)
    if (term, RDF.type, OWL.ObjectProperty) in graph:
        return {"@id": name, "@type": "@id"}
    datatype = graph.value(term, RDFS.range)
    if datatype in {XSD.decimal, XSD.integer, XSD.boolean}:
        return {"@id": name, "@type": f"xsd:{str(datatype).removeprefix(str(XSD))}"}
    return name


def test_context_agrees_with_the_ontology() -> None:
    context = json.loads((ontology() / "context.jsonld").read_text(encoding="utf-8"))
    assert context == {"@context": expected_context()}


def test_context_reads_plain_json_as_the_graph() -> None:
    context = json.loads((ontology() / "context.jsonld").read_text(encoding="utf-8"))
    outcome = {"id": "kgr:outcome/o1", "type": "Outcome", "percent": "33.3", "compound": "kgr:compound/c1"}
    quads = ox.parse(json.dumps(context | outcome), format=ox.RdfFormat.JSON_LD)
    resource = "https://w3id.org/biopharma-kg/resource/"
    assert {(quad.predicate.value, str(quad.object)) for quad in quads} == {
        (str(RDF.type), f"<{KG.Outcome}>"),
        (str(KG.percent), f'"33.3"^^<{XSD.decimal}>'),
        (str(KG.compound), f"<{resource}compound/c1>"),
    }


def table(heading: str) -> list[list[str]]:
    """The rows of a table of the guide, without its head."""
    if not GUIDE.exists():
        pytest.skip("the annotation guide is not here")
    section = GUIDE.read_text(encoding="utf-8").split(f"\n## {heading}\n")[1].split("\n## ")[0]
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in section.splitlines()
        if line[:1] == "|"
    ]
    return rows[2:]


def test_every_entity_type_of_the_guide_is_there_and_no_other() -> None:
    assert {row[0] for row in table("Entities")} == set(schema().entity_types)


#: What only records of a register tell, and no release.
REGISTERED = {
    "centralIndexKey", "completionDate", "enrolment", "formerlyNamed", "hasArm", "primaryOutcomeMeasure",
    "registeredPhase", "secondaryOutcomeMeasure",
}  # fmt: skip


def test_every_predicate_of_the_guide_is_there_and_no_other() -> None:
    names = {name for row in table("Predicates") for name in row[0].split(", ")}
    assert names | REGISTERED == set(schema().predicates)


@pytest.mark.parametrize("name", ["hasModality", "developmentPhase", "designation"])
def test_every_value_of_the_guide_is_there_and_no_other(name: str) -> None:
    (row,) = [row for row in table("Predicates") if row[0] == name]
    values = row[1].split("one of: ")[1].split(", ")
    assert values == list(schema().concepts[schema().predicates[name].range_name])


def test_every_payment_kind_and_status_of_the_guide_is_there_and_no_other() -> None:
    (row,) = [row for row in table("Predicates") if row[0] == "payment"]
    kinds = row[1].split("one of ")[1].split(";")[0].split(", ")
    assert kinds == list(schema().concepts["PaymentKind"])
    statuses = re.findall(
        r"^- `(\w+)`:", GUIDE.read_text(encoding="utf-8").split("\n## Status\n")[1], re.MULTILINE
    )
    assert statuses == list(schema().concepts["Status"])


def test_measures_of_the_guide_are_there() -> None:
    (row,) = [row for row in table("Predicates") if row[0] == "outcome"]
    measures = row[2].split("plain words: ")[1].split(", or as the text says")[0].split(", ")
    assert set(measures) <= set(schema().concepts["Measure"])
