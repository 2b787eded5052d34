"""Names that could be compounds: by the vocabulary, by stem, shape or mark, or by the words around them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from kg.mentions.common.acronyms import stands_for
from kg.mentions.common.codes import code_strength
from kg.mentions.common.kept import remembered
from kg.mentions.common.listed import listed
from kg.mentions.common.spelling import MARK, bare, marks
from kg.mentions.common.symbols import is_symbol
from kg.mentions.common.tokens import Line, Token, lines
from kg.mentions.common.words import words
from kg.mentions.compounds.aliases import is_nonproprietary, stems
from kg.mentions.compounds.cues import Role, roles
from kg.mentions.compounds.lists import applied_for, enumerated, is_gene_like
from kg.mentions.conditions.disease_words import head_kind, is_disease
from kg.structure.page import Page

_MARKED = re.compile(r"((?:[^\W\d_][\w-]{0,30}[ ])?[^\W_][\w.-]{0,30})$")
#: Names of cell and peptide products: "rexlemestrocel-L".
_LETTERED = re.compile(r"[a-z]{8,}-[A-Z]")
_COINED = re.compile(r"[A-Z][a-z]+-?[A-Z][A-Za-z]+|[A-Z]{2,5}-[A-Z]{2,6}|[A-Z]{5,}")
_LOWER_TAIL = re.compile(r"(?:['’]s|-[a-z]{4,})$")
_DIGIT = re.compile(r"[\d₀-₉]")
_ADDRESS = re.compile(r"\.(?:ai|com|io|net|org)\Z", re.IGNORECASE)
#: What may stand before the name of a chemical as part of it: "2-bromo-LSD".
_LOCANT = re.compile(r"(?<![\w-])\d(?:,\d)*-\Z")
_TAIL = re.compile(r"[-+][A-Za-z0-9]\w*|[ ]\d{3}\b")
_CAPITALISED = re.compile(r"[ ][A-Z][a-z]{4,}\b")
#: What stands between a noun for medicines and the name of one: "lead candidate, X", "a vaccine called X".
_INTRODUCED = re.compile(
    r"(?:\s+candidates?)?(?P<link>(?:,|(?:,|\s+is)?\s+called|,?\s+named|,?\s+known\s+as|\s+is)?\s+[“\"]?)"
    r"(?P<name>[A-Z][A-Za-z]*(?:[-‑+][A-Za-z0-9]+)*)(?=[\s,.;)”\"®™(])"
)
_DEFINED = re.compile(
    r"(?P<name>\b[A-Z][A-Za-z]{2,}(?:[-‑+][A-Za-z0-9]+)*)(?:\s\([^()]{1,60}\))?"
    r"(?:,|\s+is|\s+was)\s+(?:an?|the|its|our|their)\s"
)
_SHORT_ADC = re.compile(
    r"(?<![\w-])(?P<name>[A-Z][A-Za-z0-9-]{1,11}\sADC)(?=,|\s+(?:is|was|in|has|at|had|showed|demonstrated)\b)"
)
_SURE = 0.8
_USED = frozenset({Role.MEDICINE, Role.DEFINED})
_COINED_RULES = frozenset({"coined", "used", "context", "plain context"})
_UNSURE = _COINED_RULES | {"weak code", "unsure vocabulary"}
_LISTABLE = _UNSURE | {"brand"}


def candidates(page: Page) -> dict[str, str]:
    """Names that could be compounds, each with the rule that found it; surer rules win."""
    found = dict(_listed(page))
    text = page.text
    for line in lines(page):
        _collect(text, line, found)
    for name in list(_relatives(text, found)):
        found.setdefault(name, "brand")
    return {
        name: rule
        for name, rule in found.items()
        if rule not in _COINED_RULES
        or not (_abbreviates(name, text) or is_gene_like(name, text) or _is_plain_pair(name, text))
    }


def _collect(text: str, line: Line, found: dict[str, str]) -> None:
    """Add the names of a sentence to those found."""
    for at, token in enumerate(line.words):
        if shape := _shape(token.text):
            for name, rule in _shaped(text, line, at, shape):
                found.setdefault(name, rule)
    for name in applied_for(text, line):
        found.setdefault(name, "inn")
    for name in _marked(text, line, found):
        if found.get(name, "coined") in _UNSURE:
            found[name] = "brand"
    for name, rule in _introduced(text, line):
        found.setdefault(name, rule)
    for name in enumerated(text, line):
        if _is_free(name, text) and found.get(name, "used") in _LISTABLE:
            found[name] = "listed"


def _is_plain_pair(name: str, text: str) -> bool:
    """Whether a name is two words of the language with capitals: "High-Risk"."""
    first, hyphen, last = name.partition("-")
    pair = bool(hyphen) and first.istitle() and last.istitle()
    return pair and all(re.search(rf"(?<!\w){word.lower()}(?!\w)", text) for word in (first, last))


def _abbreviates(name: str, text: str) -> bool:
    """Whether the text explains a name as an abbreviation of the words before it."""
    letters = name.replace("-", "")
    if not letters.isalpha():
        return False
    match = re.search(rf"[(\[][“\"]?{re.escape(name)}[”\"]?[)\]]", text)
    before = text[max(0, match.start() - 90) : match.start()].split() if match else []
    if letters != name:
        return "".join(word[0] for word in before[-len(letters) :]) == letters
    return any(stands_for(name, " ".join(before[-size:])) for size in range(2, len(name) + 3))


@cache
def _never() -> frozenset[str]:
    return words("compound-stop", "compound-head", "compound-substance", "payload-sure")


def _listed(page: Page) -> Iterator[tuple[str, str]]:
    for mention in listed(page):
        name = bare(page.text[mention.start : mention.end])
        if (
            mention.kind == "Compound"
            and name.lower().replace("-", " ") not in _never()
            and name not in _never()
        ):
            known = "inn" if is_nonproprietary(name) else "vocabulary"
            locant = _LOCANT.search(page.text[max(0, mention.start - 6) : mention.start])
            rule = known if mention.score >= _SURE else "unsure vocabulary"
            yield (locant[0] if locant else "") + name, rule


@remembered
def _shape(word: str) -> str:
    """The rule by which the form of a word could make it a compound's name, or nothing."""
    lower = word.lower()
    if lower.endswith(stems()):
        return "inn" if len(lower) > 6 and lower not in words("compound-stem-not") else ""
    if word.isalpha() and word[1:].islower():
        return ""
    if _LETTERED.fullmatch(word):
        return "code"
    if _is_coined(word):
        return "coined" if word.isalpha() else "used"
    return "codes" if _DIGIT.search(word) else ""


def _is_coined(word: str) -> bool:
    """Whether capitals inside or throughout a word make it look like a brand: "NovaPLEX", "Xeno-Lok"."""
    word = MARK.sub("", word)
    if word.islower() or _COINED.fullmatch(word) is None or word.lower() in words("compound-stop"):
        return False
    if word.title() in words("places"):
        return False
    return not is_disease(word) and not is_symbol(word)


def _shaped(text: str, line: Line, at: int, shape: str) -> Iterator[tuple[str, str]]:
    """Names by their form alone."""
    token = line.words[at]
    if shape == "inn":
        name = _with_next(text, line.words, at, "compound-conjugate")
        while at and line.words[at - 1].lower in words("compound-carrier"):
            at -= 1
            name = f"{line.words[at].text} {name}"
        yield name, shape
    elif shape == "codes":
        yield from _codes(text, line.words, at)
    elif shape == "code" or _is_used(text, line, token):
        yield _with_next(text, line.words, at, "compound-suffix"), shape


def _is_used(text: str, line: Line, token: Token) -> bool:
    if line.title:
        return False
    return not _USED.isdisjoint(roles(text, [(token.start, token.end)], line.start, line.end))


def _codes(text: str, line: tuple[Token, ...], at: int) -> Iterator[tuple[str, str]]:
    whole = bare(line[at].text)
    if text[line[at].start - 1 : line[at].start] == "#" or _ends_study(line, at):
        return
    for piece in whole.split("/"):
        part = _LOWER_TAIL.sub("", piece)
        if part not in words("condition-acronym", "payload-sure") and (strength := code_strength(part)):
            name = _with_next(text, line, at, "compound-suffix") if part == whole else part
            yield name, "code" if strength > 0.8 else "weak code"


def _ends_study(line: tuple[Token, ...], at: int) -> bool:
    """Whether a short code ends the name of a study: "ROSETTE U-01"."""
    before = line[at - 1].text if at else ""
    return len(line[at].text) < 5 and len(before) > 3 and before.isupper() and before.isalpha()


def _with_next(text: str, line: tuple[Token, ...], at: int, suffixes: str) -> str:
    name = bare(line[at].text)
    if at + 1 < len(line) and text[line[at].end : line[at + 1].start] in (" ", "\n"):
        following = line[at + 1]
        if following.text in words(suffixes) or following.lower.split("-")[0] in words(suffixes):
            name = f"{name} {bare(following.text)}"
    return (
        name if suffixes == "compound-suffix" or name.isupper() else name.lower() if name.istitle() else name
    )


def _marked(text: str, line: Line, found: Mapping[str, str]) -> Iterator[str]:
    """Names with a trade mark.

    A mark within a name is kept, "DPX(TM)-101", "Xelpriva(R) Pen(R)" or "Xelpriva(R) Morphine", for the text
    is searched for it as it is written.
    """
    begin = before = -1
    for start, end in marks(text, line.start, line.end):
        name = _before_mark(text[max(line.start, start - 62) : start], line.title)
        if len(name) < 3 or name.lower() in words("compound-stop") or _ADDRESS.search(name):
            continue
        written = start - len(name)
        if begin >= 0 and text[before:written].isspace():
            name = f"{text[begin:before]} {name}"
        begin, before = written, end
        tail = _TAIL.match(text, end, line.end) or _ingredient(text, end, line.end, found)
        yield f"{name}{text[start:end]}{tail.group()}" if tail else name


def _ingredient(text: str, start: int, end: int, found: Mapping[str, str]) -> re.Match[str] | None:
    """The known medicine, written with a capital, that follows a mark as part of the name."""
    match = _CAPITALISED.match(text, start, end)
    return match if match and found.get(match.group().strip()) in ("inn", "vocabulary") else None


def _before_mark(left: str, title: bool) -> str:
    """The word that ends the text, or the last two where both are capitalised."""
    match = _MARKED.search(left)
    name = bare(match[1]) if match else ""
    first, _, last = name.rpartition(" ")
    proper = not title and first[:1].isupper() and last[:1].isupper()
    return name if proper and first.lower() not in words("compound-stop") else last


def _relatives(text: str, names: Iterable[str]) -> Iterator[str]:
    """Others of a marked family of names: "DPX+rPA" beside "DPX(TM)-RSV"."""
    for base in sorted({MARK.split(name)[0] for name in names if MARK.search(name)}):
        if base.isalnum():
            yield from re.findall(rf"(?<![\w-]){base}[-+]\w{{2,20}}", text)


def _in_longer_name(text: str, start: int, first: int) -> bool:
    """Whether "the" or a capitalised word stands before: "the AHCA", "Drug Administration"."""
    before = text[max(first, start - 30) : start]
    word = before.rstrip().rpartition(" ")[2]
    return before.endswith((" ", "\n")) and (
        word.lower() == "the" or (word[:1].isupper() and word[-1:].islower())
    )


def _is_free(name: str, text: str) -> bool:
    """Whether a word is none of the language, of a disease, a gene or a place."""
    lower = name.lower()
    if len(name) < 4 or lower in words("compound-stop") or f" {lower} " in text or name in words("places"):
        return False
    last = lower.rpartition(" ")[2]
    return not (is_symbol(name) or head_kind(last) or lower.split("-", 1)[0] in words("compound-not-prefix"))


def _introduced(text: str, line: Line) -> Iterator[tuple[str, str]]:
    """Names without a mark that a noun for medicines introduces or that an apposition explains."""
    if line.title:
        return
    heads = words("compound-head")
    matches = [
        _INTRODUCED.match(text, token.end, line.end)
        for token in (() if heads.isdisjoint(line.lowers) else line.words)
        if token.lower in heads
    ]
    later = [token.start for token in line.words if token.text[0].isupper()]
    matches += [pattern.match(text, start, line.end) for start in later for pattern in (_DEFINED, _SHORT_ADC)]
    for match in matches:
        if match is None:
            continue
        name, link = bare(match["name"]), match.groupdict().get("link", "")
        plain = name[1:].islower()
        if not _is_free(name, text) or _in_longer_name(text, match.start("name"), line.start):
            continue
        if not plain or link.strip(' “"\n') not in ("", "is") or (link == "" and match.start() > line.start):
            yield name, "context" if not plain else "plain context"
