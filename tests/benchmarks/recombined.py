"""Many documents out of few: each is one of them with some of its things exchanged."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from zlib import crc32

from kg.facts import Entity, FactsFile


def recombined(known: Sequence[FactsFile], number: int) -> Iterator[FactsFile]:
    """So many documents, always the same ones.

    The first are as they are. In each further round over them a thing keeps its names, or has those of
    another of its type, or names that no document had before; which of these, its name and the round decide.
    """
    pool: dict[str, list[Entity]] = {}
    for facts in known:
        for entity in facts.entities.values():
            pool.setdefault(entity.type, []).append(entity)
    yield from islice((_round(facts, turn, pool) for turn in range(number) for facts in known), number)


def _round(facts: FactsFile, turn: int, pool: dict[str, list[Entity]]) -> FactsFile:
    if turn == 0:
        return facts
    entities = {key: _exchanged(entity, turn, pool) for key, entity in facts.entities.items()}
    return facts.model_copy(update={"document": f"{facts.document}-{turn}", "entities": entities})


def _exchanged(entity: Entity, turn: int, pool: dict[str, list[Entity]]) -> Entity:
    chance = crc32(f"{entity.name} {turn}".encode())
    if chance % 3 == 0 or entity.type in ("Trial", "Conference"):
        return entity
    if chance % 3 == 1:
        others = pool[entity.type]
        return others[chance // 3 % len(others)]
    names = (f"{name} {turn}" for name in (entity.name, *entity.aliases))
    return Entity(type=entity.type, name=next(names), aliases=tuple(names))
