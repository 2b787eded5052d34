"""Which facts of a system say what a gold fact says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from kg.evaluate.keys import measure_key, name_key, name_keys, number_key, role_key, ticker_key, unit_key

Record: TypeAlias = Mapping[str, Any]

_SYMMETRIC = ("partnerOf", "combinedWith")
_NUMBERS = ("percent", "count", "total", "value", "pValue", "hazardRatio")


@dataclass(frozen=True, slots=True)
class Names:
    """The entities of one file: their records, and the keys of their names."""

    entities: Mapping[str, Record]
    keys: Mapping[str, set[str]]

    def of(self, key: str | None) -> set[str]:
        """The name keys of an entity, or of the words that stand where a key should."""
        if not key:
            return set()
        return self.keys[key] if key in self.keys else {name_key(key)}


def names_of(data: Record) -> Names:
    """The entities of a facts file."""
    entities = data.get("entities") or {}
    return Names(entities, {key: name_keys(entity) for key, entity in entities.items()})


def told_apart(system: Names, gold: Names) -> Names:
    """The system's names, each entity standing for one gold entity only: its likest."""
    return Names(system.entities, {key: _narrowed(key, system, gold) for key in system.keys})


def _narrowed(key: str, system: Names, gold: Names) -> set[str]:
    mine, first = system.keys[key], name_key(system.entities[key]["name"])
    hits = {other: keys for other, keys in gold.keys.items() if keys & mine}
    if len(hits) < 2:
        return mine
    best = max(hits, key=lambda other: (len(hits[other] & mine), first in hits[other], other))
    return {name for name in mine if name in hits[best] or not any(name in keys for keys in hits.values())}


def is_same(gold: Record, gold_names: Names, system: Record, system_names: Names) -> bool:
    """Whether the system's fact says what the gold fact says, status aside."""
    predicate = gold["predicate"]
    if predicate != system.get("predicate"):
        return False
    subjects = gold_names.of(gold.get("subject")), system_names.of(system.get("subject"))
    objects = gold_names.of(gold.get("object")), system_names.of(system.get("object"))
    if predicate == "payment":
        return _same_money(gold, system) and _agree_or_none(*subjects) and _agree_or_none(*objects)
    if predicate in _SYMMETRIC and _meet(subjects[0], objects[1]) and _meet(objects[0], subjects[1]):
        return True
    return _meet(*subjects) and _same_rest(gold, system, _meet(*objects))


def _same_rest(gold: Record, system: Record, objects_meet: bool) -> bool:
    """Whether two facts with one predicate and subject agree in the rest."""
    if gold["predicate"] == "outcome":
        return _same_outcome(gold, system)
    if "value" in gold:
        return "value" in system and _same_value(gold, system)
    if gold["predicate"] == "holdsRole":
        return objects_meet and _same_role(gold.get("role"), system.get("role"))
    return objects_meet


def _meet(left: set[str], right: set[str]) -> bool:
    return not left.isdisjoint(right)


def _agree_or_none(left: set[str], right: set[str]) -> bool:
    return _meet(left, right) or not (left or right)


def _same_money(gold: Record, system: Record) -> bool:
    amounts = number_key(gold.get("amount")) == number_key(system.get("amount"))
    currencies = (gold.get("currency") or "") == (system.get("currency") or "")
    return amounts and currencies and gold.get("kind") == system.get("kind")


def _same_outcome(gold: Record, system: Record) -> bool:
    said = [key for key in _NUMBERS if gold.get(key) is not None]
    if not said:
        return measure_key(gold.get("measure")) == measure_key(system.get("measure"))
    numbers = all(number_key(gold.get(key)) == number_key(system.get(key)) for key in said)
    return numbers and unit_key(gold.get("unit")) == unit_key(system.get("unit"))


def _same_value(gold: Record, system: Record) -> bool:
    key = ticker_key if gold["predicate"] == "ticker" else name_key
    return key(gold["value"]) == key(system["value"])


def _same_role(gold: object, system: object) -> bool:
    left, right = role_key(gold), role_key(system)
    return _meet(left, right) and len(left & right) * 2 >= min(len(left), len(right))


def match(
    gold: Sequence[Record], gold_names: Names, system: Sequence[Record], system_names: Names
) -> list[tuple[int, int]]:
    """A largest one-to-one matching: pairs of positions in gold and system, by augmenting paths (Kuhn 1955).

    Among the facts that fit, those of the same measure are tried first.
    """
    edges = [
        sorted(
            (j for j, fact in enumerate(system) if is_same(wanted, gold_names, fact, system_names)),
            key=lambda j: measure_key(wanted.get("measure")) != measure_key(system[j].get("measure")),
        )
        for wanted in gold
    ]
    taken: dict[int, int] = {}
    for i in range(len(gold)):
        _augment(i, edges, taken, set())
    return sorted((i, j) for j, i in taken.items())


def _augment(i: int, edges: Sequence[Iterable[int]], taken: dict[int, int], seen: set[int]) -> bool:
    for j in edges[i]:
        if j not in seen:
            seen.add(j)
            if j not in taken or _augment(taken[j], edges, taken, seen):
                taken[j] = i
                return True
    return False
