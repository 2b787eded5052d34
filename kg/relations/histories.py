"""Former names of companies, by the words that give both: "Acme Bio, formerly known as Foo Labs"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.facts import SecondName
from kg.relations.claims import Claim
from kg.relations.reader import Reading

_FORMER = re.compile(r"(?i)\b(?:formerly|previously|originally|f/k/a)\b")


def former_names(reading: Reading, claims: Sequence[Claim], text: str) -> Iterator[Claim]:
    """That a company which claims are of was called otherwise, where the text says so."""
    told = {number for claim in claims for number in (claim.subject, claim.object) if number is not None}
    if reading.issuer is not None and reading.issuer.entity is not None:
        told.add(reading.issuer.entity)
    for number in sorted(told):
        thing = reading.things[number]
        for second in thing.second_names(text) if thing.kind == "Company" else ():
            if (former := _former(second)) and former != thing.name:
                spans = tuple((words.start, words.end) for words in second.evidence)
                yield Claim("formerlyNamed", number, None, former, spans=spans)


def _former(second: SecondName) -> str:
    """The name that the words give as the former one; empty, if they give none so."""
    for words in second.evidence:
        if match := _FORMER.search(words.quote):
            behind = " ".join(words.quote[match.end() :].split())
            return next((name for name in (second.alias, second.of) if name in behind), "")
    return ""
