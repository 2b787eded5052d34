"""Results of a study in the registry: of each outcome measure, what was found in each group of patients.

Read are counts of participants, percentages, medians, means and single numbers, of measures that are not
divided further. Source: https://clinicaltrials.gov/data-api/about-api/study-data-structure (resultsSection)
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.readers.fields import Fields
from kg.schema import schema

_MEASURES = "/resultsSection/outcomeMeasuresModule/outcomeMeasures"
_NUMBER = re.compile(r"-?\d{1,12}(?:\.\d{1,6})?")
_PERCENT = re.compile(r"%|percent", re.IGNORECASE)
_PEOPLE = "COUNT_OF_PARTICIPANTS"
_VALUES = frozenset({"NUMBER", "MEDIAN", "MEAN", "LEAST_SQUARES_MEAN", "GEOMETRIC_MEAN"})


@dataclass(frozen=True, slots=True)
class Result:
    """What was found in a group of patients.

    Attributes:
        group: The group's title, as a rule the name of an arm.
        told: Measure and numbers, as an outcome has them.
        pointers: The fields that tell it.
    """

    group: str
    told: dict[str, str | float]
    pointers: tuple[str, ...]


def results(fields: Fields) -> Iterator[Result]:
    """The results of a study, those of each measure in the order of its groups."""
    for measure in fields.each(_MEASURES):
        classes = fields.each(f"{measure}/classes")
        categories = [each for one in classes for each in fields.each(f"{one}/categories")]
        if len(categories) == 1 and fields.get(f"{measure}/title"):
            for found in fields.each(f"{categories[0]}/measurements"):
                yield from _result(fields, measure, found)


def _result(fields: Fields, measure: str, found: str) -> Iterator[Result]:
    group = fields.get(f"{found}/groupId")
    total = _of_group(fields, f"{measure}/denoms/0/counts", "groupId", group, "value")
    title = _of_group(fields, f"{measure}/groups", "id", group, "title")
    if told := _numbers(fields, measure, fields.get(f"{found}/value"), fields.get(total)):
        pointers = (f"{measure}/title", title, f"{found}/value", total if "total" in told else "")
        told["measure"] = _measure(fields.get(f"{measure}/title"))
        yield Result(fields.get(title), told, tuple(filter(None, pointers)))


def _numbers(fields: Fields, measure: str, value: str, total: str) -> dict[str, str | float]:
    """The numbers of a result; none where it is not told what they are of."""
    kind, unit = fields.get(f"{measure}/paramType"), fields.get(f"{measure}/unitOfMeasure")
    of = {"total": int(total)} if total.isdecimal() else {}
    if kind == _PEOPLE and value.isdecimal():
        return {"count": int(value), **of}
    if kind not in _VALUES or not unit or not _NUMBER.fullmatch(value):
        return {}
    return {"percent": float(value), **of} if _PERCENT.search(unit) else {"value": float(value), "unit": unit}


def _of_group(fields: Fields, entries: str, key: str, group: str, wanted: str) -> str:
    """The pointer of a field in the entry for a group; empty if there is none."""
    found = (each for each in fields.each(entries) if group and fields.get(f"{each}/{key}") == group)
    return next((f"{each}/{wanted}" for each in found), "")


def _measure(title: str) -> str:
    """The measure that a title names first, as the ontology has it; else the title."""
    folded = title.casefold()
    known = [name for name in schema().concepts["Measure"] if name.casefold() in folded]
    return min(known, key=lambda name: (folded.index(name.casefold()), -len(name)), default=title)
