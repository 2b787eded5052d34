"""The facts of one document: the public format that people can read, correct and build from."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from kg.document import normalise
from kg.errors import FactsError
from kg.schema import schema

Status = Literal["asserted", "planned", "potential", "negated"]
#: A place in a file: a page, characters from one to another, or a JSON pointer.
FRAGMENT = r"^(page=[1-9][0-9]*|char=[0-9]+,[0-9]+|(/[^\s]*)+)$"
PartialDate = Annotated[str, Field(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Evidence(_Model):
    """Words that a fact was read from: `text[start:end] == quote`, in Unicode code points.

    `fragment` tells where they stand in the file: the page of a PDF (RFC 3778), the characters of a web page,
    of a filing or of the document.xml in a Word file (RFC 5147), or a JSON pointer (RFC 6901).
    """

    start: int = Field(ge=0)
    end: int = Field(gt=0)
    quote: str = Field(min_length=1)
    fragment: str | None = Field(default=None, pattern=FRAGMENT)


class SecondName(_Model):
    """Why an alias is a name of the thing, as it was read.

    `of` is the other name, `rule` a value of the scheme of coreference rules, `basis` a concept of both, and
    `evidence` the words that give both.
    """

    alias: str
    of: str
    rule: str
    basis: str | None = None
    evidence: tuple[Evidence, ...] = ()


class Entity(_Model):
    """A thing that facts speak of; `name` is its fullest form in the document."""

    type: str
    name: str = Field(min_length=1)
    aliases: tuple[str, ...] = ()
    second_names: tuple[SecondName, ...] = ()


class Fact(_Model):
    """One statement of a document. `subject` and `object` are keys of `FactsFile.entities`."""

    subject: str | None = None
    predicate: str
    object: str | None = None
    value: str | int | float | None = None
    status: Status = "asserted"
    confidence: float = Field(default=1.0, ge=0, le=1)
    evidence: tuple[Evidence, ...] = ()

    date: PartialDate | None = None
    measure: str | None = None
    percent: float | None = None
    count: int | None = Field(default=None, ge=0)
    total: int | None = Field(default=None, ge=0)
    unit: str | None = None
    pValue: float | str | None = None  # noqa: N815 - spelled as in the format
    hazardRatio: float | None = None  # noqa: N815
    dose: str | None = None
    schedule: str | None = None
    population: str | None = None
    arm: str | None = None
    trial: str | None = None
    condition: str | None = None
    sponsor: str | None = None
    start: PartialDate | None = None
    status_of_trial: str | None = None
    role: str | None = None
    licensor: str | None = None
    field: str | None = None
    territory: str | None = None
    exclusive: bool | None = None
    kind: str | None = None
    amount: float | None = Field(default=None, ge=0)
    currency: str | None = Field(default=None, pattern=r"^[A-Z]{3}$")
    rate: float | None = None
    agreement: str | None = None
    upTo: bool | None = None  # noqa: N815
    abstract: str | None = None
    agency: str | None = None

    def qualifiers(self) -> dict[str, Any]:
        """Everything said beyond subject, predicate, object, value, status, confidence and evidence."""
        return {key: val for key in QUALIFIERS if (val := getattr(self, key)) is not None}


_CORE = ("subject", "predicate", "object", "value", "status", "confidence", "evidence")
QUALIFIERS: tuple[str, ...] = tuple(name for name in Fact.model_fields if name not in _CORE)
#: Qualifiers that hold an entity's key where the text names an entity.
ENTITY_QUALIFIERS: tuple[str, ...] = ("trial", "condition", "sponsor", "licensor", "agency")


class FactsFile(_Model):
    """All facts of one document, as `kg extract` writes them and `kg build` reads them."""

    document: str
    published: PartialDate | None = None
    title: str | None = None
    source: str | None = None
    url: str | None = None
    form: str | None = None
    filing: str | None = None
    place: str | None = None
    issuer: str | None = None
    language: str | None = None
    text: str | None = None
    entities: dict[str, Entity] = Field(default_factory=dict)
    facts: tuple[Fact, ...] = ()

    @model_validator(mode="after")
    def _refers_to_what_is_there(self) -> FactsFile:
        faults = list(self._faults())
        if faults:
            raise ValueError("; ".join(faults))
        return self

    def _faults(self) -> Iterator[str]:
        if self.text is not None and normalise(self.text) != self.text:
            yield "text holds control characters or \\r, which offsets must not count"
        if self.issuer is not None and self.issuer not in self.entities:
            yield f"issuer {self.issuer!r} is not among the entities"
        for number, fact in enumerate(self.facts):
            for role in ("subject", "object"):
                key = getattr(fact, role)
                if key is not None and key not in self.entities:
                    yield f"facts[{number}].{role} {key!r} is not among the entities"
            yield from self._misquotes(f"facts[{number}].evidence", fact.evidence)
        for key, entity in self.entities.items():
            for number, second in enumerate(entity.second_names):
                yield from self._misquotes(f"entities.{key}.second_names[{number}].evidence", second.evidence)

    def _misquotes(self, where: str, quotes: tuple[Evidence, ...]) -> Iterator[str]:
        for place, evidence in enumerate(quotes if self.text is not None else ()):
            said = (self.text or "")[evidence.start : evidence.end]
            if said != evidence.quote:
                yield (
                    f"{where}[{place}]: the text at {evidence.start}..{evidence.end} "
                    f"is {said!r}, not the quote {evidence.quote!r}"
                )


_MOST_FAULTS = 5


def facts_from(data: object) -> FactsFile:
    """The facts that parsed JSON holds.

    Raises:
        FactsError: the data break the format, name what the ontology does not know, or contradict their text.
    """
    try:
        facts = FactsFile.model_validate(data)
    except ValidationError as error:
        raise FactsError(_in_one_line(_format_faults(error))) from error
    if faults := list(_schema_faults(facts)):
        raise FactsError(_in_one_line(iter(faults)))
    return facts


def read_facts(path: Path) -> FactsFile:
    """The facts of a file.

    Raises:
        FactsError: the file cannot be read or breaks the format; the message names the place in it.
    """
    try:
        return facts_from(json.loads(path.read_bytes()))
    except FactsError as error:
        raise FactsError(f"{path}: {error}") from error
    except OSError as error:
        raise FactsError(f"{path}: cannot be read: {error.strerror}") from error
    except (ValueError, RecursionError) as error:
        raise FactsError(f"{path}: is broken JSON: {error}") from error


def facts_json(facts: FactsFile) -> str:
    """The facts as the JSON text of a facts file: only what is set, in the order of the format."""
    head = facts.model_dump(mode="json", exclude_defaults=True, exclude={"facts"})
    return (
        json.dumps(head | {"facts": [_plain(fact) for fact in facts.facts]}, ensure_ascii=False, indent=1)
        + "\n"
    )


def facts_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a facts file.

    Types and predicates are open in it: which there are the ontology says, and `facts_from` checks.
    """
    return {"$schema": "https://json-schema.org/draft/2020-12/schema"} | FactsFile.model_json_schema()


def _plain(fact: Fact) -> dict[str, Any]:
    """A fact with what is set, and always its status and confidence, which readers look for."""
    return fact.model_dump(mode="json", exclude_defaults=True) | {
        "status": fact.status,
        "confidence": fact.confidence,
    }


def _format_faults(error: ValidationError) -> Iterator[str]:
    for fault in error.errors(include_url=False, include_input=False):
        place = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in fault["loc"])
        message = fault["msg"].removeprefix("Value error, ")
        yield f"{place.lstrip('.')}: {message}" if place else message


def _schema_faults(facts: FactsFile) -> Iterator[str]:
    """What the facts say that the ontology does not know, each with its place."""
    known = schema()
    types = {key: entity.type for key, entity in facts.entities.items()}
    for key, type_ in types.items():
        if type_ not in known.entity_types:
            yield f"entities.{key}.type: unknown type {type_!r}; there are {', '.join(known.entity_types)}"
    for key, entity in facts.entities.items():
        for number, second in enumerate(entity.second_names):
            if second.rule not in known.concepts["CoreferenceRule"]:
                where, rules = f"entities.{key}.second_names[{number}]", known.concepts["CoreferenceRule"]
                yield f"{where}.rule: unknown rule {second.rule!r}; there are {', '.join(rules)}"
    for number, fact in enumerate(facts.facts):
        subject, object = (types[key] if key is not None else None for key in (fact.subject, fact.object))
        faults = list(known.faults_of(subject, fact.predicate, object, fact.value))
        if not faults:
            for key, value in fact.qualifiers().items():
                named = types.get(value) if key in ENTITY_QUALIFIERS else None
                faults += known.faults_of_qualifier(fact.predicate, key, value, named)
        yield from (f"facts[{number}]: {fault}" for fault in faults)


def _in_one_line(faults: Iterator[str]) -> str:
    found = list(faults)
    more = f"; and {len(found) - _MOST_FAULTS} more" if len(found) > _MOST_FAULTS else ""
    return " ".join("; ".join(found[:_MOST_FAULTS]).split()) + more
