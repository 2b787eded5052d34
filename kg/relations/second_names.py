"""Why other names of a thing are its names: recorded as they are read, with the words that give them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from kg.facts import Evidence, SecondName
from kg.mention import Mention
from kg.names import normal_form, shortens

_AFTER = r"(?:[®™^”\"’*]|\((?:R|TM)\)){0,4}"
#: Brackets behind a name, which may hold another name.
_BRACKETS = re.compile(
    rf"{_AFTER}\s?[(\[](?P<inside>[^()\[\]]{{1,200}}(?:\([^()]{{1,20}}\)[^()]{{0,99}})?)[)\]]"
)
#: Words behind a name that give another one.
_RENAMED = re.compile(
    rf"(?i){_AFTER},?\s[(\[]?(?:which\s)?(?:is\s)?"
    r"(?:formerly|previously|originally|also|now|f/k/a|d/b/a|doing\sbusiness\sas)"
    r"(?:\s(?:known|called|named|designated))?(?:\sas)?\s[“\"]?(?P<inside>[^()\[\];]{1,99})"
)


def second_names(
    name: str, aliases: Sequence[str], mentions: Sequence[Mention], text: str
) -> Iterator[SecondName]:
    """The reason for each alias that is more than another spelling of the name.

    Args:
        name: The fullest name of a thing.
        aliases: Its other names.
        mentions: What names it, in the order of the text.
        text: The document's text.
    """
    given = {normal_form(each): each for each in (*aliases, name)}
    known = _known(mentions, text)
    for alias in aliases:
        form = normal_form(alias)
        if form == normal_form(name):
            continue
        others = [other for key, other in given.items() if key != form]
        if found := _declared(alias, form, others, mentions, text):
            other, start, end = found
            quote = Evidence(start=start, end=end, quote=text[start:end])
            yield SecondName(alias=alias, of=other, rule="declared", evidence=(quote,))
        elif concepts := known.get(form, set()) & known.get(normal_form(name), set()):
            yield SecondName(alias=alias, of=name, rule="vocabulary", basis=min(concepts))
        else:
            rule = "short form" if _is_within(alias, name) or _is_within(name, alias) else "usage"
            yield SecondName(alias=alias, of=name, rule=rule)


def _known(mentions: Sequence[Mention], text: str) -> dict[str, set[str]]:
    """The things of the vocabulary that each form of a name was read as."""
    found: dict[str, set[str]] = {}
    for mention in mentions:
        concepts = {iri for key, iri in mention.values if key == "concept"}
        for name in (mention.name, text[mention.start : mention.end]):
            found.setdefault(normal_form(name), set()).update(concepts)
    return found


def _declared(
    alias: str, form: str, others: Collection[str], mentions: Sequence[Mention], text: str
) -> tuple[str, int, int] | None:
    """Another name that words of the text give beside an alias, and where these words are."""
    for mention in mentions:
        words = text[mention.start : mention.end]
        is_alias = normal_form(words) == form
        for other in others if is_alias else (alias,):
            if end := _end_behind(mention.end, other, text) or _end_within(mention, other, text):
                return other if is_alias else " ".join(words.split()), mention.start, end
    return None


def _end_behind(start: int, name: str, text: str) -> int:
    """Where the words end that give a name behind a place, 0 if none do."""
    if (match := _BRACKETS.match(text, start)) and _holds(match["inside"], name):
        return match.end()
    if (match := _RENAMED.match(text, start)) and (found := _place(name).match(match["inside"])):
        return match.start("inside") + found.end()
    return 0


def _end_within(mention: Mention, name: str, text: str) -> int:
    """The end of a mention that holds a name in brackets, else 0."""
    inside = re.findall(r"\(([^()]+)\)", text[mention.start : mention.end])
    return mention.end if any(_holds(words, name) for words in inside) else 0


def _holds(words: str, name: str) -> bool:
    return _place(name).search(words) is not None


def _place(name: str) -> re.Pattern[str]:
    spaced = r"\s+".join(map(re.escape, name.split()))
    return re.compile(rf"(?<!\w){spaced}(?!\w)")


def _is_within(short: str, name: str) -> bool:
    """Whether a name is some words of another in their order, or its initials."""
    words = iter(name.casefold().split())
    return all(word in words for word in short.casefold().split()) or shortens(normal_form(short), name)
