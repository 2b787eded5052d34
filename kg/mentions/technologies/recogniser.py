"""Technologies and platforms, with the payloads and linkers of conjugates."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kg.mention import Mention
from kg.mentions.common.acronyms import stands_for
from kg.mentions.common.biomedical import is_biomedical
from kg.mentions.common.codes import code_strength
from kg.mentions.common.spelling import MARK, bare, places
from kg.mentions.common.symbols import is_symbol
from kg.mentions.common.tokens import Line, Token, lines
from kg.mentions.common.words import words
from kg.mentions.technologies import payloads
from kg.structure.page import Page

_MOST_WORDS = 7
#: A capital inside a word: "SteriGap".
_INNER = re.compile(r"[a-z][A-Z]")
#: A name as strong as that is a compound's code.
_CODE = 0.8
_KIND_ENDINGS = ("-based", "-enabled", "-driven", "-powered")
_PLAIN_HEADS = frozenset({"technology", "technologies", "platform", "platforms"})
_GAP = re.compile(r"\s*[“\"(]{0,2}|\s*[”\")]{0,2}\s*[“\"]?")
_OTHER_NOUNS = frozenset(
    {
        "adjuvant",
        "chemistry",
        "format",
        "formats",
        "library",
        "linker",
        "linkers",
        "method",
        "scaffold",
        "spacer",
    }
    | {"toolbox"}
)
_NOUN = (
    r"(?:platforms?|technolog(?:y|ies)|toolbox|spacer|linker(?:[- ]payload)?s?|adjuvant|chemistry|"
    r"(?:linker[- ]payload|delivery|expression|conjugation|editing|vector|display|screening)\s+system|"
    r"formats?|scaffold|library|"
    r"(?:discovery|design|AI)\s+engine)"
)
#: A name with what it is behind a comma or "is"; without a mark it is spelt unusually or follows "with".
_EXPLAINED = re.compile(
    r"(?:\b(?P<lead>with|on|from|using|via|through|by|of|uses|employs|called|named)\s+)?"
    r"\b(?P<name>[A-Z][\w+-]{2,24}|[A-Z]\d\s(?:conjugation|chemistry)|[a-z][\w+-]{2,24}(?=[®™]|\(TM\)))"
    rf"(?P<mark>{MARK.pattern})?"
    r"(?:,|(?:,\s+which)?\s+is|(?=\s+(?:its|our)\b))\s+"
    r"(?:an?|its|our|the|another|one\s+of|(?:the\s+)?(?-i:[A-Za-z])[\w&.-]{1,25}['’]s?)\s+"
    rf"(?:[\w/-]{{2,25}}\s+){{0,5}}?(?:{_NOUN}(?:\s+technolog(?:y|ies))?\b|method\s+(?:of|for)\b)"
    r"(?!\s+(?:company|firm|provider|developer|business|leader|specialist|group|start-?up))"
)
_OWNER = re.compile(r"\s+(?:of|from|licensed\s+from|developed\s+by|belonging\s+to)\s+(?:the\s+)?[A-Z]")
_OF = re.compile(r"\s+of\s+((?:[a-z]{3,20}\s+)?(?:[a-z]{2,12}-)?[a-z]{5,20}s)\b(?=[\s.,;])")
_AND = re.compile(r"\s+and\s+(?:an?\s+|its\s+|our\s+)?")
_BRACKET = re.compile(r"\s*\(\s?[“\"]?(?P<short>[\w][\w-]{1,14})[”\"]?\s?\)")
_END = r"(?=[,.;”\"]|\s+(?:and|or|is|leverages|uses)\b)"
_NEW = rf"(?P<name>[A-Za-z][\w+-]{{2,24}}(?:{MARK.pattern}|{_END}))"
_AS = r",?\s+(?:called|named|known\s+as|termed|dubbed)"
_CALLED = re.compile(
    rf"(?:{_AS}\s+[“\"]?(?P<phrase>(?:[A-Z][\w-]+\s){{1,3}}[A-Z][\w+-]+{MARK.pattern})"
    rf"|(?:{_AS}|,)?\s+[“\"]?{_NEW})"
)
_AMONG = re.compile(rf"(?:,?\s+(?:include|including|are|such\s+as|among\s+them|namely)|:)\s+{_NEW}")
_ANOTHER = re.compile(rf"(?:,|,?\s+and)\s+{_NEW}")


@dataclass(frozen=True, slots=True)
class _Found:
    """A technology; `described` is where its description ends, if that stands apart from its name."""

    start: int
    end: int
    name: str
    aliases: tuple[str, ...]
    score: float
    rule: str
    described: int = -1


def recognise(page: Page) -> Iterator[Mention]:
    """Mentions of technologies, payloads and linkers in the readable sentences.

    A technology's `name` is its proper name where it has one, without the noun "technology" or "platform";
    `aliases` hold the abbreviation and the wording with the noun. A proper name is then found everywhere.
    """
    if not is_biomedical(page):
        return
    found = [
        item
        for line in lines(page)
        for rule in (_headed, _called, _explained)
        for item in rule(page.text, line)
    ]
    yield from _mentions(page, list(_joined(found)))
    yield from payloads.recognise(page)


def _joined(found: Sequence[_Found]) -> Iterator[_Found]:
    """The finds, descriptions under the name that is given beside them: "our AI platform, QADR(R)"."""
    named = {item.described: item for item in found if item.described >= 0}
    for item in found:
        other = named.get(item.end)
        if other and item is not other:
            yield replace(item, name=other.name, aliases=(item.name, *item.aliases))
        else:
            yield item


def _mentions(page: Page, found: Sequence[_Found]) -> Iterator[Mention]:
    proper: dict[str, str] = {}
    aliases: dict[str, set[str]] = {}
    for item in found:
        aliases.setdefault(item.name, set()).update(item.aliases)
        for name in (item.name, *item.aliases):
            if item.rule == "explained" or _is_proper(name):
                proper.setdefault(name, item.name)
    spans = [(item.start, item.end) for item in found]
    for item in found:
        others = _others(item.name, aliases[item.name])
        yield Mention(item.start, item.end, "Technology", item.name, (), others, item.score, item.rule)
    for start, end, name in sorted(places(page, proper)):
        if not any(first <= start < last for first, last in spans):
            others = _others(proper[name], aliases[proper[name]] | {name})
            yield Mention(start, end, "Technology", proper[name], (), others, 0.7, "repeated")


def _others(name: str, aliases: set[str]) -> tuple[str, ...]:
    return tuple(sorted(aliases - {name, ""}))


def _is_proper(name: str) -> bool:
    """Whether a name is one to look for alone: capitalised words, or one with a second capital or a digit."""
    if (
        not name
        or name in words("technology-generic")
        or name.rsplit(maxsplit=1)[-1].lower() in words("technology-head")
    ):
        return False
    return all(any(letter.isupper() for letter in word) for word in name.split()) and (
        " " in name or any(letter.isupper() or letter.isdigit() for letter in name[1:])
    )


def _headed(text: str, sentence: Line) -> Iterator[_Found]:
    line = sentence.words
    if sentence.lowers.isdisjoint(words("technology-head")):
        return
    end = -1
    for at, token in enumerate(line):
        if token.lower not in words("technology-head") or _goes_on(text, line, at):
            continue
        first = _first(text, line, at)
        beside = end >= 0 and _AND.fullmatch(text, end, line[first].start) is not None
        if first < at and (item := _judge(text, sentence, first, at, owned=beside)):
            yield item
            end = item.end


def _called(text: str, line: Line) -> Iterator[_Found]:
    """ "its platform, X(R)," and "technologies such as X(R) and Y(R)": the names follow the noun."""
    if line.lowers.isdisjoint(_PLAIN_HEADS):
        return
    for token in line.words:
        if token.lower not in _PLAIN_HEADS:
            continue
        match = _AMONG.match(text, token.end, line.end) or _CALLED.match(text, token.end, line.end)
        described = token.end
        while match and _is_proper(name := bare(match[group := match.lastgroup or ""])):
            first, last = match.span(group)
            yield _Found(first, last, name, (), 0.85, "called", described)
            match, described = _ANOTHER.match(text, last, line.end), -1


def _explained(text: str, line: Line) -> Iterator[_Found]:
    """ "X(R), a heat stabilization platform": the noun follows the name."""
    if line.lowers.isdisjoint(words("technology-head") | _OTHER_NOUNS):
        return
    for match in _EXPLAINED.finditer(text, line.start, line.end):
        name = bare(match["name"])
        if not words("technology-not").isdisjoint(match[0].lower().split()):
            continue
        if match["mark"] or match["lead"] or _is_proper(name):
            end = match.end("mark") if match["mark"] else match.end("name")
            yield _Found(match.start("name"), end, name, (), 0.85, "explained", match.end())


def _goes_on(text: str, line: Sequence[Token], at: int) -> bool:
    """Whether the noun is not the last of its phrase: "technology company", "platform technology"."""
    if at + 1 == len(line) or text[line[at].end : line[at + 1].start].strip():
        return False
    following = line[at + 1].lower
    return following in words("technology-after") or following in words("technology-head")


def _first(text: str, line: Sequence[Token], at: int) -> int:
    """Index of the first word of the phrase that ends in line[at]."""
    first = at
    while first > 0 and at - first < _MOST_WORDS:
        before = line[first - 1]
        if before.lower in words("technology-stop") or before.lower.endswith(("'s", "s'")):
            break
        if not _holds_together(text, before, line[first]):
            break
        first -= 1
    return first


def _holds_together(text: str, left: Token, right: Token) -> bool:
    """Whether only spaces, marks, quotation marks or the brackets of one short form part two words."""
    gap = MARK.sub("", text[left.end : right.start])
    if _GAP.fullmatch(gap) is None:
        return False
    if "(" in gap:
        return text[right.end : right.end + 2].strip('”"®™ ').startswith(")")
    return ")" not in gap or text[max(0, left.start - 2) : left.start].strip('“" ').endswith("(")


def _judge(text: str, sentence: Line, first: int, at: int, *, owned: bool) -> _Found | None:
    line, title = sentence.words, sentence.title
    claims = [i for i in range(first, at) if line[i].lower in words("technology-claim")]
    claimed, first = bool(claims), claims[-1] + 1 if claims else first
    if (
        first == at
        or line[at - 1].lower in words("technology-not")
        or line[first].lower in words("technology-not")
    ):
        return None
    marked = [token.text for token in line[first:at] if MARK.match(text, token.end)]
    coined = first == at - 1 and _INNER.search(line[first].text) and _is_owned(text, line, first)
    plain = line[at].lower in _PLAIN_HEADS or line[at - 1].lower == "delivery"
    if not (plain or claimed or marked or coined):
        return None
    short = [
        token.text
        for token in line[first:at]
        if text[token.start - 1] in '(“"'
        and token.text[1:2].isupper()
        and token.text not in words("technology-generic")
    ]
    named = (
        marked
        or [token.text for token in line[first:at] if _names(token, title or token is line[0])]
        or short
    )
    owned = owned or claimed or _is_owned(text, line, first)
    if at - first == 1 and code_strength(bare(line[first].text)) > _CODE:
        return None
    if named and (owned or marked or not _is_general(line[at].text)):
        return _named(
            text[line[first].start : line[at].end], line[first].start, line[at], named, bool(marked)
        )
    if owned or (_OWNER.match(text, line[at].end) and _has_kind(line[first:at])):
        return _described(text, line, first, at, claimed)
    return None


def _is_general(head: str) -> bool:
    """Whether the noun speaks of a kind, or ends a firm's name: "BBB technologies", "Zelda Technologies"."""
    return head.endswith("s")


def _names(token: Token, title: bool) -> bool:
    """Whether a word is a proper name by its capitals."""
    if (
        token.text in words("technology-generic")
        or is_symbol(token.text)
        or token.lower in words("technology-stop")
    ):
        return False
    if token.lower.endswith(("-based", "-enabled", "-driven", "-powered")):
        return False
    inner = any(letter.isupper() for letter in token.text[1:]) or any(
        letter.isdigit() for letter in token.text
    )
    return (token.text[0].isupper() and (inner or not title)) or (inner and token.text.isalpha())


def _has_kind(modifiers: Sequence[Token]) -> bool:
    return any(token.text in words("technology-generic") for token in modifiers)


def _is_owned(text: str, line: Sequence[Token], first: int) -> bool:
    for back in (1, 2):
        if first >= back:
            before = line[first - back]
            if (
                before.lower in ("its", "our", "their")
                or before.lower.endswith(("'s", "s'"))
                or text[before.end : before.end + 1] in "’'"
            ):
                return text[before.end : before.end + 1] != ""
            if before.lower not in words("technology-stop") | words("technology-claim"):
                return False
    return False


def _named(written: str, start: int, head: Token, named: Sequence[str], marked: bool) -> _Found:
    """A technology with a proper name: the marked word, or all words before the noun."""
    whole = bare(written)
    short = match["short"] if (match := _BRACKET.search(whole)) else ""
    core = " ".join(_BRACKET.sub(" ", whole).split()).removesuffix(head.text).strip(" “”\"'")
    words_of = {
        short,
        f"{short} {head.text}" if short else "",
        named[0] if len(named) == 1 else "",
        core,
        whole,
    }
    name = _marked_name(whole, named[0], short) if marked else core
    return _Found(start, head.end, name, tuple(sorted(words_of - {""})), 0.9, "named")


def _marked_name(whole: str, word: str, short: str) -> str:
    """The marked word, or the words up to it that the short form stands for: "Zelta Guided Release (ZGR)"."""
    before = [*whole.partition(word)[0].split(), word]
    phrases = (" ".join(before[-size:]) for size in range(1, len(before) + 1))
    return next((phrase for phrase in phrases if stands_for(short, phrase)), word)


def _described(text: str, line: Sequence[Token], first: int, at: int, claimed: bool) -> _Found | None:
    start, end = line[first].start, line[at].end
    if of := _OF.match(text, end):
        end = of.end()
    vague = words("technology-not") | words("technology-head") | words("technology-vague")
    if of is None and all(line[i].lower in vague for i in range(first, at)):
        return None
    return _Found(start, end, bare(text[start:end]), (), 0.6 if claimed else 0.5, "described")
