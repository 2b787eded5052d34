"""Entities of one document: mentions that name the same thing, gathered by the names they share."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.facts import SecondName
from kg.mention import Mention
from kg.mentions.compounds.aliases import is_stuff
from kg.names import is_part, normal_form
from kg.relations.second_names import second_names
from kg.schema import schema

_OPENS = re.compile(r"(?:[®™^]|\((?:R|TM)\))*\s?[(\[]\s?(?:(?:INN|USAN|generic name|code name):?\s)?[“\"]?")
_CLOSES = re.compile(r"(?:[®™^”\"]|\((?:R|TM)\))*[)\]]")
_FORMERLY = re.compile(
    r"(?i)\b(?:formerly|previously|originally|also)\s(?:known\sas|called|named|designated)\s[“\"]?\Z"
)
_WAS_CALLED = re.compile(r"(?i)\b(?:formerly|previously|f/?k/?a)\s(?:(?:known\sas|called|named)\s)?[“\"]?\Z")
#: How far a former name may stand behind the name, in characters.
_RENAMED_WITHIN = 300
_ACRONYM = re.compile(r"[A-Z]{2,6}")
_WORD = re.compile(r"[^\W_]+(?:['’]s\b)?")
#: What the name of a disease after a person may leave out: "Parkinson's disease".
_EPONYM = re.compile(r"(?<=['’]s)\s[Dd]isease\Z")
#: The most characters between a company and its ticker symbol.
_TICKER_GAP = 25
_SMALL_WORDS = ("of", "the", "and", "for", "in")
ENTITY_KINDS = frozenset(schema().entity_types)


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing that a document names: its kind, its fullest name, and its other names in their order."""

    kind: str
    name: str
    aliases: tuple[str, ...]
    mentions: tuple[Mention, ...]

    def second_names(self, text: str) -> tuple[SecondName, ...]:
        """Why the other names are its names."""
        return tuple(second_names(self.name, self.aliases, self.mentions, text))


class Things:
    """The things of a document, by number.

    Args:
        things: The things, in the order of their first mentions.
    """

    def __init__(self, things: Sequence[Thing]) -> None:
        self._things = tuple(things)
        self._number = {mention: number for number, thing in enumerate(things) for mention in thing.mentions}

    def __getitem__(self, number: int) -> Thing:
        """The thing of a number."""
        return self._things[number]

    def __len__(self) -> int:
        """How many things there are."""
        return len(self._things)

    def number(self, mention: Mention) -> int:
        """Number of the thing that a mention names."""
        return self._number[mention]


def gather(mentions: Iterable[Mention], text: str) -> Things:
    """The things that mentions name; two mentions of a kind that share a name or alias name one thing.

    A name that several kinds claim goes to the kind with the higher sum of scores.
    """
    known = sorted(set(mentions))
    ordered = [mention for mention in known if mention.kind in ENTITY_KINDS]
    parent = list(range(len(ordered)))

    def root(number: int) -> int:
        while parent[number] != number:
            parent[number] = parent[parent[number]]
            number = parent[number]
        return number

    seen: dict[tuple[str, str], int] = {}
    for number, mention in enumerate(ordered):
        for key in _keys(mention, text):
            first = seen.setdefault((_family(mention.kind), key), number)
            parent[root(number)] = root(first)
    for one, other in list(_same_listings(known, ordered)):
        parent[root(other)] = root(one)
    for name, other in _second_names(ordered, text, root):
        parent[root(other)] = root(name)
    for short, full in list(_acronyms(ordered, root)):
        parent[root(short)] = root(full)
    groups: dict[int, list[Mention]] = {}
    for number, mention in enumerate(ordered):
        groups.setdefault(root(number), []).append(mention)
    return Things([_thing(group, text) for _, group in sorted(groups.items(), key=lambda pair: pair[1][0])])


def _same_listings(mentions: Sequence[Mention], ordered: Sequence[Mention]) -> Iterator[tuple[int, int]]:
    """Companies before one ticker symbol whose names begin with one word: "X Inc.", "X Holdings"."""
    number = {mention: place for place, mention in enumerate(ordered)}
    first: dict[tuple[str, str], int] = {}
    for mention, following in pairwise(mentions):
        beside = 0 < following.start - mention.end <= _TICKER_GAP
        if mention.kind == "Company" and following.kind == "Ticker" and beside:
            key = (following.name, mention.name.split()[0].casefold())
            yield first.setdefault(key, number[mention]), number[mention]


def _second_names(
    mentions: Sequence[Mention], text: str, root: Callable[[int], int]
) -> list[tuple[int, int]]:
    """Compounds with the names that stand in parentheses or behind "formerly known as".

    A name that stands so beside several compounds is that of an ingredient, and is no second name of any.
    """
    compounds = [number for number, mention in enumerate(mentions) if mention.kind == "Compound"]
    pairs = {
        (root(one), root(other))
        for one, other in pairwise(compounds)
        if _renames(mentions[one], mentions[other], text)
        and root(one) != root(other)
        and not any(is_stuff(mentions[number].name, text) for number in (one, other))
    }
    uses = Counter(number for pair in pairs for number in pair)
    return sorted(pair for pair in pairs if uses[pair[0]] == uses[pair[1]] == 1)


def _renames(one: Mention, other: Mention, text: str) -> bool:
    aside = _OPENS.fullmatch(text, one.end, other.start) and _CLOSES.match(text, other.end)
    near = other.start - one.end <= _RENAMED_WITHIN
    return bool(aside) or (near and _FORMERLY.search(text, one.end, other.start) is not None)


def _acronyms(mentions: Sequence[Mention], root: Callable[[int], int]) -> Iterator[tuple[int, int]]:
    """Acronyms that the text does not explain, with the only thing of their kind that has these initials."""
    phrases: dict[tuple[str, str], set[int]] = {}
    for number, mention in enumerate(mentions):
        for letters in _initials(mention.name):
            phrases.setdefault((_family(mention.kind), letters), set()).add(root(number))
    explained = set().union(*phrases.values())
    for number, mention in enumerate(mentions):
        if _ACRONYM.fullmatch(mention.name) and root(number) not in explained:
            meant = phrases.get((_family(mention.kind), mention.name), set())
            if len(meant) == 1:
                yield number, next(iter(meant))


def _initials(name: str) -> Iterator[str]:
    """Initials of a name of several words, with and without its small words."""
    words = _WORD.findall(name)
    if len(words) > 1:
        yield "".join(word[0] for word in words).upper()
        yield "".join(word[0] for word in words if word not in _SMALL_WORDS).upper()


def _keys(mention: Mention, text: str) -> Iterator[str]:
    """What two mentions of one thing share: a form of a name, or a concept of the vocabulary."""
    second = (alias for alias in mention.aliases if not _is_part(alias, mention))
    for name in (mention.name, text[mention.start : mention.end], *second):
        if form := normal_form(name):
            yield form
            if mention.kind == "Condition":
                yield _singular(normal_form(_EPONYM.sub("", name)))
    yield from (iri for key, iri in mention.values if key == "concept")


def _is_part(alias: str, mention: Mention) -> bool:
    """Whether an alias of what is called by a description is that of a part: "MVA" of "MVA manufacturing"."""
    return mention.kind == "Technology" and is_part(alias, mention.name)


def _singular(form: str) -> str:
    """A disease's form in the singular: "tumors" gives "tumor", and "sepsis" stays."""
    if form.endswith("ies"):
        return f"{form[:-3]}y"
    return form if form.endswith(("ss", "is", "us")) else form.removesuffix("s")


def _family(kind: str) -> str:
    return "Party" if kind in ("Company", "Organization") else kind


def _thing(mentions: list[Mention], text: str) -> Thing:
    weights: dict[str, float] = defaultdict(float)
    for mention in mentions:
        weights[mention.kind] += mention.score
    kind = min(weights, key=lambda k: (-weights[k], k))
    names = dict.fromkeys(
        " ".join(name.split())
        for mention in mentions
        for name in (mention.name, text[mention.start : mention.end], *mention.aliases)
        if name.strip()
    )
    name = _fullest(names, mentions[0], kind, text)
    return Thing(kind, name, tuple(other for other in names if other != name), tuple(mentions))


def _fullest(names: Iterable[str], first: Mention, kind: str, text: str) -> str:
    """The longest name of a party or person, no former one; else the name that the recogniser put first."""
    if kind in ("Company", "Organization", "Person"):
        return min(names, key=lambda name: (_is_former(name, text), -len(name), name))
    return " ".join(first.name.split())


def _is_former(name: str, text: str) -> bool:
    """Whether a text says that a name was given up: "(formerly Alder Corp.)"."""
    at = text.find(name)
    return at > 0 and _WAS_CALLED.search(text, max(0, at - 30), at) is not None
