"""Compounds: code names, nonproprietary names and brands, and which of them are one product."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache

from kg.mention import Mention
from kg.mentions.aliases import Pair, alias_pairs, is_nonproprietary, stems
from kg.mentions.biomedical import is_biomedical
from kg.mentions.codes import code_strength
from kg.mentions.cues import Role, roles
from kg.mentions.listed import listed
from kg.mentions.spelling import MARK, bare, places
from kg.mentions.symbols import is_symbol
from kg.mentions.tokens import Line, Token, lines
from kg.mentions.words import words
from kg.structure.page import Page

_MARKED = re.compile(r"((?:[^\W\d_][\w-]{0,30}[ ])?[^\W_][\w.-]{0,30})$")
#: Names of cell and peptide products: "rexlemestrocel-L".
_LETTERED = re.compile(r"[a-z]{8,}-[A-Z]")
_COINED = re.compile(r"[A-Z][a-z]+-?[A-Z][A-Za-z]+|[A-Z]{5,}")
_DIGIT = re.compile(r"\d")
_TAIL = re.compile(r"[-+][A-Za-z0-9]\w*|[ ]\d{3}\b")
Names = dict[str, str]


def recognise(page: Page) -> Iterator[Mention]:
    """Mentions of compounds in the readable sentences; other names of the same product are `aliases`.

    A name that is found once by its shape or by its context is then found everywhere in the page.
    """
    if not is_biomedical(page):
        return
    pairs = list(alias_pairs(page))
    rules = _accepted(page, pairs)
    aliases = _aliases(pairs, rules)
    found = sorted(places(page, rules))
    for start, end, name in found:
        rule = rules[name]
        yield Mention(
            start, end, "Compound", name, aliases=aliases.get(name, ()), score=_SCORES[rule], rule=rule
        )


_SURE = 0.8
_UNSURE = frozenset({"used", "context", "plain context", "weak code", None})
_SCORES = {
    "vocabulary": 0.95,
    "inn": 0.95,
    "code": 0.9,
    "brand": 0.9,
    "alias": 0.85,
    "context": 0.7,
    "plain context": 0.6,
    "used": 0.6,
    "weak code": 0.7,
}


def _accepted(page: Page, pairs: Iterable[Pair]) -> Names:
    """The names of compounds with the rule that each was found by."""
    candidates = _candidates(page)
    where: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for start, end, name in places(page, candidates):
        where[name].append((start, end))
    accepted = {}
    for name, rule in candidates.items():
        if rule in ("plain context", "used") and len(where[name]) < 2:
            continue
        if rule == "inn" or _is_medicine(rule, _roles(page, where[name])):
            accepted[name] = rule
    for pair in pairs:
        for name, other in ((pair.name, pair.other), (pair.other, pair.name)):
            if pair.sure and other in accepted and name not in accepted and name not in candidates:
                accepted[name] = "alias"
    return accepted


def _roles(page: Page, spans: list[tuple[int, int]]) -> set[Role]:
    found: set[Role] = set()
    spans = sorted(spans)[:12]
    at = 0
    for sentence in page.readable:
        inside = []
        while at < len(spans) and spans[at][0] < sentence.end:
            inside.append(spans[at])
            at += 1
        if inside:
            found |= roles(page.text, inside, sentence.start, sentence.end)
    return found


def _is_medicine(rule: str, seen: set[Role]) -> bool:
    if rule == "vocabulary":
        return Role.TARGET not in seen or bool(seen & {Role.MEDICINE, Role.DEFINED})
    if rule == "code":
        return not seen & {Role.TARGET, Role.STUDY, Role.FIRM} or bool(seen & {Role.MEDICINE, Role.DEFINED})
    if rule == "weak code":
        return bool(seen & {Role.MEDICINE, Role.DEFINED}) and not seen & {Role.TARGET, Role.STUDY, Role.FIRM}
    if rule == "brand":
        return Role.DEFINED in seen or (Role.MEDICINE in seen and Role.TECHNOLOGY not in seen)
    if rule == "used":
        return bool(seen & {Role.MEDICINE, Role.DEFINED}) and not seen & {
            Role.TECHNOLOGY,
            Role.FIRM,
            Role.TARGET,
            Role.STUDY,
        }
    if rule == "plain context" and Role.MEDICINE not in seen:
        return False
    return Role.DEFINED in seen and not seen & {Role.TECHNOLOGY, Role.FIRM, Role.TARGET}


@cache
def _never() -> frozenset[str]:
    return words("compound-stop") | words("compound-head") | words("compound-substance")


def _candidates(page: Page) -> Names:
    """Names that could be compounds by their shape, each with its rule; sure rules win over unsure ones."""
    found: Names = {}
    for mention in listed(page):
        name = bare(page.text[mention.start : mention.end])
        if mention.kind == "Compound" and name.lower() not in _never():
            found[name] = (
                "inn" if is_nonproprietary(name) else "vocabulary" if mention.score >= _SURE else "weak code"
            )
    endings = stems()
    for line in lines(page):
        for at, token in enumerate(line.words):
            if token.lower.endswith(endings):
                if len(token.lower) > 6 and token.lower not in words("compound-stem-not"):
                    found.setdefault(_with_next(page.text, line.words, at, "compound-conjugate"), "inn")
            elif _LETTERED.fullmatch(token.text):
                found.setdefault(bare(token.text), "code")
            elif _is_coined(token) and _is_used(page.text, line, token):
                found.setdefault(bare(token.text), "used")
            elif not token.text.isalpha() and _DIGIT.search(token.text):
                for name, rule in _codes(page.text, line.words, at):
                    found.setdefault(name, rule)
        for name in _marked(page.text, line):
            found[name] = "brand" if found.get(name) in _UNSURE else found.get(name, "brand")
        for name, rule in _introduced(page.text, line):
            found.setdefault(name, rule)
    return found


def _is_coined(token: Token) -> bool:
    """Whether capitals inside or throughout a word make it look like a brand: "OncoPLEX", "Mino-Lok", "LYMPHIR"."""
    word = token.text
    if word.islower() or _COINED.fullmatch(word) is None or token.lower in words("compound-stop"):
        return False
    return word not in words("condition-acronym") and not is_symbol(word)


def _is_used(text: str, line: Line, token: Token) -> bool:
    return not line.title and Role.MEDICINE in roles(text, [(token.start, token.end)], line.start, line.end)


def _codes(text: str, line: tuple[Token, ...], at: int) -> Iterator[tuple[str, str]]:
    whole = bare(line[at].text)
    for piece in whole.split("/"):
        part = piece.removesuffix("'s").removesuffix("’s")
        if strength := code_strength(part):
            name = _with_next(text, line, at, "compound-suffix") if part == whole else part
            yield name, "code" if strength > 0.8 else "weak code"


def _with_next(text: str, line: tuple[Token, ...], at: int, suffixes: str) -> str:
    name = bare(line[at].text)
    if at + 1 < len(line) and text[line[at].end : line[at + 1].start] in (" ", "\n"):
        following = line[at + 1]
        if following.text in words(suffixes) or following.lower.split("-")[0] in words(suffixes):
            name = f"{name} {bare(following.text)}"
    return (
        name if suffixes == "compound-suffix" or name.isupper() else name.lower() if name.istitle() else name
    )


def _marked(text: str, line: Line) -> Iterator[str]:
    """Names with a trade mark: the word before it, or two where both are capitalised."""
    for mark in MARK.finditer(text, line.start, line.end):
        match = _MARKED.search(text[max(line.start, mark.start() - 62) : mark.start()])
        if match is None:
            continue
        name = bare(match[1])
        first, _, last = name.rpartition(" ")
        if first and (
            line.title
            or not first[0].isupper()
            or first.lower() in words("compound-stop")
            or not last[0].isupper()
        ):
            name = last
        tail = following.group() if (following := _TAIL.match(text, mark.end(), line.end)) else ""
        if len(name) > 2 and name.lower() not in words("compound-stop"):
            yield name + tail


#: What stands between a noun for medicines and the name of one: "lead candidate, X", "a vaccine called X".
_INTRODUCED = re.compile(
    r"(?:\s+candidates?)?(?P<link>(?:,|,?\s+called|,?\s+named|,?\s+known\s+as|\s+is)?\s+[“\"]?)"
    r"(?P<name>[A-Z][A-Za-z]*(?:[-‑+][A-Za-z0-9]+)*)(?=[\s,.;)”\"®™(])"
)
_DEFINED = re.compile(
    r"(?P<name>\b[A-Z][A-Za-z]{2,}(?:[-‑+][A-Za-z0-9]+)*)(?:\s\([^()]{1,60}\))?(?:,|\s+is|\s+was)\s+(?:an?|the|its|our|their)\s"
)
_SHORT_ADC = re.compile(
    r"(?<![\w-])(?P<name>[A-Z][A-Za-z0-9-]{1,11}\sADC)(?=,|\s+(?:is|was|in|has|at|had|showed|demonstrated)\b)"
)


def _introduced(text: str, line: Line) -> Iterator[tuple[str, str]]:
    """Names without a mark that a noun for medicines introduces or that an apposition explains."""
    if line.title:
        return
    heads = words("compound-head")
    matches = [_INTRODUCED.match(text, token.end, line.end) for token in line.words if token.lower in heads]
    later = [token.start for token in line.words if token.text[0].isupper()]
    matches += [pattern.match(text, start, line.end) for start in later for pattern in (_DEFINED, _SHORT_ADC)]
    for match in matches:
        if match is None:
            continue
        name, link = bare(match["name"]), match.groupdict().get("link", "")
        plain = name[1:].islower()
        if len(name) < 4 or name.lower() in words("compound-stop") or f" {name.lower()} " in text:
            continue
        if not plain or link.strip(' “"\n') not in ("", "is") or (link == "" and match.start() > line.start):
            yield name, "context" if not plain else "plain context"


def _aliases(pairs: Iterable[Pair], names: Names) -> dict[str, tuple[str, ...]]:
    """The other names of each name; an active ingredient that several products share is no name of any."""
    others: dict[str, set[str]] = defaultdict(set)
    for pair in pairs:
        if pair.name in names and pair.other in names and pair.name != pair.other:
            others[pair.name].add(pair.other)
            others[pair.other].add(pair.name)
    shared = {
        name
        for name, rest in others.items()
        if names[name] in ("inn", "vocabulary") and len(_unrelated(rest, others)) > 1
    }
    groups: dict[str, set[str]] = {}
    for name in others.keys() - shared:
        group = {name}
        for other in others[name] - shared:
            group |= groups.get(other, {other})
        for member in group | groups.get(name, set()):
            groups[member] = group | groups.get(name, set())
    return {name: tuple(sorted(group - {name})) for name, group in groups.items()}


def _unrelated(names: set[str], others: dict[str, set[str]]) -> set[str]:
    return {name for name in names if not any(name in others[other] for other in names)}
