"""The schema that is read from the ontology: what facts may say, and what is said of those that do not."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.errors import SchemaError
from kg.facts import QUALIFIERS, FactsFile
from kg.resources import ontology
from kg.schema import KG, Schema, schema

SHARED = Path(__file__).parents[1].parent / "shared" / "gold" / "dev"
GOLD = sorted(SHARED.glob("*.json"))

GOOD = [
    ("Company", "ticker", None, "NASDAQ:IMGN"),
    ("Company", "partnerOf", "Organization", None),
    ("Organization", "partnerOf", "Company", None),
    ("Compound", "hasPayload", "Payload", None),
    ("Compound", "developmentPhase", None, "Phase 1/2"),
    ("Compound", "outcome", None, None),
    ("Compound", "outcome", None, 7.3),
    ("Organization", "payment", "Company", None),
    (None, "payment", "Company", None),
    ("Company", "payment", None, None),
]
BAD = [
    (
        ("Compound", "hasPayloads", "Payload", None),
        "unknown predicate 'hasPayloads'; did you mean 'hasPayload'?",
    ),
    (
        ("Company", "hasPayload", "Payload", None),
        "the subject of hasPayload is a Company, but must be Compound",
    ),
    (
        ("Compund", "hasPayload", "Payload", None),
        "the subject of hasPayload is a Compund, but must be Compound",
    ),
    (
        ("Company", "partnerOf", "Person", None),
        "the object of partnerOf is a Person, but must be Company or Organization",
    ),
    (("Compound", "hasPayload", None, None), "hasPayload needs an object: Payload"),
    ((None, "hasPayload", "Payload", None), "hasPayload needs a subject: Compound"),
    (("Compound", "hasPayload", "Payload", "x"), "hasPayload takes no value, but has 'x'"),
    (
        ("Compound", "hasModality", None, "ADC"),
        "hasModality cannot be 'ADC'; did you mean 'antibody-drug conjugate'?",
    ),
    (
        ("Compound", "hasModality", None, "elixir"),
        "hasModality cannot be 'elixir'; allowed are small molecule, ",
    ),
    (("Compound", "hasModality", None, "vacine"), "hasModality cannot be 'vacine'; did you mean 'vaccine'?"),
    (
        ("Compound", "developmentPhase", None, "Phase I"),
        "developmentPhase cannot be 'Phase I'; did you mean 'Phase 1'?",
    ),
    (
        ("Compound", "developmentPhase", None, None),
        "developmentPhase needs a value, one of Preclinical, Phase 1, ",
    ),
    (("Company", "ticker", None, None), "ticker needs a value of type string"),
    (("Company", "ticker", None, 5.0), "ticker needs a value of type string, but has 5.0"),
    (("Company", "ticker", "Company", "A:B"), "the object of ticker is a Company, but must be absent"),
    (("Compound", "outcome", "Trial", None), "the object of outcome is a Trial, but must be absent"),
    ((None, "payment", None, None), "payment needs a subject: Company or Organization"),
    (("Compound", "outcome", None, "most"), "value needs a value of type decimal, but has 'most'"),
    (("Company", "payment", "Company", 3.0), "payment takes no value, but has 3.0"),
]


@pytest.mark.parametrize("fact", GOOD, ids=lambda fact: f"{fact[0]}-{fact[1]}-{fact[2]}-{fact[3]}")
def test_a_fact_that_fits_has_no_fault(fact: tuple[str | None, str, str | None, object]) -> None:
    assert list(schema().faults_of(*fact)) == []


@pytest.mark.parametrize(("fact", "message"), BAD, ids=lambda case: case if isinstance(case, str) else "")
def test_a_fault_says_what_is_wrong_and_what_is_allowed(
    fact: tuple[str | None, str, str | None, object], message: str
) -> None:
    (fault,) = schema().faults_of(*fact)
    assert fault.startswith(message)


def test_all_faults_of_a_fact_are_told() -> None:
    assert len(list(schema().faults_of("Person", "hasPayload", "Company", "x"))) == 3


@pytest.mark.parametrize(
    ("case", "faults"),
    [
        (("outcome", "percent", 33, None), []),
        (("developmentPhase", "condition", "x1", "Condition"), []),
        (("approvedFor", "agency", "FDA", None), []),
        (("payment", "kind", "upfront", None), []),
        (("outcome", "measure", "happiness", None), []),
        (("hasTarget", "percent", 33, None), ["hasTarget takes no 'percent': that belongs to Outcome"]),
        (("payment", "kind", "bribe", None), ["kind cannot be 'bribe'; allowed are upfront, "]),
        (
            ("studiedIn", "sponsor", "x1", "Drug"),
            ["'sponsor' of studiedIn is a Drug, but must be Company or "],
        ),
    ],
    ids=lambda value: "-".join(map(str, value[:2])) if isinstance(value, tuple) else "",
)
def test_qualifiers_are_judged(case: tuple[str, str, object, str | None], faults: list[str]) -> None:
    found = list(schema().faults_of_qualifier(*case))
    assert len(found) == len(faults)
    assert all(fault.startswith(start) for fault, start in zip(found, faults, strict=True))


@pytest.mark.parametrize("file", GOLD, ids=lambda file: file.stem)
def test_annotated_releases_have_no_fault(file: Path) -> None:
    facts = FactsFile.model_validate(json.loads(file.read_text(encoding="utf-8")))
    types = {key: entity.type for key, entity in facts.entities.items()}
    for fact in facts.facts:
        subject, object_ = types.get(fact.subject or ""), types.get(fact.object or "")
        assert list(schema().faults_of(subject, fact.predicate, object_, fact.value)) == [], fact
        for key, value in fact.qualifiers().items():
            kind = types.get(value) if isinstance(value, str) else None
            assert list(schema().faults_of_qualifier(fact.predicate, key, value, kind)) == [], fact


def test_every_qualifier_of_facts_has_its_property_and_no_other() -> None:
    assert set(schema().qualifiers) == set(QUALIFIERS)


def test_a_predicate_knows_what_becomes_of_its_facts() -> None:
    predicates = schema().predicates
    assert predicates["hasPayload"].iri == KG + "hasPayload"
    assert predicates["originatedBy"].range == {"Company", "Organization"}
    assert {name for name, known in predicates.items() if known.symmetric} == {"partnerOf", "combinedWith"}
    assert predicates["outcome"].range_kind == "record"
    assert predicates["hasModality"].range_kind == "concept"
    assert predicates["ticker"].range_kind == "literal"
    records = {name: known.record for name, known in predicates.items() if known.record}
    assert records == {
        "technologyLicensedTo": "Agreement",
        "licensedTo": "Agreement",
        "holdsRole": "Membership",
        "developmentPhase": "Trial",
        "outcome": "Outcome",
        "payment": "Payment",
    }


def test_a_record_knows_which_property_carries_which_part_of_the_fact() -> None:
    parts = {
        record: {part: known.name for part, known in table.items()}
        for record, table in schema().parts.items()
    }
    assert parts == {
        "Agreement": {"subject": "subjectMatter", "object": "licensee"},
        "Membership": {"subject": "member", "object": "organization"},
        "Outcome": {"subject": "compound", "value": "value"},
        "Payment": {"subject": "payer", "object": "payee"},
        "Trial": {"subject": "compound", "value": "phase"},
    }


def test_a_qualifier_that_names_a_thing_has_a_property_for_mere_words() -> None:
    words = {key: known.words for key, known in schema().qualifiers.items() if known.range_kind != "literal"}
    assert words.pop("kind") is None
    assert all(iri == f"{schema().qualifiers[key].iri}Text" for key, iri in words.items())


def test_a_concept_has_its_other_wordings() -> None:
    adc = schema().concepts["Modality"]["antibody-drug conjugate"]
    assert adc.iri == "https://w3id.org/biopharma-kg/resource/modality/antibody-drug-conjugate"
    assert "ADC" in adc.alternatives
    assert adc.rank is None


def test_superclasses_are_all_above() -> None:
    assert schema().entity_types["Compound"].superclasses == {"Asset", "Entity"}
    assert schema().entity_types["Trial"].superclasses == {"Claim", "Entity"}


def test_loading_takes_no_time_that_anyone_notices() -> None:
    def load() -> float:
        start = time.perf_counter()
        Schema.load(ontology())
        return time.perf_counter() - start

    assert min(load() for _ in range(5)) < 0.03


# What a reader can add, and what goes wrong when it is added wrongly


@pytest.fixture
def extend(tmp_path: Path) -> Callable[[str], Path]:
    """Copies the ontology and appends some Turtle to it; gives the folder."""

    def copy(turtle: str) -> Path:
        folder = tmp_path / "ontology"
        shutil.copytree(ontology(), folder, ignore=shutil.ignore_patterns("vocabulary"))
        with (folder / "kg.ttl").open("a", encoding="utf-8") as file:
            file.write(turtle)
        return folder

    return copy


ADMINISTERED = """
kg:administeredBy a owl:ObjectProperty ; kg:factPredicate true ;
    rdfs:label "administered by" ;
    skos:definition "The route by which the compound is given." ;
    rdfs:domain kg:Compound ; rdfs:range kg:Route .
kg:Route a owl:Class ; rdfs:subClassOf skos:Concept .
"""
ORAL = """
<https://example.org/routes/oral> a kg:Route ;
    skos:inScheme <https://example.org/routes> ;
    skos:prefLabel "oral" .
"""


def test_a_new_relation_needs_only_its_term(extend: Callable[[str], Path]) -> None:
    extended = Schema.load(
        extend(
            """
kg:suppliedBy a owl:ObjectProperty ; kg:factPredicate true ;
    rdfs:label "supplied by" ;
    skos:definition "A party that makes the compound for those who develop it." ;
    rdfs:domain kg:Compound ; rdfs:range kg:Party .
"""
        )
    )
    assert extended.predicates.keys() - schema().predicates.keys() == {"suppliedBy"}
    assert list(extended.faults_of("Compound", "suppliedBy", "Company", None)) == []
    assert list(extended.faults_of("Compound", "suppliedBy", "Person", None)) == [
        "the object of suppliedBy is a Person, but must be Company or Organization"
    ]


def test_a_new_kind_of_controlled_value_needs_only_its_scheme(extend: Callable[[str], Path]) -> None:
    extended = Schema.load(extend(ADMINISTERED + ORAL))
    assert list(extended.faults_of("Compound", "administeredBy", None, "oral")) == []
    assert list(extended.faults_of("Compound", "administeredBy", None, "moral")) == [
        "administeredBy cannot be 'moral'; did you mean 'oral'?"
    ]


@pytest.mark.parametrize(
    ("turtle", "message"),
    [
        ("\nkg:x a owl:Class ;;; [", r"kg\.ttl, line \d+: .*mend the Turtle"),
        ("\nkg:x kg:factPredicate true .", r"<.*#x> must have one <.*range>, but has 0"),
        ("\nkg:hasTarget rdfs:range kg:Payload .", r"<.*#hasTarget> must have one <.*range>, but has 2"),
        (
            ADMINISTERED.replace("kg:Route a owl:Class", "kg:Way a owl:Class"),
            r"#administeredBy> has Route in its",
        ),
        (
            ADMINISTERED.replace("kg:administeredBy", "<https://example.org/ticker>"),
            "takes the name 'ticker'",
        ),
        (ORAL, r"routes/oral> is in <.*>, but its type Route is no class of concepts"),
        (ADMINISTERED + ORAL + ORAL.replace("/oral>", "/mouth>"), "takes the label 'oral' of another Route"),
    ],
    ids=[
        "syntax",
        "no range",
        "two ranges",
        "unknown class",
        "name taken",
        "no class of concepts",
        "label taken",
    ],
)
def test_a_broken_ontology_is_named_with_its_file(
    extend: Callable[[str], Path], turtle: str, message: str
) -> None:
    with pytest.raises(SchemaError, match=message) as error:
        Schema.load(extend(turtle))
    assert "kg.ttl" in str(error.value)


def test_a_missing_or_empty_ontology_is_named(tmp_path: Path) -> None:
    with pytest.raises(SchemaError, match=r"kg\.ttl: cannot be read"):
        Schema.load(tmp_path)
    (tmp_path / "kg.ttl").write_text("", encoding="utf-8")
    with pytest.raises(SchemaError, match=r"must have one <.*versionInfo>, but has 0"):
        Schema.load(tmp_path)
