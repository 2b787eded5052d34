"""The graph that facts become."""

from __future__ import annotations

from typing import Any

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import resources
from kg.errors import FactsError
from kg.facts import Entity, FactsFile
from kg.rdf import to_quads
from kg.rdf.namespaces import RESOURCE, term
from kg.schema import schema

ENTITIES = {
    "c1": {"type": "Company", "name": "ImmunoGen, Inc.", "aliases": ["ImmunoGen"]},
    "c2": {"type": "Company", "name": "Sanofi"},
    "d1": {"type": "Compound", "name": "SAR3419"},
    "d2": {"type": "Compound", "name": "rituximab"},
    "t1": {"type": "Trial", "name": "STARLYTE", "aliases": ["NCT01472887"]},
    "k1": {"type": "Condition", "name": "lymphoma"},
    "p1": {"type": "Person", "name": "Daniel Junius"},
}
TEXT = "🧬 SAR3419 binds CD19."
#: A value for every qualifier; where an entity can be named, its key.
QUALIFIERS: dict[str, Any] = {
    **{
        "date": "2012-06-04",
        "start": "2011-10",
        "measure": "objective response rate",
        "percent": 33.3,
        "count": 7,
    },
    **{
        "total": 21,
        "unit": "months",
        "pValue": 0.001,
        "hazardRatio": 0.5,
        "dose": "55 mg",
        "schedule": "weekly",
    },
    **{
        "population": "DLBCL",
        "arm": "A",
        "trial": "t1",
        "condition": "k1",
        "sponsor": "c2",
        "licensor": "c1",
    },
    **{"status_of_trial": "open", "role": "CEO", "field": "oncology", "territory": "US", "exclusive": True},
    **{"kind": "upfront", "amount": 1000000.5, "currency": "USD", "rate": 5, "agreement": "the licence"},
    **{"upTo": False, "abstract": "#8057", "agency": "o1"},
}


def facts(*given: dict[str, Any], **top: object) -> FactsFile:
    head = {"document": "release.txt", "published": "2012-06-04", "text": TEXT, "entities": ENTITIES}
    return FactsFile.model_validate(head | top | {"facts": list(given)})


def triples(*given: dict[str, Any], **top: object) -> set[tuple[str, str, str]]:
    """Terms as the last part of their IRI, or as the value of a literal."""
    return {
        (_last(quad.subject), _last(quad.predicate), _last(quad.object))
        for quad in to_quads(facts(*given, **top))
    }


def _last(node: object) -> str:
    return node.value if isinstance(node, ox.Literal) else _iri(node).replace("#", "/").rsplit("/", 1)[-1]


def _iri(node: object) -> str:
    assert isinstance(node, ox.NamedNode)
    return node.value


def of(found: set[tuple[str, str, str]], kind: str) -> set[str]:
    return {subject for subject, predicate, value in found if (predicate, value) == ("type", kind)}


def one(found: set[tuple[str, str, str]], subject: str) -> dict[str, str]:
    return {predicate: value for node, predicate, value in found if node == subject}


def everything() -> FactsFile:
    """A fact for each predicate, with every qualifier that it takes, once as entities and once in words."""
    entities: dict[str, object] = {
        f"x{kind}": {"type": kind, "name": f"some {kind}"} for kind in schema().entity_types
    }
    entities |= ENTITIES | {"o1": {"type": "Organization", "name": "FDA"}}
    return FactsFile.model_validate(
        {"document": "all.txt", "published": "2013", "title": "All", "source": "Wire", "place": "Here"}
        | {"issuer": "c1", "language": "en", "text": TEXT, "entities": entities}
        | {"facts": [_fact(name, in_words) for name in schema().predicates for in_words in (False, True)]}
    )


def _fact(name: str, in_words: bool) -> dict[str, Any]:
    known = schema().predicates[name]
    part = schema().parts.get(known.record or "", {}).get("object")
    objects = known.range if known.range_kind == "entity" else part.range if part else frozenset()
    fact: dict[str, Any] = {"predicate": name, "subject": f"x{min(known.domain)}"}
    if objects and known.range_kind in {"entity", "record"}:
        fact["object"] = f"x{max(objects)}"
    if known.range_kind == "concept":
        fact["value"] = min(schema().concepts[known.range_name])
    if known.range_kind == "literal":
        fact["value"] = {"integer": 60, "Literal": "2013-06"}.get(known.range_name, "NASDAQ:IMGN")
    if name == "outcome":
        fact["value"] = 5.5
    fact |= {"evidence": [{"start": 2, "end": 9, "quote": "SAR3419"}], "confidence": 0.5}
    for key, value in QUALIFIERS.items():
        kind = {"t1": "Trial", "k1": "Condition", "c1": "Company", "c2": "Company", "o1": "Organization"}.get(
            value
        )
        if not list(schema().faults_of_qualifier(name, key, value, kind)):
            fact[key] = "some words" if in_words and kind else value
    return fact


#: What the graphs of identity, decisions, the vocabulary and rules say, and the ledger.
IN_OTHER_GRAPHS = (
    "thing", "name", "rule", "basis", "mayBe", "concerns", "inDocument", "newName", "lostName", "factsFile",
    "namings", "warnings", "formerName", "byRule", "competitorOf", "sublicenseeOf", "reachedPhase2Within",
)  # fmt: skip


def test_every_declared_property_is_used_and_every_used_one_declared() -> None:
    files = resources.term_files(resources.ontology())
    ontology = [quad for path in files for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)]
    kinds = {term("owl:ObjectProperty"), term("owl:DatatypeProperty")}
    declared = {_iri(quad.subject) for quad in ontology if quad.object in kinds}
    used = {quad.predicate.value for quad in to_quads(everything())}
    own = {name for name in declared if name.startswith(term("kg:").value)}
    elsewhere = {"rank", "builtFrom", "builtWith", *IN_OTHER_GRAPHS}
    assert own - used == {term(f"kg:{name}").value for name in elsewhere}
    assert {name for name in used if name.startswith(term("kg:").value)} <= own


def test_no_blank_nodes_sorted_and_once() -> None:
    quads = to_quads(everything())
    keys = [(_iri(quad.subject), quad.predicate.value, str(quad.object)) for quad in quads]
    assert not any(isinstance(node, ox.BlankNode) for quad in quads for node in quad.triple)
    assert keys == sorted(set(keys))
    assert {_iri(quad.graph_name) for quad in quads} == {RESOURCE + "graph/all.txt"}


def test_a_store_gives_back_what_was_built() -> None:
    quads = to_quads(everything())
    store = ox.Store()
    store.extend(quads)
    assert set(store) == set(quads)


def test_strings_have_no_datatype_and_others_few() -> None:
    used = {
        quad.object.datatype.value for quad in to_quads(everything()) if isinstance(quad.object, ox.Literal)
    }
    allowed = ("string", "integer", "decimal", "date", "gYear", "gYearMonth", "boolean")
    assert used <= {term(f"xsd:{name}").value for name in allowed}


def test_order_and_keys_of_a_file_do_not_matter() -> None:
    file = everything()
    data = file.model_dump(mode="json", exclude_none=True)
    renamed = {key: f"other-{key}" for key in data["entities"]}
    data["entities"] = {renamed[key]: data["entities"][key] for key in reversed(data["entities"])}
    data["issuer"] = renamed[data["issuer"]]
    data["facts"] = [
        {key: renamed.get(value, value) if isinstance(value, str) else value for key, value in fact.items()}
        for fact in reversed(data["facts"])
    ]
    assert to_quads(FactsFile.model_validate(data)) == to_quads(file)


def test_the_document() -> None:
    found = one(triples(title="A  title", issuer="c1", place="Waltham"), "release.txt")
    assert found["title"] == "A title"
    assert (found["issued"], found["spatial"], found["wasAttributedTo"]) == (
        "2012-06-04",
        "Waltham",
        "immunogen",
    )
    assert found["text"] == TEXT
    assert len(found["sha256"]) == 64


@pytest.mark.parametrize("status", ["asserted", "planned", "potential", "negated"])
def test_a_plain_edge_is_there_only_if_asserted(status: str) -> None:
    found = triples({"subject": "d1", "predicate": "developedBy", "object": "c2", "status": status})
    (statement,) = of(found, "Statement")
    assert (("sar3419", "developedBy", "sanofi") in found) == (status == "asserted")
    assert one(found, statement)["status"] == status


def test_evidence() -> None:
    quote = {"start": 2, "end": 9, "quote": "SAR3419"}
    found = triples({"subject": "d1", "predicate": "developedBy", "object": "c2", "evidence": [quote]})
    (position,) = of(found, "TextPositionSelector")
    selector = one(found, position)
    assert (selector["start"], selector["end"], selector["exact"]) == ("2", "9", "SAR3419")


def test_a_symmetric_predicate_has_one_statement_and_both_edges() -> None:
    there = {"subject": "c1", "predicate": "partnerOf", "object": "c2", "confidence": 0.5}
    back = {"subject": "c2", "predicate": "partnerOf", "object": "c1", "confidence": 0.75}
    found = triples(there, back)
    (statement,) = of(found, "Statement")
    assert one(found, statement)["subject"] == "immunogen"
    assert one(found, statement)["confidence"] == "0.75"
    assert {("immunogen", "partnerOf", "sanofi"), ("sanofi", "partnerOf", "immunogen")} <= found


def test_names_of_one_thing_meet_and_the_fullest_is_its_label() -> None:
    entities = ENTITIES | {"c3": {"type": "Company", "name": "ImmunoGen"}}
    found = triples(
        {"subject": "c3", "predicate": "partnerOf", "object": "c2"}, entities=entities, issuer="c1"
    )
    labels = {
        (predicate, value) for node, predicate, value in found if node == "immunogen" and "abel" in predicate
    }
    assert labels == {("label", "ImmunoGen, Inc."), ("altLabel", "ImmunoGen")}


def test_a_phase_is_an_edge_and_a_trial() -> None:
    fact = {"subject": "d1", "predicate": "developmentPhase", "value": "Phase 1/2", "condition": "k1"}
    found = triples(fact | {"start": "2011-10", "status": "planned"}, fact)
    assert ("sar3419", "developmentPhase", "phase-1-2") in found
    trial = one(found, "sar3419-phase-1-2")
    assert trial["label"] == "sar3419 Phase 1/2"
    assert (trial["condition"], trial["start"], trial["phase"]) == ("lymphoma", "2011-10", "phase-1-2")
    statuses = {
        value for node, predicate, value in found if (node, predicate) == ("sar3419-phase-1-2", "status")
    }
    assert statuses == {"asserted"}


def test_a_named_trial_has_its_own_iri_and_number() -> None:
    found = triples(
        {"subject": "d1", "predicate": "studiedIn", "object": "t1"},
        {"subject": "d1", "predicate": "developmentPhase", "value": "Phase 2", "trial": "t1"},
        {"subject": "d1", "predicate": "developmentPhase", "value": "Phase 3", "trial": "HARMONIC"},
    )
    assert of(found, "Trial") == {"starlyte", "harmonic"}
    trial = one(found, "starlyte")
    assert (trial["identifier"], trial["compound"], trial["phase"]) == ("NCT01472887", "sar3419", "phase-2")
    assert ("sar3419", "studiedIn", "starlyte") in found


def test_a_payment_without_payer_is_stated_of_the_payee() -> None:
    found = triples(
        {"predicate": "payment", "object": "c1", "kind": "total", "amount": 946000, "currency": "USD"}
    )
    (payment,) = of(found, "Payment")
    assert ("immunogen", "payment", payment) in found
    assert one(found, payment)["payee"] == "immunogen"
    assert "payer" not in one(found, payment)


def test_a_sum_that_may_come_is_on_no_edge() -> None:
    found = triples(
        {"subject": "c2", "predicate": "payment", "object": "c1", "amount": 1e9, "currency": "USD"}
        | {"kind": "milestone", "upTo": True, "status": "potential"}
    )
    (payment,) = of(found, "Payment")
    assert one(found, payment)["status"] == "potential"
    assert ("sanofi", "payment", payment) not in found


def test_an_agreement_is_known_by_its_parties_and_subject() -> None:
    fact = {"subject": "d1", "predicate": "licensedTo", "object": "c2"}
    (with_words,) = of(triples(fact | {"licensor": "its owner"}), "Agreement")
    (first,) = of(triples(fact | {"licensor": "c1", "territory": "US"}), "Agreement")
    (second,) = of(triples(fact | {"licensor": "c1", "status": "negated"}, document="b.txt"), "Agreement")
    assert first == second != with_words


def test_an_outcome_said_twice_is_one_and_its_statements_are_two() -> None:
    fact = {"subject": "d1", "predicate": "outcome", "measure": "remission of sorts", "percent": 33}
    first, second = triples(fact), triples(fact, document="b.txt")
    assert of(first, "Outcome") == of(second, "Outcome")
    assert not of(first, "Statement") & of(second, "Statement")
    assert "measure" not in one(first, min(of(first, "Outcome")))


@pytest.mark.parametrize("change", [{"status": "planned"}, {"date": "2012"}, {"object": "c1"}], ids=str)
def test_what_makes_a_statement_another(change: dict[str, Any]) -> None:
    fact = {"subject": "d1", "predicate": "developedBy", "object": "c2"}
    assert of(triples(fact), "Statement") != of(triples(fact | change), "Statement")


def test_identity_is_decided_by_a_function() -> None:
    def identity(entity: Entity) -> ox.NamedNode:
        return ox.NamedNode(f"https://example.org/{entity.type}")

    quads = to_quads(facts({"subject": "d1", "predicate": "developedBy", "object": "c2"}), identity=identity)
    subjects = {_iri(quad.subject) for quad in quads}
    assert {"https://example.org/Compound", "https://example.org/Company"} <= subjects


def test_the_base_moves_resources_and_not_concepts() -> None:
    quads = to_quads(everything(), base="https://example.org/id/")
    assert all(_iri(quad.subject).startswith("https://example.org/id/") for quad in quads)
    statuses = {_iri(quad.object) for quad in quads if quad.predicate == term("kg:status")}
    assert statuses == {RESOURCE + "status/asserted"}


@pytest.mark.parametrize(
    ("fact", "message"),
    [
        ({"subject": "d1", "predicate": "cures", "object": "k1"}, "'cures' is no predicate"),
        ({"subject": "d1", "predicate": "developmentPhase", "value": "Phase 9"}, "'Phase 9' is no value"),
        ({"subject": "d1", "predicate": "hasTarget"}, "lacks a subject, object or value"),
        ({"predicate": "hasTarget"}, "lacks a subject, object or value"),
        ({"predicate": "payment", "amount": 5}, "lacks a subject, object or value"),
    ],
    ids=str,
)
def test_facts_that_cannot_be_mapped_say_where_and_why(fact: dict[str, Any], message: str) -> None:
    with pytest.raises(FactsError, match=rf"release\.txt: facts\[0\]: .*{message}"):
        to_quads(facts(fact))


def test_an_unknown_type_is_refused() -> None:
    entities = {"a": {"type": "Planet", "name": "Mars"}, "c2": ENTITIES["c2"]}
    with pytest.raises(FactsError, match="'Planet' is no entity type"):
        to_quads(facts({"subject": "a", "predicate": "developedBy", "object": "c2"}, entities=entities))


@given(st.text(min_size=1), st.text(), st.text())
def test_hostile_words_come_through_every_syntax(name: str, alias: str, words: str) -> None:
    entities = {"a": {"type": "Compound", "name": name, "aliases": [alias]}, "c2": ENTITIES["c2"]}
    fact = {"subject": "a", "predicate": "licensedTo", "object": "c2", "field": words, "licensor": words}
    quads = to_quads(facts(fact, entities=entities, document=words, text=None))
    written = ox.serialize(quads, format=ox.RdfFormat.TRIG)
    assert written is not None
    assert set(ox.parse(written, format=ox.RdfFormat.TRIG)) == set(quads)
