"""What a compound is and is made with, by its parts and its name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from kg.relations.claims import Claim
from kg.relations.lines import lines
from kg.relations.products import OWN_WORK, names_of
from kg.relations.reader import Reading

#: How far the ending of a name is trusted to tell what a compound is.
_BY_NAME = 0.8
_CONJUGATE, _RADIOACTIVE = "antibody-drug conjugate", "radiopharmaceutical"
#: Kinds that with a payload are another kind.
_ANTIBODIES = frozenset({"monoclonal antibody", "bispecific antibody"})
#: Isotopes as payloads: "177Lu", "lutetium-177".
_ISOTOPE = re.compile(r"\d{2,3}[A-Z][a-z]?|[a-z]+-\d{2,3}")
#: A word with two capitals, as names of technologies are coined.
_COINED = re.compile(r"(?=(?:\w*[A-Z]){2})\w{3,}")
STEMS = Path(__file__).parent / "stems.txt"


def without_bare_antibodies(_: Reading, claims: Sequence[Claim]) -> Iterator[Claim]:
    """An antibody that carries a payload is none alone."""
    loaded = {c.subject for c in claims if c.predicate == "hasPayload" and c.status == "asserted"}
    for claim in claims:
        bare = claim.predicate == "hasModality" and claim.value in _ANTIBODIES
        if not bare or claim.subject not in loaded:
            yield claim


def conjugates(reading: Reading, claims: Sequence[Claim]) -> Iterator[Claim]:
    """What carries a payload is an antibody-drug conjugate, or radioactive, unless the text calls it else."""
    called = {claim.subject for claim in claims if claim.predicate == "hasModality"}
    for claim in claims:
        if claim.predicate == "hasPayload" and claim.status == "asserted" and claim.subject not in called:
            active = claim.object is not None and _ISOTOPE.fullmatch(reading.things[claim.object].name)
            kind = _RADIOACTIVE if active else _CONJUGATE
            sure = claim.confidence * 0.9
            yield replace(claim, predicate="hasModality", object=None, value=kind, confidence=sure)


def kinds_by_name(reading: Reading, claims: Sequence[Claim]) -> Iterator[Claim]:
    """The kind that the name of a compound tells, where the text tells none.

    The name of a conjugate is always told; other drugs are told of their developers only.
    """
    called = {claim.subject for claim in claims if claim.predicate == "hasModality"}
    owner = reading.issuer.entity if reading.issuer else None
    for claim in claims:
        number = claim.subject
        if number is None or number in called or claim.predicate not in (*OWN_WORK, "developedBy"):
            continue
        if reading.things[number].kind != "Compound" or (kind := _kind_of(reading, number)) is None:
            continue
        if kind == _CONJUGATE or (claim.predicate == "developedBy" and claim.object == owner):
            called.add(number)
            yield Claim("hasModality", number, None, kind, confidence=_BY_NAME, spans=claim.spans)


def _kind_of(reading: Reading, number: int) -> str | None:
    for name in names_of(reading, number):
        word = re.sub(r"-[a-z]{4}$", "", name.lower())
        for ending, kind in _stems():
            if word.endswith(ending):
                return kind
    return None


@cache
def _stems() -> tuple[tuple[str, str], ...]:
    """Endings of names with the kinds of compound that they tell."""
    known = (line.partition(": ") for _, line in lines(STEMS))
    return tuple((ending, kind) for kind, _, endings in known for ending in endings.split())


def made_with(reading: Reading, claims: Sequence[Claim]) -> Iterator[Claim]:
    """A compound is made with the technology that its name repeats: "DPX-RSV", "OncoPLEX"."""
    compounds = {c.subject: c for c in claims if c.predicate in (*OWN_WORK, "developedBy")}
    technologies = {c.object: c for c in claims if c.predicate == "ownsTechnology"}
    for compound, told in compounds.items():
        for technology, owned in technologies.items():
            if compound is not None and technology is not None and _repeats(reading, compound, technology):
                spans = (*told.spans[:1], *owned.spans[:1])
                yield Claim("usesTechnology", compound, technology, None, confidence=_BY_NAME, spans=spans)


def _repeats(reading: Reading, compound: int, technology: int) -> bool:
    """Whether a name of a compound holds the first word of a technology's name, in its capitals."""
    firsts = {match[0] for name in names_of(reading, technology) if (match := _COINED.match(name))}
    return any(
        re.search(rf"(?<![A-Z]){re.escape(first)}(?![A-Za-z])", name) and name != first
        for first in firsts
        for name in names_of(reading, compound)
    )
