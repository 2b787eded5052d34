"""A new relation takes a term in the ontology, a shape and a file of patterns, and nothing else."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TERM = """
kg:manufacturedBy a owl:ObjectProperty ; kg:factPredicate true ;
    rdfs:label "manufactured by" ;
    skos:definition "The company that makes the compound for others." ;
    rdfs:domain kg:Compound ; rdfs:range kg:Company .
"""
SHAPE = """
@prefix kg: <https://w3id.org/biopharma-kg/ontology#> .
@prefix kgs: <https://w3id.org/biopharma-kg/shapes#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .

kgs:Compound-one-manufacturer a sh:PropertyShape ;
    sh:targetSubjectsOf kg:manufacturedBy ;
    sh:path kg:manufacturedBy ;
    sh:maxCount 1 ;
    sh:severity sh:Violation ;
    sh:message "Keep one manufacturer." .
"""
PATTERNS = """
# Who makes a compound for others.
{subject:Compound} ... (?:manufactured|made) (?:for it )?(?:exclusively )?by {object:Company}
"""
RELEASE = """Redwood Oncology, Inc. Doses First Patient With RWD-101

BOSTON, Mass., March 3, 2025 (GLOBE NEWSWIRE) -- Redwood Oncology, Inc. (Nasdaq: RWDO), a clinical-stage
biotechnology company, today announced that the first patient has received its lead drug candidate
RWD-101 in a Phase 1 clinical trial. RWD-101 is an investigational antibody for the treatment of breast
cancer. RWD-101 is manufactured exclusively by Tall Oaks Biologics, Inc. in Vermont.
"""


@pytest.fixture
def extended(tmp_path: Path) -> Path:
    """A copy of the program in which one relation was added."""
    for folder in ("kg", "ontology", "shapes"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    with (tmp_path / "ontology" / "kg.ttl").open("a", encoding="utf-8") as ontology:
        ontology.write(TERM)
    (tmp_path / "shapes" / "manufacturer.ttl").write_text(SHAPE, encoding="utf-8")
    (tmp_path / "kg" / "relations" / "patterns" / "manufacturedBy.txt").write_text(PATTERNS, encoding="utf-8")
    return tmp_path


def kg(program: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command of that copy."""
    return subprocess.run(
        [sys.executable, "-c", "from kg.cli import main; main()", *arguments],
        cwd=program,
        env={**os.environ, "PYTHONPATH": str(program)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_it_is_read_mapped_checked_and_told(extended: Path) -> None:
    (extended / "redwood-20250303.txt").write_text(RELEASE, encoding="utf-8")
    built = kg(extended, "build", "redwood-20250303.txt")
    assert built.returncode == 0, built.stderr
    told = kg(extended, "facts", "--predicate", "manufacturedBy", "--format", "jsonl")
    (fact,) = map(json.loads, told.stdout.splitlines())
    assert fact["subject"] == "RWD-101"
    assert fact["object"] == "Tall Oaks Biologics, Inc."
    assert "manufactured exclusively by" in json.dumps(fact)
    asked = kg(extended, "query", "SELECT ?who WHERE { ?drug kg:manufacturedBy ?who }", "--format", "csv")
    assert "tall-oaks-biologics" in asked.stdout


def test_its_shape_is_enforced(extended: Path) -> None:
    second = "RWD-101 is manufactured exclusively by Wide Meadow Pharma, Inc. in Ohio.\n"
    (extended / "redwood-20250303.txt").write_text(RELEASE + second, encoding="utf-8")
    built = kg(extended, "build", "redwood-20250303.txt")
    assert built.returncode == 1
    assert "Keep one manufacturer." in built.stdout + built.stderr
