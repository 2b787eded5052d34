"""Targets: symbols of genes, receptors, antigens, pathways, and what compounds are said to act on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from kg.mention import Mention
from kg.mentions.common.acronyms import stands_for
from kg.mentions.common.biomedical import is_biomedical
from kg.mentions.common.codes import code_strength
from kg.mentions.common.kept import remembered
from kg.mentions.common.listed import listed
from kg.mentions.common.spelling import bare
from kg.mentions.common.symbols import is_symbol
from kg.mentions.common.tokens import Line, Token, joined, lines
from kg.mentions.common.words import either, words
from kg.mentions.conditions.disease_words import head_kind
from kg.structure.page import Page

_MOST_WORDS = 5
_SURE = 0.8
_SHORT = re.compile(r"\s*\(\s?[“\"]?(?P<short>[A-Za-z0-9][\w-]{0,9})[”\"]?\s?\)")
_TAIL = re.compile(
    r"\s+(?:alpha|beta|gamma|delta|α|β|γ|[1-9](?:(?:,\s[1-9])*\sand\s[1-9])?(?=\W)|containing\s+the\s+[\w-]+\s+subunit)"
)
_MUTATION = re.compile(r"[A-Z]\d{1,4}[A-Z](?:/[A-Z])*")
#: Two proteins that share their noun: "Spike (S) and Nucleocapsid (N) proteins".
_ONE = r"(?P<{0}>[A-Za-z][\w-]{{1,20}})(?:\s\((?P<{0}s>\w{{1,8}})\))?"
_PAIR = re.compile(
    rf"(?<![\w-]){_ONE.format('a')}\s+(?:and|plus|or)\s+{_ONE.format('b')}\s+(?P<noun>[a-z]+)s\b"
)
_AND = re.compile(r"(?:\s*\(\s?[“\"]?[\w-]{1,10}[”\"]?\s?\))?\s+and\s+")
#: Nouns behind a symbol that name no other target: "the KRAS gene".
_OF_SYMBOLS = frozenset({"gene", "protein", "antigen", "kinase", "signaling", "signalling", "pathway"})
_GREEK = re.compile(r"[αβγδκ]")


def recognise(page: Page) -> Iterator[Mention]:
    """Mentions of targets in the readable sentences; "anti-" and "-targeting" lie outside the span."""
    if not is_biomedical(page):
        return
    known = [mention for mention in listed(page) if mention.kind == "Target" and _is_sure(page.text, mention)]
    found = [mention for line in lines(page) for mention in _line(page.text, line)]
    end = -1
    for mention in sorted((*found, *(_listed(page.text, mention) for mention in known)), key=_order):
        if mention.start >= end:
            yield mention
            end = mention.end


def _is_sure(text: str, mention: Mention) -> bool:
    """Whether a listed name stands for its target here: not in "glucagon-like", nor an ordinary word."""
    name = text[mention.start : mention.end]
    return (
        mention.score >= _SURE
        and name not in words("target-not")
        and not text.startswith("-like", mention.end)
    )


def _line(text: str, line: Line) -> Iterator[Mention]:
    yield from _symbols(text, line.words)
    if not line.lowers.isdisjoint(_plural_heads()):
        yield from _paired(text, line)
    if not line.lowers.isdisjoint(words("target-sure")):
        yield from _named(text, line.words)
    if not line.lowers.isdisjoint(_verbs()):
        yield from _acted_on(text, line)
    if not line.lowers.isdisjoint(words("target-agent")):
        yield from _acted_on_by(text, line.words)


def _listed(text: str, mention: Mention) -> Mention:
    """The vocabulary's mention under the name that the text uses."""
    return replace(
        _mention(text, mention.start, mention.end, mention.score, "vocabulary"), values=mention.values
    )


def _order(mention: Mention) -> tuple[int, int, float]:
    return mention.start, -mention.end, -mention.score


def _mention(text: str, start: int, end: int, score: float, rule: str) -> Mention:
    name = bare(text[start:end])
    aliases = set()
    bracket = _SHORT.match(text, end)
    short = bracket["short"] if bracket else ""
    if short and (stands_for(short, name) or _GREEK.search(short) or is_symbol(short)):
        aliases.add(short)
    symbol, _, noun = name.rpartition(" ")
    if noun in _OF_SYMBOLS and is_symbol(symbol):
        aliases.add(symbol)
    if inner := _SHORT.search(name):
        aliases |= {
            _SHORT.sub("", name),
            name.replace(name[: inner.start()], "", 1).strip().replace(inner.group().strip(), inner["short"]),
        }
    return Mention(start, end, "Target", name, aliases=tuple(sorted(aliases)), score=score, rule=rule)


@cache
def _plural_heads() -> frozenset[str]:
    return frozenset(f"{word}s" for word in words("target-head")) & words("target-head")


def _paired(text: str, line: Line) -> Iterator[Mention]:
    """Each of two targets that share their noun, with its short form in brackets."""
    for match in _PAIR.finditer(text, line.start, line.end):
        if match["noun"] + "s" not in _plural_heads() or not all(_may_share(match, one) for one in "ab"):
            continue
        for one in "ab":
            name, short = match[one], match[f"{one}s"]
            aliases = (name, f"{name} ({short})") if short else (name,)
            end = match.end() if one == "b" else match.end(one)
            yield Mention(
                match.start(one), end, "Target", f"{name} {match['noun']}", (), aliases, 0.9, "pair"
            )


def _may_share(match: re.Match[str], one: str) -> bool:
    name = match[one]
    known = name.lower() in words("target-head") or is_symbol(name)
    return known or (match[f"{one}s"] is not None and name.lower() not in words("target-stop"))


def _symbols(text: str, line: Sequence[Token]) -> Iterator[Mention]:
    for token in line:
        for first, last, score in _symbols_within(token.text):
            yield _mention(text, token.start + first, token.start + last, score, "symbol")


@remembered
def _symbols_within(word: str) -> tuple[tuple[int, int, float], ...]:
    """Start, end and score of the symbols in a word: "anti-PD-1/PD-L1"."""
    if word.isalpha() and word[1:].islower():
        return ((0, len(word), 0.7),) if word in words("target-symbol") else ()
    found = []
    at = 0
    for piece in word.split("/"):
        start, core = _core(at, piece)
        found += [(start + first, start + last, 0.9) for first, last in _parts(core.replace("‑", "-"))]
        at += len(piece) + 1
    return tuple(found)


def _parts(core: str) -> list[tuple[int, int]]:
    """Where the symbols stand in a symbol or in two that are joined: "EGFR-CD3", "CD19xCD3"."""
    if not core or is_symbol(core):
        return [(0, len(core))] if core else []
    for at, sign in enumerate(core):
        if sign in "-xX×" and is_symbol(core[:at]) and is_symbol(core[at + 1 :]):
            return [(0, at), (at + 1, len(core))]
    return []


def _core(at: int, word: str) -> tuple[int, str]:
    """Start and letters of a word without "anti-" and "-positive"."""
    if word.lower().startswith(("anti-", "anti‑", "anti–")):
        at, word = at + 5, word[5:]
    word = word.removesuffix("+").removesuffix("’s").removesuffix("'s")
    head, hyphen, tail = word.rpartition("-") if "-" in word else word.rpartition("‑")
    if hyphen and tail.lower() in words("target-suffix"):
        word = head
    return at, word


def _named(text: str, line: Sequence[Token]) -> Iterator[Mention]:
    """Targets whose last word tells it: "interleukin-2 receptor", "prostate-specific membrane antigen"."""
    for at, token in enumerate(line):
        if token.lower in words("target-sure"):
            first = _first(text, line, at)
            chimeric = first and line[first - 1].lower == "chimeric"
            if (
                first < at
                and not chimeric
                and not words("target-vague") >= {word.lower for word in line[first:at]}
            ):
                start = line[first].start + _core(0, line[first].text)[0]
                yield _mention(text, start, _end(text, token.end), 0.75, "head")


def _first(text: str, line: Sequence[Token], at: int) -> int:
    first = at
    while first > 0 and at - first < _MOST_WORDS:
        before = line[first - 1]
        gap = text[before.end : line[first].start].strip()
        bracketed = (gap in ("(", ")") and text[line[first].end : line[first].end + 1] == ")") or gap == ")"
        if (
            (gap and not bracketed)
            or (before.lower in words("target-stop") and not _is_growth_factor(before, line[first]))
            or before.lower in _verbs()
            or before.lower.endswith(("'s", "ly"))
        ):
            break
        first -= 1
    return first


def _is_growth_factor(before: Token, following: Token) -> bool:
    return before.lower == "growth" and following.lower.startswith("factor")


@cache
def _verbs() -> frozenset[str]:
    return frozenset(word for phrase in words("target-action") for word in phrase.split())


def _end(text: str, end: int) -> int:
    tail = _TAIL.match(text, end)
    return tail.end() if tail else end


@cache
def _action() -> re.Pattern[str]:
    return re.compile(
        rf"\b{either('target-action')}\s+(?:to\s+)?(?:the\s+|a\s+|an\s+|both\s+|human\s+)*", re.IGNORECASE
    )


def _acted_on(text: str, sentence: Line) -> Iterator[Mention]:
    """What follows "targeting", "inhibitor of" and the like."""
    line = sentence.words
    for number, token in enumerate(line):
        if token.lower in _verbs() and (match := _action().match(text, token.start, sentence.end)):
            following = (at for at in range(number, len(line)) if line[at].start >= match.end())
            if (at := next(following, None)) is not None and line[at].start == match.end():
                yield from _phrases(text, line, at)


def _acted_on_by(text: str, line: Sequence[Token]) -> Iterator[Mention]:
    """What stands before "inhibitor" and the like."""
    for at, token in enumerate(line):
        if token.lower in words("target-agent") and at and joined(text, line[at - 1], token):
            before = line[at - 1]
            if before.lower in words("target-head") and (first := _first(text, line, at - 1)) < at - 1:
                yield _mention(text, line[first].start, before.end, 0.6, "agent")
            elif _is_target_word(before) and _core(before.start, before.text) == (before.start, before.text):
                yield _mention(text, before.start, before.end, 0.6, "agent")


def _phrases(text: str, line: Sequence[Token], at: int) -> Iterator[Mention]:
    """One or several coordinated targets from line[at] on."""
    last = at
    while last < len(line) and last - at < _MOST_WORDS and line[last].lower not in words("target-stop"):
        if last > at and text[line[last - 1].end : line[last].start].strip():
            break
        following = line[last + 1].lower if last + 1 < len(line) else ""
        if line[last].lower in words("target-head") and following not in words("target-head"):
            if last > at and not head_kind(following):
                end = _end(text, line[last].end)
                yield _mention(text, line[at].start, end, 0.8, "action")
                yield from _phrases(text, line, _after_and(text, line, last, end))
            return
        last += 1
    if last > at and _is_target_word(line[last - 1]) and last - at <= 3:
        yield _mention(text, line[at].start, line[last - 1].end, 0.7, "action")
        if last + 1 < len(line) and line[last].lower in ("and", "or") and _is_target_word(line[last + 1]):
            yield from _phrases(text, line, last + 1)


def _after_and(text: str, line: Sequence[Token], at: int, end: int) -> int:
    """Index of the word after the "and" that follows a target; past the line if there is none."""
    match = _AND.match(text, end)
    if match is None:
        return len(line)
    return next((i for i in range(at + 1, min(at + 4, len(line))) if line[i].start == match.end()), len(line))


def _is_target_word(token: Token) -> bool:
    """Whether a word alone could name a protein: a symbol, or the ending of an enzyme or protein."""
    if token.lower in words("target-stop") or token.lower in words("target-not-protein"):
        return False
    word = token.text
    if is_symbol(word):
        return True
    if _MUTATION.fullmatch(word) or _core(0, word) != (0, word):
        return False
    if word.isupper() or any(letter.isupper() for letter in word[1:]):
        shaped = len(word) > 2 and word[0].isalpha() and any(letter.isdigit() for letter in word)
        return shaped and code_strength(bare(word)) == 0
    return len(word) > 5 and word.isalpha() and word.islower() and word.endswith(("ase", "in", "ases", "ins"))
