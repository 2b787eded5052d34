"""Details: what else the sentence of a claim tells of it, its date, dose or trial."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from kg.errors import PatternError
from kg.relations.claims import Claim
from kg.relations.encode import Encoded, Item
from kg.relations.lines import lines
from kg.schema import schema

DETAILS = Path(__file__).parent / "details.txt"
_LINE = re.compile(r"(?P<predicate>\w+)\.(?P<qualifier>\w+): (?P<kind>\w+)(?: (?P<words>.+))?")


def with_details(claim: Claim, sentence: Encoded) -> Claim:
    """The claim with the details that its sentence gives.

    A sentence that speaks of several things of the subject's kind beside the object gives none: nothing tells
    whose they are.
    """
    wanted = _details().get(claim.predicate)
    if not wanted:
        return claim
    rivals = _named(sentence, schema().predicates[claim.predicate].domain)
    if len([item for item in rivals if item.entity is None or item.entity != claim.object]) > 1:
        return claim
    found: dict[str, Any] = {}
    for qualifier, kind, words in wanted:
        items = _named(sentence, {kind})
        if len(items) == 1 and (words is None or words.search(sentence.text)):
            found[qualifier] = _told(items[0], qualifier)
    return replace(claim, qualifiers={**found, **claim.qualifiers})


def _told(item: Item, qualifier: str) -> Item | str | float:
    """What an item says as a qualifier: itself if it is a thing, else its value."""
    if item.entity is not None:
        return item
    values: dict[str, str | float] = dict(item.mention.values)
    return values.get(qualifier, next(iter(values.values()), item.mention.name))


def _named(sentence: Encoded, kinds: frozenset[str] | set[str]) -> list[Item]:
    """Items of these kinds, one for each thing or value."""
    found: dict[Any, Item] = {}
    for item in sentence.items.values():
        if item.kind in kinds:
            found.setdefault(item.mention.values or item.start if item.entity is None else item.entity, item)
    return list(found.values())


@cache
def _details() -> dict[str, list[tuple[str, str, re.Pattern[str] | None]]]:
    found: dict[str, list[tuple[str, str, re.Pattern[str] | None]]] = {}
    for number, line in lines(DETAILS):
        match = _LINE.fullmatch(line)
        if match is None:
            raise PatternError(
                f"{DETAILS.name}:{number}: expected 'PREDICATE.QUALIFIER: KIND', found {line!r}"
            )
        words = re.compile(match["words"]) if match["words"] else None
        found.setdefault(match["predicate"], []).append((match["qualifier"], match["kind"], words))
    return found
