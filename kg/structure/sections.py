"""Sections of a release: headline, summary, dateline, body, about, safe-harbour and the rest."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from kg.structure.lexicon import words
from kg.structure.sentences import sentence_spans

SectionKind = Literal[
    "headline",
    "summary",
    "dateline",
    "body",
    "about",
    "safe-harbour",
    "contacts",
    "footnote",
    "boilerplate",
    "links",
]

_ABOUT = re.compile(r"[#*_\s]*A(?:bout|BOUT)\s+(?P<title>\S.{0,118}?)\s*(?::|--)?[*_]*\Z", re.DOTALL)
_LINK_LINE = re.compile(r"(?:\w{1,12} - )?(?:-{3,}|!?\[[^\]\n]{0,200}\]\([^)\n]{0,400}\)|https?://\S+|\s)+\Z")
_ADDRESS = re.compile(r"@|\+?\d[\d ().-]{7,}\d")
_CITATION = re.compile(
    r"(?:\^\d|\[\d{1,2}\]\s|\d{1,2}[.)]?\s(?=[A-Z][\w’'-]+,?\s[A-Z])).{0,600}\Z"
    r"|[A-Z][\w’'-]+,?\s[A-Z]{1,3}[.,].{0,200}et al.{0,400}\Z",
    re.DOTALL,
)
_CITED = re.compile(r"et al|https?://|www\.|\b(?:19|20)\d\d\b|doi")
_TRADEMARK = re.compile(r"\b(?:trade ?marks?|service marks?)\b", re.IGNORECASE)
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?"
_DATE = (
    rf"(?:{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}|\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH},?\s+\d{{4}})"
)
_WIRE = r"(?:\s*(?:\(\[?[^()\n]{2,60}(?:\([^()\s]{0,80}\))?\)|/[^/\n]{2,60}/|\[[^\]\n]{2,60}\]))"
_DATELINE = re.compile(
    rf"[*_]{{0,3}}(?P<place>[^\n]{{0,140}}?){_WIRE}?[\s,.;:|–—-]*{_DATE}(?:[,;]?\s\d{{1,2}}:\d\d[^\n–—-]{{0,20}})?{_WIRE}?[*_\s]*"
    r"(?:[-–—]+|[:/|]|\Z)(?:\s*[(/\[][^()/\]\n]{2,60}[)/\]]|\s*[A-Z]\w*\s?(?:[Nn]ews)?[Ww]ire(?=\s*-))?\s*[-–—]*[*_]*\s*"
)
_PLACE_WORD = re.compile(r"[A-Z(\[/][\w.'’()\[\]/:]*|and|of|de|la|du|am|&|\d{1,2}-\w+/?")
_WEB = re.compile(r"https?:|www\.|\w\.(?:com|org|net|io|ai|fm)\b|@")
_BYLINE = re.compile(r"By:?\s[A-Z][\w.’'-]+(?:\s[A-Z][\w.’'-]*){1,3}(?:,?\s[A-Z]\w+){0,3}\Z")
_NUMBER = re.compile(r"\^?\[?\d{1,2}[.)\]]?\Z")
_FORWARD = re.compile(r"forward[-‑ ]looking (?:statement|information)", re.IGNORECASE)
#: What a wire adds at the end of an article, in its last paragraph too.
_TAIL = re.compile(
    r"This (?:news story|article|content|post|press release) (?:relied on|has been (?:amplified|disseminated)"
    r"|was (?:originally )?(?:published|distributed|syndicated))|Blockchain Registration|The source URL"
    r"|[Rr]ead the full [^.]{0,60}(?:disclos|disclaim|release|article)|The post .{3,200}? (?:first )?appeared"
)
_HEADING_WORDS = 14
_DATELINE_BLOCKS = 12

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of the text with one purpose.

    Attributes:
        kind: What it is for.
        start: First code point.
        end: Code point after the last.
        title: Of an about section the words after "About", else empty.
    """

    kind: SectionKind
    start: int
    end: int
    title: str = ""


@dataclass(frozen=True, slots=True)
class _Part:
    """A block with its kind, and whether it opens a section that goes on with the blocks after it."""

    span: Span
    kind: SectionKind
    title: str = ""
    opens: bool = False


def sections(text: str, blocks: list[Span]) -> list[tuple[Section, list[Span]]]:
    """The text's sections, each with its blocks; the sections cover the text without gaps."""
    parts = list(_parts(text, blocks))
    groups: list[list[_Part]] = []
    for part in parts:
        if groups and (part.kind, part.title) == (groups[-1][0].kind, groups[-1][0].title):
            groups[-1].append(part)
        else:
            groups.append([part])
    starts = [0, *(group[0].span[0] for group in groups[1:]), len(text)]
    return [
        (Section(group[0].kind, start, end, group[0].title), [part.span for part in group])
        for group, start, end in zip(groups, starts, starts[1:], strict=False)
    ]


def _parts(text: str, blocks: list[Span]) -> Iterator[_Part]:
    head, first = _head(text, blocks)
    yield from head
    state = _Part((0, 0), "body")
    for index in range(first, len(blocks)):
        span = blocks[index]
        block = text[slice(*span)]
        after = text[slice(*blocks[index + 1])] if index + 1 < len(blocks) else ""
        part = _opened(block, span, after)
        if part is None:
            yield from _continued(block, span, state)
            if _is_heading(block) and state.kind == "about":
                state = _Part(span, "body")
        else:
            yield part
            state = part if part.opens else state


def _opened(block: str, span: Span, after: str) -> _Part | None:
    """The part that the block is, if its own words tell its kind."""
    if about := _ABOUT.match(block):
        if _is_wire(after):
            return _Part(span, "boilerplate", opens=True)
        return _Part(span, "about", _plain(about["title"]), opens=True)
    opening = block[:200].lstrip("#*_ \t").casefold()
    if _is_safe_harbour(block, opening):
        return _Part(span, "safe-harbour", opens=True)
    if _is_contact(block, opening):
        return _Part(span, "contacts", opens=True)
    kind = _single(block, opening)
    return _Part(span, kind) if kind else None


def _single(block: str, opening: str) -> SectionKind | None:
    """The kind of a block that tells nothing of the blocks after it."""
    if _LINK_LINE.match(block):
        return "links"
    if opening.startswith(words("boilerplate")) or _is_wire(block) or _BYLINE.match(block):
        return "boilerplate"
    if opening.startswith(words("addresses")) and _WEB.search(block):
        return "boilerplate"
    if len(block.split()) <= 60 and _TRADEMARK.search(block):
        return "boilerplate"
    return (
        "footnote" if _CITATION.match(block) and _CITED.search(block) and not _NUMBER.match(block) else None
    )


def _continued(block: str, span: Span, state: _Part) -> Iterator[_Part]:
    """The parts of a block that goes on with the open section; safe-harbour text and wires' tails are cut."""
    kind: SectionKind = state.kind
    title = state.title
    if kind == "about" and _is_heading(block):
        kind, title = "body", ""
    if kind == "contacts" and len(block.split()) > 60:
        kind = "body"
    forward = _FORWARD.search(block) if kind in {"body", "about"} else None
    found = forward or _TAIL.search(block)
    if not found:
        yield _Part(span, kind, title)
        return
    starts = [start for start, _ in sentence_spans(block, 0, len(block))]
    cut = span[0] + max(start for start in starts if start <= found.start())
    if cut > span[0]:
        yield _Part((span[0], cut), kind, title)
    yield _Part((cut, span[1]), "safe-harbour" if forward else "boilerplate")


def _head(text: str, blocks: list[Span]) -> tuple[list[_Part], int]:
    """Headline, summary and dateline, and the index of the block after them."""
    parts: list[_Part] = []
    for index, span in enumerate(blocks[:_DATELINE_BLOCKS]):
        block = text[slice(*span)]
        if index and (dateline := _dateline(block)):
            cut = span[0] + dateline
            parts.append(_Part((span[0], cut), "dateline"))
            if text[cut : span[1]].strip():
                blocks[index] = (cut, span[1])
                return parts, index
            return parts, index + 1
        opened = _opened(block, span, "") if index else None
        if index and (_is_prose(block) or (opened and opened.kind not in ("boilerplate", "links"))):
            break
        parts.append(opened or _Part(span, _head_kind(block, parts, text)))
    return _without_dateline(parts)


def _without_dateline(parts: list[_Part]) -> tuple[list[_Part], int]:
    """Of a head that no dateline ends: the headline and what repeats or follows it closely."""
    if len(parts) > 1 and parts[0].kind == "summary":
        return parts[:1], 1
    return parts, len(parts)


def _head_kind(block: str, before: list[_Part], text: str) -> SectionKind:
    headline = _plain(text[slice(*before[0].span)]) if before else ""
    if not before:
        return "body" if _is_prose(block) else "headline"
    if _plain(block) == headline:
        return "headline"
    return "dateline" if len(block.split()) <= 4 and len(before) > 1 and _wire_name(block) else "summary"


def _dateline(block: str) -> int:
    """Length of the dateline that the block begins with, 0 if it begins with none."""
    match = _DATELINE.match(block[:400])
    if not match:
        return 0
    place = re.split(r"[\s,;/–—-]+", match["place"])
    if all(_PLACE_WORD.fullmatch(word) for word in place if word) and len(place) <= 16:
        return match.end()
    return 0


def _is_heading(block: str) -> bool:
    """Whether a block looks like a heading: few words, most with a capital, no full stop at its end."""
    tokens = block.split()
    if (
        not 2 <= len(tokens) <= _HEADING_WORDS
        or block[-1] in '.,;!)”"'
        or block[0] in "*•-–·"
        or "@" in block
        or "www." in block
    ):
        return False
    long = [token for token in tokens if len(token) > 3]
    return (
        bool(long)
        and sum(token[0].isupper() for token in long) * 10 >= len(long) * 8
        and not any(map(str.isdigit, block))
    )


def _is_prose(block: str) -> bool:
    tokens = block.split()
    return len(tokens) > 25 and block.rstrip('”"’)*')[-1:] in ".!?:…" and not block.startswith("#")


def _is_safe_harbour(block: str, opening: str) -> bool:
    if len(block.split()) <= _HEADING_WORDS:
        return any(phrase in opening for phrase in words("safe-harbour"))
    return bool(_FORWARD.search(opening[:120])) or opening.startswith(words("safe-harbour"))


def _is_contact(block: str, opening: str) -> bool:
    if not opening.startswith(words("contacts")):
        return False
    if len(block.split()) <= 8 or _ADDRESS.search(block[:300]):
        return True
    return any(opening.startswith(f"{phrase}:") for phrase in words("contacts"))


def _is_wire(block: str) -> bool:
    lowered = block[:700].casefold()
    return any(phrase in lowered for phrase in words("wire-words"))


def _wire_name(block: str) -> bool:
    return bool(re.search(r"(?i)wire\b|newswire|press ?release|news", block))


@cache
def _plain(title: str) -> str:
    return " ".join(title.split()).strip("#*_: ")
