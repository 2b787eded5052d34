"""The shipped samples and their gold facts agree with each other, with the format and with the ontology."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kg.facts import ENTITY_QUALIFIERS, Fact, FactsFile, read_facts
from kg.readers.dateline import date_in_name
from kg.schema import schema

SAMPLES = Path(__file__).parents[1] / "kg" / "samples"
GOLD = sorted((SAMPLES / "gold").glob("*.json"))
DOCUMENTS = sorted(path for path in SAMPLES.iterdir() if re.search(r"-\d{8}\.(txt|md)$", path.name))

each_gold = pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)


def text_of(path: Path) -> str:
    return (path.parent / read_facts(path).document).read_text(encoding="utf-8")


def faults_of(facts: FactsFile, fact: Fact) -> list[str]:
    def type_of(key: object) -> str | None:
        return facts.entities[key].type if isinstance(key, str) and key in facts.entities else None

    ontology = schema()
    found = list(ontology.faults_of(type_of(fact.subject), fact.predicate, type_of(fact.object), fact.value))
    for key, value in fact.qualifiers().items():
        of_entity = type_of(value) if key in ENTITY_QUALIFIERS else None
        found += ontology.faults_of_qualifier(fact.predicate, key, value, of_entity)
    return found


def test_there_are_samples() -> None:
    assert len(DOCUMENTS) >= 8
    assert {path.suffix for path in DOCUMENTS} == {".txt", ".md"}


def test_every_sample_has_gold_facts() -> None:
    assert [path.stem for path in GOLD] == [path.stem for path in DOCUMENTS]


def test_every_sample_names_its_sources() -> None:
    rows = re.findall(r"^\| ([\w-]+-\d{8}) \| .{20,} \|$", (SAMPLES / "SOURCES.md").read_text("utf-8"), re.M)
    assert sorted(rows) == [path.stem for path in DOCUMENTS]


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_sample_has_the_size_of_a_short_release_and_says_what_it_is(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert 180 <= len(text.split()) <= 450
    assert "Retold from public sources as a software sample; not a release of" in text


@each_gold
def test_gold_is_a_facts_file_of_its_sample(path: Path) -> None:
    facts = read_facts(path)
    assert (path.parent / facts.document).resolve() in DOCUMENTS
    assert facts.published == date_in_name(path.stem)


@each_gold
def test_names_stand_in_the_text(path: Path) -> None:
    words = " ".join(text_of(path).split())
    names = [name for entity in read_facts(path).entities.values() for name in (entity.name, *entity.aliases)]
    assert [name for name in names if name not in words] == []


@each_gold
def test_no_entity_without_a_fact_and_no_fact_twice(path: Path) -> None:
    facts = read_facts(path)
    used = {key for fact in facts.facts for key in (fact.subject, fact.object)}
    assert set(facts.entities) - used == set()
    assert len(set(facts.facts)) == len(facts.facts)


@each_gold
def test_gold_obeys_the_ontology(path: Path) -> None:
    facts = read_facts(path)
    assert {entity.type for entity in facts.entities.values()} <= set(schema().entity_types)
    assert [fault for fact in facts.facts for fault in faults_of(facts, fact)] == []


#: What only records of a register tell, and no release.
REGISTERED = {
    "centralIndexKey", "completionDate", "enrolment", "formerlyNamed", "hasArm", "primaryOutcomeMeasure",
    "registeredPhase", "secondaryOutcomeMeasure",
}  # fmt: skip


def test_samples_show_every_predicate_and_status() -> None:
    facts = [fact for path in GOLD for fact in read_facts(path).facts]
    assert {fact.status for fact in facts} == {"asserted", "planned", "potential", "negated"}
    assert set(schema().predicates) - REGISTERED == {fact.predicate for fact in facts}


def test_dm4_compounds_have_licensees() -> None:
    payloads = [
        (facts.entities[fact.subject].name, facts.entities[fact.object].name)
        for facts in map(read_facts, GOLD)
        for fact in facts.facts
        if fact.predicate == "hasPayload" and fact.subject and fact.object
    ]
    assert len({compound for compound, payload in payloads if payload == "DM4"}) >= 5
