from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kg.errors import FactsError
from kg.facts import facts_from, facts_json, facts_schema, read_facts

TEXT = "AB-1 carries DM4. Acme (NASDAQ: ACME) owns it."
FILE: dict[str, Any] = {
    "document": "news",
    "published": "2022-05",
    "issuer": "c",
    "text": TEXT,
    "entities": {
        "c": {"type": "Company", "name": "Acme", "aliases": ["Acme Inc."]},
        "d": {"type": "Compound", "name": "AB-1"},
        "p": {"type": "Payload", "name": "DM4"},
    },
    "facts": [
        {
            "subject": "d",
            "predicate": "hasPayload",
            "object": "p",
            "confidence": 0.9,
            "evidence": [{"start": 0, "end": 17, "quote": TEXT[:17]}],
        },
        {"subject": "d", "predicate": "outcome", "measure": "objective response rate", "percent": 33.0},
    ],
}


def with_fact(**changes: object) -> dict[str, Any]:
    return FILE | {"facts": [FILE["facts"][0] | changes]}


def test_a_facts_file_survives_writing_and_reading(tmp_path: Path) -> None:
    facts = facts_from(FILE)
    path = tmp_path / "news.json"
    path.write_text(facts_json(facts), encoding="utf-8")
    assert read_facts(path) == facts
    written = json.loads(path.read_text())
    assert written["facts"][0]["status"] == "asserted"
    assert "date" not in written["facts"][0]
    assert facts.facts[1].qualifiers() == {"measure": "objective response rate", "percent": 33.0}


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (FILE | {"issuer": "x"}, "issuer 'x' is not among the entities"),
        (FILE | {"colour": "red"}, "colour: Extra inputs are not permitted"),
        (FILE | {"published": "May"}, "published: String should match"),
        (FILE | {"text": TEXT + "\r"}, "control characters"),
        (with_fact(subject="x"), r"facts\[0\].subject 'x' is not among the entities"),
        (with_fact(status="hoped"), r"facts\[0\].status: Input should be 'asserted'"),
        (with_fact(confidence=2), r"facts\[0\].confidence: Input should be less than or equal to 1"),
        (with_fact(predicate="hasPayloads"), r"facts\[0\]: unknown predicate .* mean 'hasPayload'"),
        (with_fact(object="c"), r"facts\[0\]: the object of hasPayload is a Company"),
        (with_fact(evidence=[{"start": 1, "end": 5, "quote": "AB-1"}]), r"evidence\[0\]: .* not the quote"),
        (with_fact(amount=5), r"facts\[0\]: hasPayload takes no 'amount'"),
        (FILE | {"entities": {"c": {"type": "Firm", "name": "A"}}, "facts": []}, "c.type: unknown type"),
        ([], "Input should be a valid dictionary"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_with_its_place(data: object, message: str) -> None:
    with pytest.raises(FactsError, match=message) as caught:
        facts_from(data)
    assert "\n" not in str(caught.value)


def test_many_faults_are_one_line_of_a_fair_length() -> None:
    with pytest.raises(FactsError, match="and 15 more"):
        facts_from(FILE | {f"x{number}": 1 for number in range(20)})


@pytest.mark.parametrize(
    ("content", "message"),
    [("{", "is broken JSON"), ("[" * 100_000, "is broken JSON"), ("{}", "document: Field required")],
)
def test_a_broken_file_is_named(tmp_path: Path, content: str, message: str) -> None:
    path = tmp_path / "news.json"
    path.write_text(content)
    with pytest.raises(FactsError, match=f"news.json: {message}"):
        read_facts(path)
    with pytest.raises(FactsError, match=r"none\.json: cannot be read"):
        read_facts(tmp_path / "none.json")


def test_the_published_json_schema_is_that_of_the_program() -> None:
    published = Path(__file__).parents[1] / "kg" / "facts.schema.json"
    anew = "python -c 'import json, kg.facts as f; print(json.dumps(f.facts_schema(), indent=1))'"
    assert json.loads(published.read_text(encoding="utf-8")) == facts_schema(), f"make it anew with {anew}"
