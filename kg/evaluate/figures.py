"""Precision, recall and F1 of a system's facts against gold facts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from kg.evaluate.keys import measure_key
from kg.evaluate.matching import Names, Record, match, names_of, told_apart

#: What facts count: those said to be so, or all of them whatever their status.
Mode = Literal["asserted", "any"]
_DIGITS = 3


@dataclass(slots=True)
class Count:
    """Facts in the gold, in the system's output, and in both."""

    gold: int = 0
    system: int = 0
    right: int = 0

    @property
    def precision(self) -> float:
        """Share of the system's facts that are right."""
        return self.right / self.system if self.system else 0.0

    @property
    def recall(self) -> float:
        """Share of the gold facts that were found."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def add(self, other: Count) -> None:
        """Count what the other has counted too."""
        self.gold += other.gold
        self.system += other.system
        self.right += other.right

    def as_dict(self) -> dict[str, float]:
        """Counts and rounded shares."""
        shares = {"precision": self.precision, "recall": self.recall, "f1": self.f1}
        counts = {"gold": self.gold, "system": self.system, "right": self.right}
        return counts | {name: round(share, _DIGITS) for name, share in shares.items()}


@dataclass(frozen=True, slots=True)
class Miss:
    """A gold fact that was missed, or a fact of the system that is wrong; entities by name."""

    kind: Literal["missed", "wrong"]
    document: str
    fact: Record


@dataclass(slots=True)
class Found:
    """Gold entities of a type, those found by name, and those found with their type."""

    gold: int = 0
    found: int = 0
    typed: int = 0


def _counts() -> defaultdict[str, Count]:
    return defaultdict(Count)


@dataclass(slots=True)
class Figures:
    """All that a comparison counted."""

    documents: dict[str, Count] = field(default_factory=dict)
    without_output: list[str] = field(default_factory=list)
    predicates: dict[Mode, defaultdict[str, Count]] = field(
        default_factory=lambda: {"asserted": _counts(), "any": _counts()}
    )
    not_asserted: Count = field(default_factory=Count)
    status: Counter[bool] = field(default_factory=Counter)
    measure: Counter[bool] = field(default_factory=Counter)
    entities: defaultdict[str, Found] = field(default_factory=lambda: defaultdict(Found))
    confidence: defaultdict[int, Counter[bool]] = field(default_factory=lambda: defaultdict(Counter))
    misses: list[Miss] = field(default_factory=list)

    def overall(self, mode: Mode) -> Count:
        """The counts over all predicates."""
        total = Count()
        for count in self.predicates[mode].values():
            total.add(count)
        return total

    def as_dict(self) -> dict[str, Any]:
        """The figures in the form that the gold facts' scorer prints, and the calibration."""
        by_document = {name: round(count.f1, _DIGITS) for name, count in self.documents.items()}
        modes: dict[str, Any] = {
            mode: {
                "overall": self.overall(mode).as_dict(),
                "by_predicate": {name: count.as_dict() for name, count in sorted(counts.items())},
            }
            for mode, counts in self.predicates.items()
        }
        return {
            "documents": len(self.documents),
            "without_system_output": self.without_output,
            **modes,
            "status_agreement": _share(self.status),
            "not_asserted": self.not_asserted.as_dict(),
            "outcome_measure_agreement": _share(self.measure),
            "mean_document_f1": round(sum(by_document.values()) / len(by_document), _DIGITS),
            "documents_f1": by_document,
            "entities": {kind: _recalls(found) for kind, found in sorted(self.entities.items())},
            "calibration": [
                {"confidence": f"{decile / 10:.1f}", "facts": right.total(), "right": _share(right)}
                for decile, right in sorted(self.confidence.items())
            ],
        }


def _share(counted: Counter[bool]) -> float | None:
    return round(counted[True] / counted.total(), _DIGITS) if counted else None


def _recalls(found: Found) -> dict[str, float]:
    recall, typed = found.found / found.gold, found.typed / found.gold
    return {"gold": found.gold, "recall": round(recall, _DIGITS), "recall_typed": round(typed, _DIGITS)}


def compare(gold: Mapping[str, Record], system: Mapping[str, Record]) -> Figures:
    """The figures of a system's facts files against the gold's.

    Parameters:
        gold: Gold facts by document.
        system: The system's facts by document; a document without any counts as one without facts.
    """
    figures = Figures()
    for name, wanted in sorted(gold.items()):
        if name not in system:
            figures.without_output.append(name)
        _compare_document(name, wanted, system.get(name, {}), figures)
    return figures


def _compare_document(name: str, wanted: Record, given: Record, figures: Figures) -> None:
    gold_names = names_of(wanted)
    system_names = told_apart(names_of(given), gold_names)
    for mode in ("asserted", "any"):
        gold, system = _facts(wanted, mode), _facts(given, mode)
        pairs = match(gold, gold_names, system, system_names)
        _count(gold, system, pairs, figures.predicates[mode])
        if mode == "asserted":
            figures.documents[name] = Count(len(gold), len(system), len(pairs))
            figures.misses += _misses(name, (gold, gold_names), (system, system_names), pairs)
            _count_confidence(system, {j for _, j in pairs}, figures)
        else:
            _count_status(gold, system, pairs, figures)
    _count_entities(wanted, gold_names, system_names, figures)


def _facts(data: Record, mode: Mode) -> list[Record]:
    return [fact for fact in data.get("facts") or () if mode == "any" or _status(fact) == "asserted"]


def _status(fact: Record) -> str:
    return str(fact.get("status", "asserted"))


def _count(
    gold: list[Record], system: list[Record], pairs: list[tuple[int, int]], counts: defaultdict[str, Count]
) -> None:
    for fact in gold:
        counts[fact["predicate"]].gold += 1
    for fact in system:
        counts[fact["predicate"]].system += 1
    for i, _ in pairs:
        counts[gold[i]["predicate"]].right += 1


def _count_confidence(system: list[Record], right: set[int], figures: Figures) -> None:
    for j, fact in enumerate(system):
        decile = min(9, int(float(fact.get("confidence", 1.0)) * 10))
        figures.confidence[decile][j in right] += 1


def _count_status(
    gold: list[Record], system: list[Record], pairs: list[tuple[int, int]], figures: Figures
) -> None:
    open_ = figures.not_asserted
    open_.gold += sum(_status(fact) != "asserted" for fact in gold)
    open_.system += sum(_status(fact) != "asserted" for fact in system)
    for i, j in pairs:
        agree = _status(gold[i]) == _status(system[j])
        figures.status[agree] += 1
        open_.right += agree and _status(gold[i]) != "asserted"
        if gold[i]["predicate"] == "outcome":
            figures.measure[measure_key(gold[i].get("measure")) == measure_key(system[j].get("measure"))] += 1


def _misses(
    name: str,
    gold: tuple[list[Record], Names],
    system: tuple[list[Record], Names],
    pairs: list[tuple[int, int]],
) -> list[Miss]:
    hit, right = {i for i, _ in pairs}, {j for _, j in pairs}
    missed = [Miss("missed", name, _named(fact, gold[1])) for i, fact in enumerate(gold[0]) if i not in hit]
    wrong = [
        Miss("wrong", name, _named(fact, system[1])) for j, fact in enumerate(system[0]) if j not in right
    ]
    return missed + wrong


def _named(fact: Record, names: Names) -> Record:
    ends = {end: key for end in ("subject", "object") if (key := fact.get(end)) in names.keys}
    return dict(fact) | {end: names.entities[key]["name"] for end, key in ends.items() if key}


def _count_entities(wanted: Record, gold_names: Names, system_names: Names, figures: Figures) -> None:
    used = {fact.get(end) for fact in _facts(wanted, "any") for end in ("subject", "object")}
    given = [(system_names.entities[key]["type"], keys) for key, keys in system_names.keys.items()]
    for key in sorted(set(gold_names.keys) & used):
        kind = gold_names.entities[key]["type"]
        types = {type_ for type_, keys in given if keys & gold_names.keys[key]}
        figures.entities[kind].gold += 1
        figures.entities[kind].found += bool(types)
        figures.entities[kind].typed += kind in types
