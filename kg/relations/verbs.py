"""Verbs in all their forms, by the rules of English and by verbs.txt."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from kg.errors import PatternError
from kg.relations.lines import lines

VERBS = Path(__file__).parent / "verbs.txt"
#: Base, third person, past, participle, gerund; the noun of the act and of who does it.
FORMS = ("do", "does", "did", "done", "doing", "deed", "doer")
_LINE = re.compile(rf"(?P<verb>[a-z\[\]-]+):(?P<forms>(?: (?:{'|'.join(FORMS[1:])})=\S+)+)")
_VERB = re.compile(r"(?P<head>[a-z\[\]-]+)(?P<rest>(?: [a-z]+)*)")
_HISSING = re.compile(r"(?:s|x|z|ch|sh)$")
_CONSONANT_Y = re.compile(r"[^aeiou]y$")
#: Endings whose last letter stays before "-ing".
_SOUNDED = ("ee", "oe", "ye")


def forms(verb: str, place: str) -> Mapping[str, str]:
    """The forms of a verb as expressions; what English has no word for is left out.

    Args:
        verb: Its base, such as "develop", "commerciali[sz]e" or "team up".
        place: File and line that name it, for messages.

    Raises:
        PatternError: If it is no verb.

    >>> forms("apply", "here")["did"], forms("team up", "here")["doing"]
    ('applied', 'teaming up')
    """
    match = _VERB.fullmatch(verb)
    if match is None:
        raise PatternError(f"{place}: {verb!r} is no verb; verbs are given in their base form, in lower case")
    head = match["head"]
    found = {**_regular(head), **_irregular().get(head, {})}
    if match["rest"]:
        found = {form: f"(?:{words}){match['rest']}" for form, words in found.items() if form in FORMS[:5]}
    return found


def _regular(verb: str) -> dict[str, str]:
    stem = verb.removesuffix("e")
    past = f"{stem[:-1]}ied" if _CONSONANT_Y.search(verb) else f"{stem}ed"
    does = (
        f"{stem[:-1]}ies" if _CONSONANT_Y.search(verb) else f"{verb}{'es' if _HISSING.search(verb) else 's'}"
    )
    gerund = f"{verb if verb.endswith(_SOUNDED) else stem}ing"
    found = {"do": verb, "does": does, "did": past, "done": past, "doing": gerund}
    if verb.endswith("ate"):
        found["deed"] = f"{stem}ions?"
    elif verb.endswith("i[sz]e"):
        found["deed"] = f"{stem}ations?"
    return found


@cache
def _irregular() -> Mapping[str, Mapping[str, str]]:
    found = {}
    for number, line in lines(VERBS):
        match = _LINE.fullmatch(line)
        if match is None:
            raise PatternError(f"{VERBS.name}:{number}: expected 'VERB: FORM=WORDS ...', found {line!r}")
        found[match["verb"]] = dict(form.split("=", 1) for form in match["forms"].split())
    return found
