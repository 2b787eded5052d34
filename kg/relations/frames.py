"""Frames: how English says who does what to whom, crossed with the verbs that word a relation.

A line of a pattern file names groups of frames.txt, what fills their roles, and verbs:

    @frames transitive agent={object:Company+} theme={subject:Compound+}: develop, test ;; confidence=0.8

Each frame of the groups whose roles the line fills becomes a pattern. In it `{role}` stands for the filler,
and these for the verbs, inflected by rule and by verbs.txt:

    <do> <does> <did> <done> <doing>   develop, develops, developed, developed, developing
    <acts>                             any of do, does, did and doing
    <deed> <doer>                      development, developer; verbs without one leave frames with it out
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kg.errors import PatternError
from kg.relations.lines import lines
from kg.relations.verbs import FORMS, forms

FRAMES = Path(__file__).parent / "frames.txt"
_LINE = re.compile(r"@frames (?P<groups>\w+(?:, \w+)*)(?P<fillers>(?: [a-z]+=\{\S+\})+): (?P<verbs>.+)")
_GROUP = re.compile(r"\[(\w+)\]")
_ROLE = re.compile(r"\{([a-z]+)\}")
_FORM = re.compile(rf"<({'|'.join((*FORMS, 'acts'))})>")
_ACTS = ("do", "does", "did", "doing")


@dataclass(frozen=True, slots=True)
class Frame:
    """One frame.

    Attributes:
        template: A pattern with roles and forms of verbs.
        options: What a pattern has behind `;;`.
        place: File and line.
    """

    template: str
    options: str
    place: str

    @property
    def roles(self) -> frozenset[str]:
        """The roles that must be filled."""
        return frozenset(_ROLE.findall(self.template))

    @property
    def forms(self) -> frozenset[str]:
        """The forms that its verbs must have."""
        return frozenset(_FORM.findall(self.template))


def expand(line: str, place: str) -> Iterator[tuple[str, str, str]]:
    """Template, options and place of each pattern that a line stands for.

    Raises:
        PatternError: If it names a group, a role or a verb that cannot be used.
    """
    head, _, options = (part.strip() for part in line.partition(";;"))
    match = _LINE.fullmatch(head)
    if match is None:
        raise PatternError(f"{place}: expected '@frames GROUP ROLE={{slot}} ...: VERB, VERB', found {line!r}")
    groups = match["groups"].split(", ")
    if unknown := sorted(set(groups) - _frames().keys()):
        raise PatternError(
            f"{place}: {unknown[0]!r} is no group of {FRAMES.name}; known are {_listed(_frames())}"
        )
    group = [frame for name in groups for frame in _frames()[name]]
    fillers = dict(filler.split("=", 1) for filler in match["fillers"].split())
    roles = frozenset[str]().union(*(frame.roles for frame in group))
    if unknown := sorted(fillers.keys() - roles):
        raise PatternError(
            f"{place}: {unknown[0]!r} is no role of {match['groups']}; known are {_listed(roles)}"
        )
    verbs = _all_forms([verb.strip() for verb in match["verbs"].split(",")], place)
    usable = [frame for frame in group if frame.roles <= fillers.keys() and frame.forms <= verbs.keys()]
    if not usable:
        raise PatternError(f"{place}: fills no frame of {match['groups']}; its roles are {_listed(roles)}")
    for frame in usable:
        template = _ROLE.sub(lambda role: fillers[role[1]], frame.template)
        template = _FORM.sub(lambda form: verbs[form[1]], template)
        yield template, f"{frame.options} {options}", f"{place} ({frame.place})"


def _all_forms(verbs: Sequence[str], place: str) -> Mapping[str, str]:
    """The forms of several verbs, each as one expression."""
    every = [forms(verb, place) for verb in verbs]
    found = {form: [each[form] for each in every if form in each] for form in FORMS}
    found["acts"] = [words for form in _ACTS for words in found[form]]
    return {
        form: rf"\b(?:co-?)?(?:{'|'.join(dict.fromkeys(words))})\b" for form, words in found.items() if words
    }


def _listed(names: Iterable[str]) -> str:
    return ", ".join(sorted(names))


@cache
def _frames() -> Mapping[str, Sequence[Frame]]:
    found: dict[str, list[Frame]] = {}
    group: list[Frame] | None = None
    for number, line in lines(FRAMES):
        if title := _GROUP.fullmatch(line):
            group = found.setdefault(title[1], [])
        elif group is None:
            raise PatternError(
                f"{FRAMES.name}:{number}: expected '[GROUP]' before the first frame, found {line!r}"
            )
        else:
            template, _, options = (part.strip() for part in line.partition(";;"))
            group.append(Frame(template, options, f"{FRAMES.name}:{number}"))
    return found
