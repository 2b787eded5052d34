"""What follows from the claims of a document by the meaning of the relations alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.relations.claims import Claim
from kg.relations.reader import Reading

#: A developer claimed with less than this counts only where nobody else is claimed as one.
_WEAK_DEVELOPER = 0.75


def conclude(reading: Reading) -> Iterator[Claim]:
    """The claims of a reading without the weak that stronger ones contradict, and what follows from them."""
    for claim in _without_weak_developers(reading.claims):
        yield claim
        if claim.predicate == "approvedFor" and claim.status == "asserted":
            yield replace(claim, predicate="hasIndication", qualifiers={})
            yield replace(claim, predicate="developmentPhase", object=None, value="Approved", qualifiers={})


def _without_weak_developers(claims: Sequence[Claim]) -> Iterator[Claim]:
    strong = {
        claim.subject: claim.object
        for claim in claims
        if claim.predicate == "developedBy"
        and claim.status == "asserted"
        and claim.confidence >= _WEAK_DEVELOPER
    }
    for claim in claims:
        weak = claim.predicate == "developedBy" and claim.confidence < _WEAK_DEVELOPER
        if not weak or strong.get(claim.subject, claim.object) == claim.object:
            yield claim
