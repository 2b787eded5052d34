"""From claims to a facts file: each fact once, with all its evidence and the surest status."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from kg.document import Document
from kg.facts import Entity, Evidence, Fact, FactsFile
from kg.relations.claims import Claim
from kg.relations.confidence import confidence
from kg.relations.encode import Item
from kg.relations.entities import Thing, Things
from kg.relations.histories import former_names
from kg.relations.inference import conclude
from kg.relations.offices import without_repeated_offices
from kg.relations.reader import Reading
from kg.schema import schema

#: Of claims that differ in status only the first status in this order is told.
_SUREST = ("asserted", "planned", "potential", "negated")
_MOST_QUOTES = 3
#: Qualifiers that tell one fact from another; the rest are details of it.
_TELLING = (
    "percent",
    "count",
    "total",
    "hazardRatio",
    "unit",
    "measure",
    "amount",
    "currency",
    "kind",
    "role",
)
#: A share in percent differs from its count by no more.
_ROUNDING = 2
#: What a result of a study is told by, beside its value.
_RESULT = ("measure", "percent", "count", "total", "hazardRatio", "pValue")


def assemble(document: Document, reading: Reading) -> FactsFile:
    """The facts file of a document."""
    groups: dict[tuple[Any, ...], list[Claim]] = {}
    claims = conclude(reading)
    for claim in (*claims, *former_names(reading, claims, document.text)):
        groups.setdefault(_identity(claim), []).append(claim)
    whole = _without_parts([_merged(claims) for claims in groups.values()])
    merged = list(_consistent(without_repeated_offices(whole)))
    used = sorted({number for claim in merged for number in _numbers(claim)} | _issuer(reading))
    keys = _keys(used, reading.things)
    return FactsFile(
        document=document.id,
        published=document.published,
        title=document.title,
        source=document.source,
        url=document.url,
        form=document.form,
        filing=document.filing,
        place=document.place,
        issuer=next((keys[number] for number in _issuer(reading)), None),
        language=document.language,
        text=document.text,
        entities={keys[number]: _entity(reading.things[number], document.text) for number in used},
        facts=tuple(_fact(claim, keys, document) for claim in merged),
    )


def _identity(claim: Claim) -> tuple[Any, ...]:
    ends = [claim.subject, claim.object]
    if schema().predicates[claim.predicate].symmetric:
        ends.sort(key=lambda number: -1 if number is None else number)
    telling = tuple(str(claim.qualifiers[key]) for key in _TELLING if key in claim.qualifiers)
    return (claim.predicate, *ends, str(claim.value), telling)


def _merged(claims: Sequence[Claim]) -> Claim:
    """One claim for all that say the same; headlines, which leave out "plans to", decide no status."""
    told = [claim for claim in claims if not claim.headline] or claims
    status = min((claim.status for claim in told), key=_SUREST.index)
    same = [claim for claim in claims if claim.status == status]
    best = max(same, key=lambda claim: claim.confidence)
    qualifiers = {key: value for claim in reversed(same) for key, value in claim.qualifiers.items()}
    spans = tuple(dict.fromkeys(span for claim in same for span in claim.spans))[:_MOST_QUOTES]
    sure = confidence(best.predicate, best.confidence, len({claim.spans[0] for claim in same}))
    return replace(
        best, qualifiers={**qualifiers, **best.qualifiers}, status=status, spans=spans, confidence=sure
    )


def _without_parts(claims: Sequence[Claim]) -> Iterator[Claim]:
    """Claims without results that another tells more fully: "33%" beside "33% (7/21)" of one measure."""
    results = [_result(claim) for claim in claims if claim.predicate == "outcome"]
    for claim in claims:
        if claim.predicate != "outcome" or not any(_result(claim) < other for other in results):
            yield claim


def _result(claim: Claim) -> frozenset[tuple[str, Any]]:
    numbers = {(key, claim.qualifiers[key]) for key in _RESULT if key in claim.qualifiers}
    return frozenset(numbers | {("subject", claim.subject), ("value", claim.value), ("status", claim.status)})


def _consistent(claims: Sequence[Claim]) -> Iterator[Claim]:
    """Claims without what cannot be: a rate below nothing, or one trial in two phases."""
    phases: dict[int, str | float | None] = {}
    for claim in sorted(claims, key=lambda told: -told.confidence):
        trial = claim.qualifiers.get("trial")
        if claim.predicate == "developmentPhase" and isinstance(trial, Item) and trial.entity is not None:
            phases.setdefault(trial.entity, claim.value)
    for claim in claims:
        trial = claim.qualifiers.get("trial")
        if claim.predicate == "outcome" and claim.qualifiers.get("percent", 0) < 0 and _is_rate(claim):
            continue
        if claim.predicate == "outcome" and not _adds_up(claim):
            yield replace(claim, qualifiers={k: v for k, v in claim.qualifiers.items() if k != "total"})
        elif claim.predicate == "developmentPhase" and isinstance(trial, Item) and trial.entity is not None:
            other = phases[trial.entity] != claim.value
            rest = {key: value for key, value in claim.qualifiers.items() if key != "trial"}
            yield replace(claim, qualifiers=rest) if other else claim
        else:
            yield claim


def _adds_up(claim: Claim) -> bool:
    """Whether so many of a total can be so many percent."""
    count, total, percent = (claim.qualifiers.get(key) for key in ("count", "total", "percent"))
    if count is None or total is None:
        return True
    return bool(count <= total and (percent is None or abs(100 * count / total - percent) <= _ROUNDING))


def _is_rate(claim: Claim) -> bool:
    """Whether the measure of a result is one that counts people rather than a change."""
    measure = claim.qualifiers.get("measure", "")
    return measure in schema().concepts["Measure"] and "change" not in measure


def _numbers(claim: Claim) -> list[int]:
    things = [item.entity for item in claim.qualifiers.values() if isinstance(item, Item)]
    return [number for number in (claim.subject, claim.object, *things) if number is not None]


def _issuer(reading: Reading) -> set[int]:
    issuer = reading.issuer
    return set() if issuer is None or issuer.entity is None else {issuer.entity}


def _keys(numbers: Sequence[int], things: Things) -> dict[int, str]:
    counts: Counter[str] = Counter()
    keys = {}
    for number in numbers:
        kind = things[number].kind.lower()
        counts[kind] += 1
        keys[number] = f"{kind}{counts[kind]}"
    return keys


def _entity(thing: Thing, text: str) -> Entity:
    return Entity(
        type=thing.kind, name=thing.name, aliases=thing.aliases, second_names=thing.second_names(text)
    )


def _fact(claim: Claim, keys: Mapping[int, str], document: Document) -> Fact:
    said = {
        key: keys[value.entity] if isinstance(value, Item) and value.entity is not None else value
        for key, value in claim.qualifiers.items()
    }
    return Fact.model_validate(
        {
            "subject": None if claim.subject is None else keys[claim.subject],
            "predicate": claim.predicate,
            "object": None if claim.object is None else keys[claim.object],
            "value": claim.value,
            **said,
            "status": claim.status,
            "confidence": claim.confidence,
            "evidence": tuple(_evidence(*span, document) for span in claim.spans),
        }
    )


def _evidence(start: int, end: int, document: Document) -> Evidence:
    fragment = document.fragment(start, end)
    return Evidence(start=start, end=end, quote=document.text[start:end], fragment=fragment)
