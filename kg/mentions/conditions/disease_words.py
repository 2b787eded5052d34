"""What single words do in the name of a disease: head, modifier, stage."""

from __future__ import annotations

from functools import cache
from typing import Literal

from kg.mentions.common.kept import remembered
from kg.mentions.common.words import words

#: A head needs a modifier ("disease"), a bare head may stand alone ("cancer"), a name says all ("asthma").
HeadKind = Literal["head", "bare", "name"]
CONJUNCTIONS = frozenset({"and", "or", "and/or"})


@remembered
def head_kind(word: str) -> HeadKind | None:
    """What a word is as the last word of a disease's name, or None.

    Args:
        word: Lower-case word with plain hyphens and apostrophes.
    """
    if word in words("condition-head"):
        return "head"
    if word in words("condition-bare"):
        return "bare"
    if word in words("condition-name"):
        return "name"
    if (
        len(word) > 5
        and word.endswith(_endings("condition-ending"))
        and word not in words("condition-ending-not")
    ):
        return "name"
    return None


def is_disease(word: str) -> bool:
    """Whether a word alone names a disease, or ends the name of one."""
    return word in words("condition-acronym") or head_kind(word.lower()) is not None


@remembered
def is_stage(word: str) -> bool:
    """Whether a word tells stage, line, severity or marker: "advanced", "her2-positive", "cd19+"."""
    last = word.rpartition("-")
    return (
        word in words("condition-stage")
        or word.endswith("+")
        or (last[1] != "" and last[2] in words("condition-marker"))
    )


@remembered
def is_modifier(word: str) -> bool:
    """Whether a word may stand before the head of a disease's name."""
    if word in words("condition-stop"):
        return False
    if word in words("condition-modifier") or is_stage(word) or head_kind(word) is not None:
        return True
    if "-" in word:
        return word.rpartition("-")[2] not in words("condition-part-not")
    adjective = word.endswith(_endings("condition-adjective")) and not word.startswith("anti")
    return len(word) > 3 and adjective and word.isalpha()


@remembered
def is_adjective(word: str) -> bool:
    """Whether a word is an adjective by its ending alone: "oral", "metabolic"."""
    known = word in words("condition-modifier", "condition-stop") or is_stage(word)
    return not known and word.isalpha() and word.endswith(_endings("condition-adjective"))


@cache
def _endings(name: str) -> tuple[str, ...]:
    return tuple(sorted(words(name)))
