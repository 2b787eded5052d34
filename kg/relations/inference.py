"""What follows from the claims of a document by the meaning of the relations, and what contradicts them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TypeAlias

from kg.relations.aims import with_plans_as_aims, without_patients_diseases, without_weak_aims
from kg.relations.claims import Claim
from kg.relations.kinds import conjugates, kinds_by_name, made_with, without_bare_antibodies
from kg.relations.owners import (
    issuers_own,
    licence_partners,
    with_licensors,
    with_payers,
    without_own_licences,
    without_weak_developers,
)
from kg.relations.reader import Reading

Pass: TypeAlias = Callable[[Reading, Sequence[Claim]], Iterator[Claim]]
#: A disease trusted less than this is only a family of diseases.
_DISTINCT = 0.6


def conclude(reading: Reading) -> list[Claim]:
    """The claims of a reading without those that surer ones exclude, and what follows from them."""
    claims = list(reading.claims)
    for corrected in _CORRECTIONS:
        claims = list(corrected(reading, claims))
    for following in _CONCLUSIONS:
        claims += list(following(reading, claims))
    return claims


def _without_early_phases(_: Reading, claims: Sequence[Claim]) -> Iterator[Claim]:
    """A compound that the text shows in a clinical phase is no longer told to be preclinical."""
    phases = [c for c in claims if c.predicate == "developmentPhase" and c.status == "asserted"]
    clinical = {c.subject for c in phases if c.value != "Preclinical"}
    for claim in claims:
        if (
            claim.predicate != "developmentPhase"
            or claim.value != "Preclinical"
            or claim.subject not in clinical
        ):
            yield claim


def _accelerated_approvals(_: Reading, claims: Sequence[Claim]) -> Iterator[Claim]:
    """Accelerated approval is an approval, for the disease that the same words name."""
    for claim in claims:
        if claim.value != "Accelerated Approval" or claim.status != "asserted":
            continue
        yield replace(claim, predicate="developmentPhase", value="Approved", qualifiers={})
        for aim in claims:
            meant = aim.predicate == "hasIndication" and aim.subject == claim.subject
            if meant and aim.spans[0] == claim.spans[0] and aim.confidence >= _DISTINCT:
                yield replace(aim, predicate="approvedFor", status="asserted", qualifiers={})


def _approvals(_: Reading, claims: Sequence[Claim]) -> Iterator[Claim]:
    for claim in claims:
        if claim.predicate == "approvedFor" and claim.status == "asserted":
            yield replace(claim, predicate="hasIndication", qualifiers={})
            yield replace(claim, predicate="developmentPhase", object=None, value="Approved", qualifiers={})


#: Each pass gives the claims anew; the later ones see what the earlier ones left.
_CORRECTIONS: tuple[Pass, ...] = (
    without_weak_developers,
    without_weak_aims,
    without_own_licences,
    with_payers,
    with_licensors,
    without_patients_diseases,
    with_plans_as_aims,
    without_bare_antibodies,
    _without_early_phases,
)
#: Each pass gives what follows from all claims so far.
_CONCLUSIONS: tuple[Pass, ...] = (
    _accelerated_approvals,
    licence_partners,
    issuers_own,
    conjugates,
    made_with,
    kinds_by_name,
    _approvals,
)
