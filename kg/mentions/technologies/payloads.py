"""Payloads and linkers of conjugates."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

from kg.mention import Mention
from kg.mentions.common.words import either, words
from kg.sieve import Sieve
from kg.structure.page import Page, Sentence

#: Scores; a sure payload is none of the medicines that go by the same name.
_SURE, _LIKELY = 0.96, 0.8
_CONJUGATE = re.compile(
    r"\bADCs?\b|\bconjugat|\bpayloads?\b|\bcell-killing\b|\btoxins?\b|\bcytotoxic|\bfusion protein"
    r"|\blinkers?\b|\bwarheads?\b|\bradio(?:pharmaceutical|ligand|labeled|immuno)",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"(?:\bpayloads?(?:\s+of)?|\bagents?|\btoxins?|\bwarheads?|\b(?:conjugated|linked|attached|coupled|fused|labell?ed|armed|loaded|bound)\s+(?:to|with)"
    r"|\bdeliver(?:s|ing)?|\bcarr(?:y|ies|ying)|\breleas(?:es|ing)|\bbears?|\bbearing|\b(?:based|built)\s+on|\bcytotoxic\s+\w+\b.{0,40}\b(?:is|was)|\bcombines?\b.{0,80}\bwith)(?:,|:)?\s+(?:the\s+|a\s+|an\s+)?"
    r"(?:(?:potent|cytotoxic|anti-mitotic|novel|proprietary|highly)\s+){0,3}(?:toxin\s+|agent\s+|payload\s+)?$",
    re.IGNORECASE,
)
_BEARING = r"(?:based|loaded|bearing|containing|conjugated|armed|linked)\b"
_AFTER = re.compile(
    r"(?:,?\s+(?:\([^()]{1,40}\)\s*)?(?:as\s+(?:its\s+|the\s+|a\s+)?)?(?:payloads?|warheads?|toxins?|fragments?|derivatives?|prodrugs?)"
    rf"|-{_BEARING})\b",
    re.IGNORECASE,
)
#: A payload with a code of its own: "armed with CAMP59", "the KTX1 payload".
_CODED = re.compile(
    r"\b(?:armed\s+with|(?:payload|warhead)(?:,|\s+called|\s+named|\s+is)?)\s+(?P<before>[A-Z][A-Za-z]{1,7}-?\d{1,4}[A-Za-z]?)\b(?!-)"
    r"|(?<![\w-])(?P<after>[A-Z][A-Za-z]{1,7}-?\d{1,4}[A-Za-z]?)\s+(?:payload|warhead)\b"
)
#: A payload with a code behind what it is: "carries the topoisomerase I inhibitor KTX-8".
_EXPLAINED = re.compile(
    r"\b(?:carr(?:y|ies|ying)|bears?|bearing|deliver(?:s|ing)|releas(?:es|ing)|(?:armed|loaded)\s+with"
    r"|(?:conjugated|linked|attached|coupled)\s+to)\s+(?:the|an?|its|our)\s+(?:[\w-]+\s+){0,5}?"
    r"(?:inhibitor|agent|toxin|derivative|analog(?:ue)?|payload)\s+(?P<code>[A-Z][A-Za-z]{1,5}-?\d{1,4}[A-Za-z]?)\b(?!-)"
)
#: Words before an agent that make it a payload rather than a medicine of its own.
_CONJUGATED = re.compile(
    r"(?i)\b(?:payload|warhead|toxin|armed|loaded|conjugated|linked|attached|coupled|labell?ed|cytotoxic)\b"
)
_LINKER = re.compile(
    r"(?<![\w-])linker\s+(?:called\s+)?(?P<after>(?=[\w-]*[A-Z])[\w-]{2,24})"
    r"|(?<![\w-])(?P<before>[\w-]{2,24})\s+(?:cleavable\s+|non-cleavable\s+)?[Ll]inkers?\b(?!\s+[A-Z]{2})"
)
_NAMED = re.compile(r"(?:[A-Z][a-z]?[A-Z]|[a-z]{1,3}[A-Z])[\w-]*")
_SHORT = re.compile(r"\s*\(\s?[“\"]?(?P<short>[A-Z][\w-]{1,9})[”\"]?\s?\)")


@cache
def _forms() -> Sieve[Callable[[str, re.Match[str], Sentence], Iterator[Mention]]]:
    agents = re.compile(rf"(?<![\w-]){either('payload-agent')}(?!\w|-(?!{_BEARING}))", re.IGNORECASE)
    return Sieve([(_payload, agents), (_coded, _CODED), (_coded, _EXPLAINED), (_linker, _LINKER)])


def recognise(page: Page) -> Iterator[Mention]:
    """Mentions of payloads and linkers, in pages that speak of conjugates, toxins or labelled compounds."""
    if not _CONJUGATE.search(page.text):
        return
    for sentence in page.readable:
        for read, match in _forms().finditer(page.text, sentence.start, sentence.end):
            yield from read(page.text, match, sentence)


def _coded(text: str, match: re.Match[str], _: Sentence) -> Iterator[Mention]:
    start, end = match.span(str(match.lastgroup))
    yield Mention(start, end, "Payload", text[start:end], (), (), _SURE, "coded")


def _linker(_: str, match: re.Match[str], __: Sentence) -> Iterator[Mention]:
    name = match["before"] or match["after"]
    if name in words("linker-name") or _NAMED.fullmatch(name):
        start, end = match.span("after") if match["after"] else match.span()
        yield Mention(start, end, "Linker", f"{name} linker", (), (name,), _LIKELY, "linker")


def _payload(text: str, match: re.Match[str], sentence: Sentence) -> Iterator[Mention]:
    first, last = sentence.start, sentence.end
    name = " ".join(match.group().split())
    short = name.isalnum() and len(name) < 6
    if short and name not in words("payload-agent"):
        return
    before = _BEFORE.search(text[max(first, match.start() - 120) : match.start()])
    after = _AFTER.match(text, match.end(), last)
    if not (before or after or name in words("payload-sure") or name.lower() in words("payload-sure")):
        return
    acronym = _SHORT.match(text, match.end(), last)
    aliases = (acronym["short"],) if acronym else ()
    sure = after or (before and _CONJUGATED.search(before.group()))
    score = _SURE if sure else _LIKELY
    yield Mention(match.start(), match.end(), "Payload", name, aliases=aliases, score=score, rule="agent")
