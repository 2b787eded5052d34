"""Study records of ClinicalTrials.gov as facts, whose evidence is the JSON pointer of a field with its value.

Source: https://clinicaltrials.gov/data-api/about-api/study-data-structure
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from kg.errors import InputError
from kg.facts import FactsFile, facts_from
from kg.readers.fields import Fields
from kg.readers.results import results
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
_ENROLMENT = f"{_PROTOCOL}/designModule/enrollmentInfo"
_ARMS = f"{_PROTOCOL}/armsInterventionsModule/armGroups"
_INTERVENTIONS = f"{_PROTOCOL}/armsInterventionsModule/interventions"
_OUTCOMES = f"{_PROTOCOL}/outcomesModule"
_STATUS = f"{_PROTOCOL}/statusModule/overallStatus"
_START = f"{_PROTOCOL}/statusModule/startDateStruct/date"
_COMPLETION = f"{_PROTOCOL}/statusModule/completionDateStruct"
_UPDATED = f"{_PROTOCOL}/statusModule/lastUpdatePostDateStruct/date"
_NAMES = tuple(f"{_PROTOCOL}/identificationModule/{name}" for name in ("acronym", "orgStudyIdInfo/id"))
_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


def study_facts(record: object) -> FactsFile:
    """The facts of a study.

    The text has a line for each field that facts are read from: its JSON pointer, a tab and its value.

    Raises:
        InputError: the record is no study.
        FactsError: its fields break the format of facts.
    """
    fields = Fields(record)
    if not fields.get(_NUMBER):
        raise InputError(f"is no study record: it has no {_NUMBER}")
    return facts_from(_Study(fields).facts())


class _Study:
    def __init__(self, fields: Fields) -> None:
        self._fields, self._get = fields, fields.get
        self._entities: dict[str, dict[str, Any]] = {}
        self._facts: list[dict[str, Any]] = []
        self._lines: dict[str, tuple[int, str]] = {}
        self._length = 0

    def facts(self) -> dict[str, Any]:
        trial = self._entity("Trial", "trial", _NUMBER, map(self._get, _NAMES))
        sponsor = self._party(_SPONSOR, "sponsor")
        conditions = {
            pointer: self._entity("Condition", f"condition{number}", pointer)
            for number, pointer in enumerate(self._fields.texts(_CONDITIONS), 1)
        }
        about = self._about(sponsor)
        compounds = [
            compound
            for place in self._fields.each(_INTERVENTIONS)
            if (compound := self._compound(place, trial, conditions, about))
        ]
        self._design(trial)
        self._results(trial, compounds)
        self._partners(sponsor)
        return {
            "document": self._get(_NUMBER),
            "published": self._date(_UPDATED),
            "title": self._get(f"{_PROTOCOL}/identificationModule/briefTitle") or None,
            "source": "ClinicalTrials.gov",
            "url": f"https://clinicaltrials.gov/study/{self._get(_NUMBER)}",
            "issuer": sponsor,
            "language": "en",
            "text": "".join(line for _, line in self._lines.values()),
            "entities": self._entities,
            "facts": self._facts,
        }

    def _date(self, pointer: str) -> str | None:
        return date if _DATE.fullmatch(date := self._get(pointer)) else None

    def _entity(self, kind: str, key: str, pointer: str, aliases: Iterable[str] = ()) -> str:
        name = self._get(pointer)
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

    def _compound(
        self, place: str, trial: str, conditions: dict[str, str], about: dict[str, str]
    ) -> str | None:
        if self._get(f"{place}/type") not in _COMPOUNDS or not self._get(f"{place}/name"):
            return None
        others = map(self._get, self._fields.texts(f"{place}/otherNames"))
        number = int(place.rpartition("/")[2]) + 1
        compound = self._entity("Compound", f"compound{number}", f"{place}/name", others)
        seen = [f"{place}/name", _NUMBER, _STATUS]
        self._say(compound, "studiedIn", seen, object=trial, **about)
        for pointer, condition in conditions.items():
            self._say(compound, "hasIndication", [*seen, pointer], object=condition)
        if (phase := self._phase()) in schema().concepts["Phase"]:
            first = {"condition": next(iter(conditions.values()))} if conditions else {}
            pointers = [*seen, *self._fields.texts(_PHASES)]
            self._say(compound, "developmentPhase", pointers, value=phase, trial=trial, **first, **about)
        return compound

    def _phase(self) -> str:
        phases = map(self._get, self._fields.texts(_PHASES))
        numbers = [phase.removeprefix("EARLY_").removeprefix("PHASE") for phase in phases]
        return f"Phase {'/'.join(numbers)}"

    def _design(self, trial: str) -> None:
        """How the study is built; what is an estimate is planned."""
        for pointer in self._fields.texts(_PHASES):
            self._say(trial, "registeredPhase", [pointer], value=_words(self._get(pointer)))
        if (number := self._get(f"{_ENROLMENT}/count")).isdecimal():
            pointers = [f"{_ENROLMENT}/count", f"{_ENROLMENT}/type"]
            self._say(trial, "enrolment", pointers, value=int(number))
        if day := self._date(f"{_COMPLETION}/date"):
            pointers = [f"{_COMPLETION}/date", f"{_COMPLETION}/type"]
            self._say(trial, "completionDate", pointers, value=day)
        for arm in self._fields.each(_ARMS):
            told = [f"{arm}/{name}" for name in ("label", "type", "description")]
            self._tell(trial, "hasArm", told)
        for kind in ("primary", "secondary"):
            for outcome in self._fields.each(f"{_OUTCOMES}/{kind}Outcomes"):
                told = [f"{outcome}/{name}" for name in ("measure", "timeFrame")]
                self._tell(trial, f"{kind}OutcomeMeasure", told)

    def _tell(self, trial: str, predicate: str, pointers: Sequence[str]) -> None:
        """Say in words what some fields say together; the first must be there."""
        if self._get(pointers[0]):
            words = "; ".join(filter(None, map(self._get, pointers)))
            self._say(trial, predicate, pointers, value=words)

    def _results(self, trial: str, compounds: list[str]) -> None:
        """The results of the one compound that is studied, or that the name of a group has alone."""
        names = {
            compound: [self._entities[compound]["name"], *self._entities[compound]["aliases"]]
            for compound in compounds
        }
        for result in results(self._fields):
            group = result.group.casefold()
            meant = [each for each, known in names.items() if any(name.casefold() in group for name in known)]
            about = meant if meant or len(compounds) > 1 else compounds
            if len(about) == 1:
                more = {"arm": result.group} if result.group else {}
                self._say(about[0], "outcome", result.pointers, trial=trial, **result.told, **more)

    def _partners(self, sponsor: str | None) -> None:
        for number, place in enumerate(self._fields.each(_COLLABORATORS), 1):
            partner = self._party(place, f"collaborator{number}")
            if partner and sponsor:
                self._say(sponsor, "partnerOf", [f"{_SPONSOR}/name", f"{place}/name"], object=partner)

    def _say(self, subject: str, predicate: str, pointers: Sequence[str], **more: str | float) -> None:
        subject_kind = self._entities[subject]["type"]
        object_kind = self._entities[str(more["object"])]["type"] if "object" in more else None
        if any(schema().faults_of(subject_kind, predicate, object_kind, more.get("value"))):
            return
        told = [pointer for pointer in pointers if self._get(pointer)]
        fact = {
            "subject": subject,
            "predicate": predicate,
            "status": self._status_of(predicate, told),
            "evidence": [self._evidence(pointer) for pointer in told],
        }
        self._facts.append({**fact, **more})

    def _status_of(self, predicate: str, pointers: Sequence[str]) -> str:
        if any(self._get(pointer) == "ESTIMATED" for pointer in pointers):
            return "planned"
        return "asserted" if predicate in ("partnerOf", "outcome") else self._status()

    def _evidence(self, pointer: str) -> dict[str, Any]:
        if pointer not in self._lines:
            line = f"{pointer}\t{self._get(pointer)}\n"
            self._lines[pointer] = (self._length, line)
            self._length += len(line)
        start, line = self._lines[pointer]
        return {"start": start, "end": start + len(line) - 1, "quote": line[:-1], "fragment": pointer}


def _words(code: str) -> str:
    """A code as words: "EARLY_PHASE1" gives "Early Phase 1"."""
    return re.sub(r"(?<=[a-z])(?=\d)", " ", code.replace("_", " ").title())
