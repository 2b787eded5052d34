from __future__ import annotations

import copy
import json
import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kg.errors import InputError
from kg.evaluate import compare, facts_in, miss_line, table
from kg.evaluate.keys import measure_key, name_key, name_keys, number_key, role_key, ticker_key

GOLD = Path(__file__).parents[1].parent / "shared" / "gold"

Facts = dict[str, Any]

PARTNERS = {"predicate": "partnerOf", "subject": "c1", "object": "c2"}
PARENT = PARTNERS | {"predicate": "parentOrganization"}
VACCINE = {"predicate": "hasModality", "subject": "d", "value": "vaccine"}


def facts(*records: Facts, **entities: str) -> Facts:
    types = {
        key: {"type": "Company" if key.startswith("c") else "Compound", "name": n}
        for key, n in entities.items()
    }
    return {"entities": types, "facts": list(records)}


def one(gold: Facts, system: Facts) -> bool:
    return compare({"d": gold}, {"d": system}).overall("any").right == 1


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("ImmunoGen, Inc.", "immunogen"),
        ("Eli Lilly and Company", "Eli Lilly"),
        ("The Roche Group", "Roche"),
        ("Dr. Ann Lee, M.D., Ph.D.", "Ann Lee"),
        ("D-PLEX₁₀₀®", "D-PLEX100"),
        ("FRα", "FR-alpha"),
    ],
)
def test_spellings_of_one_name_have_one_key(left: str, right: str) -> None:
    assert name_key(left) == name_key(right)


def test_keys_of_values() -> None:
    assert name_keys({"name": "Targeted Antibody Payload (TAP) technology"}) >= {
        "targetedantibodypayload(tap)technology"
    }
    assert name_keys({"name": "Thing (TH)", "aliases": ["TH platform"]}) >= {"thing", "th"}
    assert (number_key("1,000%"), number_key("n/a"), number_key(None)) == (1000.0, "na", None)
    assert ticker_key("OTC Pink: abc") == "OTC:ABC"
    assert role_key("Former Senior Vice President of R&D") == {"svp"}
    assert measure_key("ORR") == measure_key("overall response rate")


@pytest.mark.parametrize(
    ("gold", "system", "same"),
    [  # the system's fact is the gold fact with these changes
        (PARTNERS, {"subject": "c2", "object": "c1"}, True),
        (PARENT, {"subject": "c2", "object": "c1"}, False),
        (VACCINE, {"value": "Vaccine"}, True),
        (VACCINE, {"value": None, "object": "c1"}, False),
        ({"predicate": "outcome", "subject": "d", "measure": "ORR", "percent": 33}, {"measure": "x"}, True),
        ({"predicate": "outcome", "subject": "d", "measure": "ORR", "percent": 33}, {"percent": 34}, False),
        ({"predicate": "outcome", "subject": "d", "measure": "ORR"}, {"measure": "objective response"}, True),
        ({"predicate": "payment", "subject": "c1", "kind": "upfront", "amount": 5}, {"amount": 5.0}, True),
        ({"predicate": "payment", "subject": "c1", "kind": "upfront", "amount": 5}, {"subject": None}, False),
        ({"predicate": "payment", "kind": "upfront", "amount": 5}, {"currency": "USD"}, False),
        ({"predicate": "holdsRole", "subject": "c1", "object": "c2", "role": "CEO"}, {"role": "CFO"}, False),
        ({"predicate": "holdsRole", "subject": "c1", "object": "c2", "role": "CEO"},
         {"role": "President and Chief Executive Officer"}, True),
    ],
)  # fmt: skip
def test_when_two_facts_say_the_same(gold: Facts, system: Facts, same: bool) -> None:
    names = {"c1": "Acme Inc.", "c2": "Beta Ltd", "d": "AB-1"}
    assert one(facts(gold, **names), facts(gold | system, **names)) is same


def test_each_fact_is_counted_once_and_what_is_wrong_is_named() -> None:
    phase = {"subject": "d", "predicate": "developmentPhase", "value": "Phase 1", "confidence": 0.95}
    planned = phase | {"value": "Phase 2", "status": "planned"}
    gold, system = (
        facts(phase, planned, d="AB-1"),
        facts(phase, phase | {"confidence": 0.4}, planned, d="AB 1"),
    )
    figures = compare({"a": gold, "b": gold}, {"a": system})
    asserted = figures.overall("asserted")
    assert (asserted.gold, asserted.system, asserted.right) == (2, 2, 1)
    assert (figures.not_asserted.gold, figures.not_asserted.right) == (2, 1)
    assert figures.without_output == ["b"]
    assert [row["right"] for row in figures.as_dict()["calibration"]] == [0.0, 1.0]
    assert [miss_line(miss).split()[:2] for miss in figures.misses] == [["wrong", "a"], ["missed", "b"]]
    assert '"AB 1"' in miss_line(figures.misses[0])
    assert next(table(figures)).startswith("asserted: P 0.500  R 0.500  F1 0.500")


def test_bad_gold_folders(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is no folder"):
        facts_in(tmp_path / "none")
    with pytest.raises(InputError, match="holds no facts file"):
        facts_in(tmp_path)
    (tmp_path / "a.json").write_text("{")
    with pytest.raises(InputError, match=r"a\.json: is broken JSON"):
        facts_in(tmp_path)
    (tmp_path / "a.json").write_text("[]")
    with pytest.raises(InputError, match="is no facts file"):
        facts_in(tmp_path)


def drop_some(data: Facts, chance: random.Random) -> None:
    data["facts"] = [fact for fact in data["facts"] if chance.random() > 0.3]


def change_statuses(data: Facts, chance: random.Random) -> None:
    for fact in data["facts"]:
        if chance.random() < 0.3:
            fact["status"] = chance.choice(["asserted", "planned", "potential", "negated"])


def swap_objects(data: Facts, chance: random.Random) -> None:
    for fact in data["facts"]:
        if "object" in fact and chance.random() < 0.3:
            fact["object"], fact["subject"] = chance.choice([*data["entities"], "Nobody"]), fact["object"]


def merge_entities(data: Facts, chance: random.Random) -> None:
    for entity in data["entities"].values():
        other = chance.choice(list(data["entities"].values()))
        entity["aliases"] = [*entity.get("aliases", ()), other["name"]] if chance.random() < 0.4 else []


def blur_values(data: Facts, chance: random.Random) -> None:
    for fact in data["facts"]:
        for key in ("value", "percent", "measure", "role", "amount", "unit"):
            if key in fact and chance.random() < 0.3:
                fact[key] = chance.choice([str(fact[key]).upper(), "33", "ORR", "CEO"])
    data["facts"] += [copy.deepcopy(fact) for fact in data["facts"] if chance.random() < 0.2]


@pytest.mark.skipif(not GOLD.exists(), reason="the shared gold facts are not here")
@pytest.mark.parametrize("damage", [drop_some, change_statuses, swap_objects, merge_entities, blur_values])
def test_figures_are_those_of_the_gold_scorer(
    damage: Callable[[Facts, random.Random], None], tmp_path: Path
) -> None:
    chance = random.Random(damage.__name__)
    gold = facts_in(GOLD / "dev")
    system = copy.deepcopy(gold)
    system.pop(sorted(system)[3])
    for name, data in system.items():
        damage(data, chance)
        (tmp_path / f"{name}.json").write_text(json.dumps(data))
    command = [sys.executable, str(GOLD / "score.py"), str(GOLD / "dev"), str(tmp_path), "--json"]
    printed = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    printed["without_system_output"] = [
        name.removesuffix(".json") for name in printed["without_system_output"]
    ]
    ours = compare(gold, facts_in(tmp_path)).as_dict()
    del ours["calibration"]
    assert ours == printed
