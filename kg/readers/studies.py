"""Study records of ClinicalTrials.gov as facts, whose evidence is the JSON pointer of a field with its value.

Source: https://clinicaltrials.gov/data-api/about-api/study-data-structure
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from kg.document import normalise
from kg.errors import InputError
from kg.facts import FactsFile, facts_from
from kg.schema import schema

_COMPOUNDS = frozenset({"DRUG", "BIOLOGICAL", "COMBINATION_PRODUCT", "GENETIC", "RADIATION"})
_PLANNED = frozenset({"NOT_YET_RECRUITING"})
_ENDED = frozenset({"WITHDRAWN"})
_PROTOCOL = "/protocolSection"
_NUMBER = f"{_PROTOCOL}/identificationModule/nctId"
_SPONSOR = f"{_PROTOCOL}/sponsorCollaboratorsModule/leadSponsor"
_COLLABORATORS = f"{_PROTOCOL}/sponsorCollaboratorsModule/collaborators"
_CONDITIONS = f"{_PROTOCOL}/conditionsModule/conditions"
_PHASES = f"{_PROTOCOL}/designModule/phases"
_INTERVENTIONS = f"{_PROTOCOL}/armsInterventionsModule/interventions"
_STATUS = f"{_PROTOCOL}/statusModule/overallStatus"
_START = f"{_PROTOCOL}/statusModule/startDateStruct/date"
_NAMES = tuple(f"{_PROTOCOL}/identificationModule/{name}" for name in ("acronym", "orgStudyIdInfo/id"))


def study_facts(record: object) -> FactsFile:
    """The facts of a study.

    The text has a line for each field that facts are read from: its JSON pointer, a tab and its value.

    Raises:
        InputError: the record is no study.
        FactsError: its fields break the format of facts.
    """
    fields = dict(_flat(record)) if isinstance(record, dict) else {}
    if not fields.get(_NUMBER):
        raise InputError(f"is no study record: it has no {_NUMBER}")
    return facts_from(_Study(fields).facts())


def _flat(value: object) -> Iterator[tuple[str, str]]:
    """Pointers of the strings, numbers and truths in a value (RFC 6901) with these as text."""
    waiting: list[tuple[str, object]] = [("", value)]
    while waiting:
        pointer, each = waiting.pop()
        inner: Iterable[tuple[object, object]] = ()
        if isinstance(each, dict):
            inner = each.items()
        elif isinstance(each, list):
            inner = enumerate(each)
        elif each is not None:
            yield pointer, " ".join(normalise(str(each)).split())
        found = [(f"{pointer}/{str(key).replace('~', '~0').replace('/', '~1')}", part) for key, part in inner]
        waiting.extend(reversed(found))


class _Study:
    def __init__(self, fields: dict[str, str]) -> None:
        self._fields = fields
        self._entities: dict[str, dict[str, Any]] = {}
        self._facts: list[dict[str, Any]] = []
        self._lines: dict[str, tuple[int, str]] = {}
        self._length = 0

    def facts(self) -> dict[str, Any]:
        trial = self._entity(
            "Trial", "trial", _NUMBER, [each for name in _NAMES if (each := self._get(name))]
        )
        sponsor = self._party(_SPONSOR, "sponsor")
        conditions = {
            pointer: self._entity("Condition", f"condition{number}", pointer)
            for number, pointer in enumerate(self._list(_CONDITIONS), 1)
        }
        about = self._about(sponsor)
        for number in self._numbers(_INTERVENTIONS):
            self._compound(number, trial, conditions, about)
        self._partners(sponsor)
        return {
            "document": self._fields[_NUMBER],
            "published": self._date(f"{_PROTOCOL}/statusModule/lastUpdatePostDateStruct/date"),
            "title": self._get(f"{_PROTOCOL}/identificationModule/briefTitle") or None,
            "source": "ClinicalTrials.gov",
            "url": f"https://clinicaltrials.gov/study/{self._fields[_NUMBER]}",
            "issuer": sponsor,
            "language": "en",
            "text": "".join(line for _, line in self._lines.values()),
            "entities": self._entities,
            "facts": self._facts,
        }

    def _get(self, pointer: str) -> str:
        return self._fields.get(pointer, "")

    def _list(self, pointer: str) -> list[str]:
        """The pointers of the strings in a list."""
        return [each for each in self._fields if each.startswith(f"{pointer}/") and self._fields[each]]

    def _numbers(self, pointer: str) -> list[int]:
        """The places of the objects in a list."""
        heads = {each[len(pointer) + 1 :].partition("/")[0] for each in self._list(pointer)}
        return sorted(int(head) for head in heads if head.isdigit())

    def _date(self, pointer: str) -> str | None:
        return self._get(pointer) or None

    def _entity(self, kind: str, key: str, pointer: str, aliases: Iterable[str] = ()) -> str:
        name = self._fields[pointer]
        others = [alias for alias in dict.fromkeys(aliases) if alias and alias != name]
        self._entities[key] = {"type": kind, "name": name, "aliases": others}
        return key

    def _party(self, pointer: str, key: str) -> str | None:
        if not self._get(f"{pointer}/name"):
            return None
        kind = "Company" if self._get(f"{pointer}/class") == "INDUSTRY" else "Organization"
        return self._entity(kind, key, f"{pointer}/name")

    def _about(self, sponsor: str | None) -> dict[str, str]:
        """What is told beside each fact of the study."""
        told = {
            "start": self._date(_START),
            "sponsor": sponsor,
            "status_of_trial": self._get(_STATUS).replace("_", " ").lower() or None,
        }
        return {key: value for key, value in told.items() if value}

    def _status(self) -> str:
        told = self._get(_STATUS)
        return "planned" if told in _PLANNED else "negated" if told in _ENDED else "asserted"

    def _compound(self, number: int, trial: str, conditions: dict[str, str], about: dict[str, str]) -> None:
        place = f"{_INTERVENTIONS}/{number}"
        if self._get(f"{place}/type") not in _COMPOUNDS or not self._get(f"{place}/name"):
            return
        others = [self._fields[each] for each in self._list(f"{place}/otherNames")]
        compound = self._entity("Compound", f"compound{number + 1}", f"{place}/name", others)
        seen = [f"{place}/name", _NUMBER, _STATUS]
        self._say(compound, "studiedIn", seen, object=trial, **about)
        for pointer, condition in conditions.items():
            self._say(compound, "hasIndication", [*seen, pointer], object=condition)
        if phase := self._phase():
            first = {"condition": next(iter(conditions.values()))} if conditions else {}
            pointers = [*seen, *self._list(_PHASES)]
            self._say(compound, "developmentPhase", pointers, value=phase, trial=trial, **first, **about)

    def _phase(self) -> str | None:
        """The phase as the ontology has it, if it has it."""
        numbers = [
            self._fields[each].removeprefix("EARLY_").removeprefix("PHASE") for each in self._list(_PHASES)
        ]
        phase = f"Phase {'/'.join(numbers)}"
        return phase if phase in schema().concepts["Phase"] else None

    def _partners(self, sponsor: str | None) -> None:
        for number in self._numbers(_COLLABORATORS):
            place = f"{_COLLABORATORS}/{number}"
            partner = self._party(place, f"collaborator{number + 1}")
            if partner and sponsor:
                self._say(sponsor, "partnerOf", [f"{_SPONSOR}/name", f"{place}/name"], object=partner)

    def _say(self, subject: str, predicate: str, pointers: list[str], **more: str) -> None:
        subject_kind = self._entities[subject]["type"]
        object_kind = self._entities[more["object"]]["type"] if "object" in more else None
        if any(schema().faults_of(subject_kind, predicate, object_kind, more.get("value"))):
            return
        evidence = [self._evidence(pointer) for pointer in pointers if self._get(pointer)]
        status = "asserted" if predicate == "partnerOf" else self._status()
        fact = {"subject": subject, "predicate": predicate, "status": status, "evidence": evidence}
        self._facts.append({**fact, **more})

    def _evidence(self, pointer: str) -> dict[str, Any]:
        if pointer not in self._lines:
            line = f"{pointer}\t{self._fields[pointer]}\n"
            self._lines[pointer] = (self._length, line)
            self._length += len(line)
        start, line = self._lines[pointer]
        return {"start": start, "end": start + len(line) - 1, "quote": line[:-1], "fragment": pointer}
