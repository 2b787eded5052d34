"""Names of compounds, and what only the developer of a compound tells of it."""

from __future__ import annotations

import re

from kg.relations.reader import Reading

#: What only the developer of a compound announces.
OWN_WORK = frozenset(
    {"developmentPhase", "hasIndication", "designation", "outcome", "studiedIn", "hasTarget", "hasModality"}
)
#: Rules of the compound recogniser that go by lists and endings of names.
_WELL_KNOWN = frozenset({"inn", "vocabulary", "unsure vocabulary"})


def names_of(reading: Reading, number: int) -> tuple[str, ...]:
    """All names of a thing, the fullest first."""
    thing = reading.things[number]
    return (thing.name, *thing.aliases)


def is_proprietary(reading: Reading, number: int | None) -> bool:
    """Whether a compound goes by a code or brand rather than by a name that anyone may use."""
    if number is None:
        return False
    names = names_of(reading, number)
    return any(re.search(r"\d", name) for name in names) or all(name != name.lower() for name in names)


def is_well_known(reading: Reading, number: int | None) -> bool:
    """Whether a compound goes by plain words of the vocabulary alone: active substances, brands long sold."""
    if number is None or any(re.search(r"\d|\B[A-Z]|-[A-Z]", name) for name in names_of(reading, number)):
        return False
    return {mention.rule for mention in reading.things[number].mentions} <= _WELL_KNOWN
