"""What follows from the claims of a document by the meaning of the relations alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kg.relations.claims import Claim
from kg.relations.reader import Reading

#: What an approval says beside itself.
_APPROVED = "Approved"


def conclude(reading: Reading) -> Iterator[Claim]:
    """The claims of a reading and what follows from them."""
    for claim in reading.claims:
        yield claim
        if claim.predicate == "approvedFor" and claim.status == "asserted":
            yield replace(claim, predicate="hasIndication", qualifiers={})
            yield replace(claim, predicate="developmentPhase", object=None, value=_APPROVED, qualifiers={})
