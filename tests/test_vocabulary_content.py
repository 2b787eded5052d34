"""What stands in the vocabulary that the package brings, beside the names themselves."""

from __future__ import annotations

import re
from collections import defaultdict

import curies
import pyoxigraph as ox
import pytest

from kg.rdf.concepts import VOCABULARY, concept_iri, vocabulary_quads
from kg.rdf.names import Names
from kg.rdf.namespaces import RESOURCE, term
from kg.resources import ontology
from kg.vocabulary import read_tables, registered_prefixes, vocabulary

COMPANY = f"{RESOURCE}company/"
HISTORIES = list(ox.parse(path=str(ontology() / "histories.ttl"), format=ox.RdfFormat.TURTLE))
CONCEPTS = list(read_tables(ontology() / "vocabulary"))


def values(subject: str, predicate: str) -> set[str]:
    return {
        quad.object.value
        for quad in HISTORIES
        if quad.subject == ox.NamedNode(subject)
        and quad.predicate == term(predicate)
        and not isinstance(quad.object, ox.Triple)
    }


def test_identifiers_have_registered_prefixes_and_forms() -> None:
    converter = curies.Converter.from_prefix_map({name: p.base for name, p in registered_prefixes().items()})
    foreign = {iri for concept in CONCEPTS for iri in concept.identifiers if not iri.startswith(RESOURCE)}
    assert len(foreign) > 50_000
    for iri in foreign:
        reference = converter.parse_uri(iri, strict=True)
        assert registered_prefixes()[reference.prefix].form.fullmatch(reference.identifier), iri


def test_exact_matches_are_in_the_tables_or_of_substances() -> None:
    listed = {concept.iri for concept in CONCEPTS if not concept.by_hand}
    matched = {iri for concept in CONCEPTS for iri in concept.matches}
    others = {iri for iri in matched - listed if not iri.startswith("https://identifiers.org/unii:")}
    assert others == set()


def test_things_in_a_graph_have_one_iri_each() -> None:
    things = defaultdict(set)
    for concept in {vocabulary().concept(concept.iri) for concept in CONCEPTS}:
        assert concept is not None
        things[concept_iri(concept, Names())].add(concept.iri)
    assert {iri.value: found for iri, found in things.items() if len(found) > 1} == {}


def test_companies_of_histories_are_known() -> None:
    nodes = {
        node.value
        for quad in HISTORIES
        for node in (quad.subject, quad.object)
        if isinstance(node, ox.NamedNode)
    }
    companies = {iri for iri in nodes if iri.startswith(COMPANY)}
    assert len(companies) > 150
    assert {iri for iri in companies if not vocabulary().concept(iri)} == set()


def test_changes_are_dated_and_have_a_source() -> None:
    changes = {quad.subject.value for quad in HISTORIES if quad.predicate == term("rdf:type")}
    assert len(changes) > 100
    for change in changes:
        (date,) = values(change, "dcterms:date")
        (source,) = values(change, "dcterms:source")
        assert re.fullmatch(r"\d{4}-\d\d(-\d\d)?", date)
        assert source.startswith("Announcement by ")
        assert source.endswith(date[:4])
        assert len(values(change, "org:resultingOrganization")) == 1


@pytest.mark.parametrize(
    ("former", "iri"),
    [("sanofi-aventis", "sanofi"), ("Seattle Genetics", "seagen"), ("GlaxoSmithKline", "gsk")],
)
def test_former_names_lead_to_the_company(former: str, iri: str) -> None:
    assert {entry.iri for entry in vocabulary().lookup(former, "Company")} == {COMPANY + iri}


@pytest.mark.parametrize(
    ("name", "candidates"),
    [
        ("Merck", {"merck-and-co", "merck-kgaa"}),
        ("MSD", {"merck-and-co", "meso-scale-diagnostics"}),
        ("Merck KGaA", {"merck-kgaa"}),
        ("Genentech", {"genentech"}),
    ],
)
def test_ambiguous_names_have_all_candidates_and_words_that_decide(name: str, candidates: set[str]) -> None:
    found = vocabulary().lookup(name, "Company")
    assert {entry.iri.removeprefix(COMPANY) for entry in found} == candidates
    if len(candidates) > 1:
        known = [vocabulary().concept(entry.iri) for entry in found]
        assert all(entry.weak for entry in found)
        assert all(concept and concept.context for concept in known)


def test_a_graph_holds_only_what_is_above_the_concepts_in_use() -> None:
    (lymphoma,) = {entry.iri for entry in vocabulary().lookup("DLBCL", "Condition")}
    quads = vocabulary_quads([lymphoma, "https://example.org/unknown"], vocabulary(), Names())
    labels = {quad.object.value for quad in quads if quad.predicate == term("rdfs:label")}  # type: ignore[union-attr]
    assert {"lymphoma", "cancer"} <= labels
    assert "diffuse large B-cell lymphoma" not in labels
    assert "breast cancer" not in labels
    assert {quad.graph_name for quad in quads} == {VOCABULARY}


def test_a_company_in_use_brings_its_history_and_the_others_of_it() -> None:
    quads = vocabulary_quads([COMPANY + "genentech"], vocabulary(), Names())
    told = {
        (str(quad.subject), str(quad.object))
        for quad in quads
        if quad.predicate == term("org:subOrganizationOf")
    }
    assert told == {(f"<{COMPANY}genentech>", f"<{COMPANY}roche-holding>")}
    assert ox.NamedNode(COMPANY + "roche-holding") in {quad.subject for quad in quads}
