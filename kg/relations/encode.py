"""Encoded sentences: text in which each mention is one character that stands for its kind.

Patterns over encoded sentences need not know how a name is spelled or how long it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from kg.mention import Mention
from kg.mentions.common.words import either
from kg.names import fold
from kg.sieve import Sieve

#: Every kind of mention that a pattern can name; the order fixes their signs.
KINDS: tuple[str, ...] = (
    *("Company", "Organization", "Person", "Compound", "Technology", "Payload", "Linker", "Target"),
    *("Condition", "Trial", "Conference", "Phase", "Modality", "Designation", "Measure", "Cohort", "Percent"),
    *("Fraction", "PValue", "HazardRatio", "Quantity", "Dose", "Schedule", "Money", "Date", "Ticker"),
    *("Role", "Calling", "Abstract", "Companion"),
)
_FIRST = 0xE000
SIGN: dict[str, str] = {kind: chr(_FIRST + number) for number, kind in enumerate(KINDS)}
ANY_SIGN = f"{chr(_FIRST)}-{chr(_FIRST + len(KINDS) - 1)}"
_PLAIN = dict(zip("’‘“”‐‑–—", "''\"\"----", strict=True))
#: White space, trademark signs, stars for emphasis, and words with single spaces between them.
_RUNS = re.compile(r"(?P<words>[^\s®™©^*]+(?: [^\s®™©^*]+)*|(?<!\S)\*(?=\s))|(?P<space>\s+)|[®™©^*]+")
_YEAR = rf"(?:{SIGN['Date']}|(?:since )?(?:19|20)[0-9][0-9])"
_POSSESSIVE = ("its", "our", "his", "her", "their")
_PARENTHESIS = re.compile(r" ?[(\[]([^()\[\]]{1,200})[)\]]")
_FILLER = re.compile(
    rf"[{ANY_SIGN}]|\b(?:or|and|the|company|together|collectively|formerly|hereinafter|as|a|an)\b|\W"
)


@dataclass(frozen=True, slots=True)
class Item:
    """What one sign of an encoded sentence stands for.

    Attributes:
        kind: Entity type or value kind.
        start: First code point in the document's text.
        end: Code point after the last.
        mention: The mention, or for a reference ("the compound") the mention that it refers to.
        entity: Number of the entity among the document's entities; None for values.
        reference: Whether the words refer to the entity without naming it.
    """

    kind: str
    start: int
    end: int
    mention: Mention
    entity: int | None = None
    reference: bool = False


@dataclass(frozen=True, slots=True)
class Encoded:
    """An encoded sentence.

    Attributes:
        text: Folded text with one sign for each item; white space is single spaces.
        items: The item at each index of `text` that holds a sign.
        offsets: For each index of `text`, and one past it, the code point in the document.
        source: The document's text.
    """

    text: str
    items: dict[int, Item]
    offsets: Sequence[int]
    source: str

    def words(self, start: int, end: int) -> str:
        """The document's words for a non-empty span of `text`."""
        first, last = self.span(start, end)
        return " ".join(self.source[first:last].split())

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The document's span for a non-empty span of `text`."""
        last = end - 1
        item = self.items.get(last)
        return self.offsets[start], item.end if item else self.offsets[last] + 1

    def among(self, start: int, end: int) -> list[Item]:
        """Items in a span of `text`, in order."""
        return [self.items[index] for index in range(start, end) if index in self.items]


def without_overlaps(items: Iterable[Item]) -> list[Item]:
    """The items in order of the text, the longer and surer of overlapping ones kept."""
    kept: list[Item] = []
    taken: set[int] = set()
    ranked = sorted(
        items, key=lambda i: (i.start - i.end, i.reference, -i.mention.score, i.start, KINDS.index(i.kind))
    )
    for item in ranked:
        if taken.isdisjoint(range(item.start, item.end)):
            taken.update(range(item.start, item.end))
            kept.append(item)
    return sorted(kept, key=lambda item: item.start)


def encode(text: str, start: int, end: int, items: Iterable[Item]) -> Encoded:
    """The sentence `text[start:end]`, encoded; `items` must be in order and apart."""
    characters: list[str] = []
    offsets: list[int] = []
    placed: dict[int, Item] = {}

    def plain(first: int, last: int) -> None:
        for match in _RUNS.finditer(text, first, last):
            if match.lastgroup == "words":
                characters.append(match[0])
                offsets.extend(range(match.start(), match.end()))
            elif match.lastgroup == "space" and characters[-1:] not in ([], [" "]):
                characters.append(" ")
                offsets.append(match.start())

    position = start
    for item in items:
        plain(position, item.start)
        placed[len(offsets)] = item
        characters.append(SIGN[item.kind])
        offsets.append(item.start)
        if item.reference and fold(text[item.start : item.end]) in _POSSESSIVE:
            characters.append("'s")
            offsets.extend((item.end - 1, item.end - 1))
        position = item.end
    plain(position, end)
    encoded = fold("".join(characters))
    for sign, plainer in _PLAIN.items():  # a chain of replacements is faster than `translate`
        encoded = encoded.replace(sign, plainer)
    return Encoded(encoded, placed, [*offsets, end], text)


@cache
def _asides() -> Sieve[bool]:
    """Trademark signs, titles before and degrees behind a person's name, the years of an office; parentheses.

    With each whether it must repeat what stands before it to be dropped.
    """
    person, role = SIGN["Person"], f"[{SIGN['Role']}{SIGN['Calling']}]"
    degree = fold(either("credentials")).replace(r"\s+", " ?")
    titles = (
        r"\((?:r|tm|c|sm)\)",
        rf"\b{fold(either('honorifics'))}\.? (?={person})",
        rf"(?<={person})(?:,? {degree}(?!\w)\.?){{1,6}}",
        rf"(?<={role}) \({_YEAR}(?: ?(?:-|to|until) ?(?:{_YEAR}|present|today))?\)",
    )
    return Sieve([*((False, re.compile(title)) for title in titles), (True, _PARENTHESIS)])


def without_asides(sentence: Encoded) -> Encoded:
    """The sentence without titles and without parentheses that only repeat a name or list tickers.

    "X, Inc. (Nasdaq: XYZ)" becomes "X, Inc.".
    """
    dropped: set[int] = set()
    for must_repeat, match in _asides().finditer(sentence.text):
        before = sentence.items.get(match.start() - 1)
        if not must_repeat or (before is not None and _repeats(sentence, match, before)):
            dropped.update(range(match.start(), match.end()))
    if not dropped:
        return sentence
    kept = [index for index in range(len(sentence.text)) if index not in dropped]
    return Encoded(
        "".join(sentence.text[index] for index in kept),
        {new: sentence.items[old] for new, old in enumerate(kept) if old in sentence.items},
        [*(sentence.offsets[index] for index in kept), sentence.offsets[-1]],
        sentence.source,
    )


def _repeats(sentence: Encoded, match: re.Match[str], before: Item) -> bool:
    inside = sentence.among(*match.span(1))
    if any(item.kind == "Ticker" for item in inside):
        return True
    if before.kind == "Compound" and [item.kind for item in inside] == ["Companion"]:
        return match[1].startswith(SIGN["Companion"])
    if not all(_is_same(item, before) for item in inside):
        return False
    return not _FILLER.sub("", match[1]) or (
        not inside and before.entity is not None and _is_short_name(match[1])
    )


def _is_same(one: Item, other: Item) -> bool:
    """Whether two items are one thing, or one value under two names, as in "Fast Track Designation (FTD)"."""
    if one.entity is None:
        return (one.kind, one.mention.name) == (other.kind, other.mention.name)
    return one.entity == other.entity


def _is_short_name(words: str) -> bool:
    return (
        re.fullmatch(r"(?:or )?(?:the )?[\"'][^\"]{1,40}[\"'](?: or (?:the )?\"[^\"]{1,40}\")?", words)
        is not None
    )
