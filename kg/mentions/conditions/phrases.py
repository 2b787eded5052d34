"""Phrases of a sentence that name a disease, from their heads to the left."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kg.mentions.common.tokens import Line, Token, joined
from kg.mentions.common.words import words
from kg.mentions.conditions.disease_words import CONJUNCTIONS, head_kind, is_adjective, is_modifier, is_stage

_MOST_WORDS = 9
_DESIGNATION = re.compile(r"\s+(?:drug\s+)?(?:designation|priority|voucher|program\b)", re.IGNORECASE)
_TRAILING = re.compile(r"\s+(?:mellitus|(?:type|stage|grade)\s+(?:[IVX]{1,4}|\d|[A-C]))\b", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"\s\([^()]*\)")
_OF = re.compile(
    r"\s+of\s+(?:the\s+)?(?!patients|all|various|other|these|any|unknown|such|life|time)"
    r"(?:[a-z]{4,20}\s+){0,3}?[a-z]{4,20}(?:\s+and\s+[a-z]{4,12})?\b"
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A disease's name in the text: `full` with, `core` without the words that tell stage, line or marker."""

    start: int
    end: int
    full: str
    core: str
    score: float
    rule: str


def clean(text: str, start: int, end: int) -> str:
    """A piece of the text with single spaces."""
    return " ".join(text[start:end].split())


class PhraseReader:
    """Reads the diseases of one sentence."""

    def __init__(self, text: str, line: Line) -> None:
        """Take the text and the words of one sentence of it."""
        self._text = text
        self._words = line.words
        self._title = line.title

    def phrases(self) -> Iterator[Phrase]:
        """Yield the phrases whose last word names a disease, and the earlier parts of coordinated ones."""
        for at, token in enumerate(self._words):
            kind = head_kind(token.lower)
            if kind is None or self._is_part_of_name(at):
                continue
            first = self._leftmost(at)
            shared = self._is_shared(first, at)
            if shared:
                first = self._leftmost(first - 2)
            essential = any(not is_stage(word.lower) for word in self._words[first:at])
            if (kind == "head" and not essential) or self._is_vague(first, at):
                continue
            yield self._phrase(first, at, 0.9 if essential or kind == "name" else 0.5)
            if not shared:
                yield from self._coordinated(first, at)

    def abbreviated(self, known: Mapping[str, str]) -> Iterator[Phrase]:
        """Yield the abbreviations among the words that stand for a disease, with the stage before them."""
        for at, token in enumerate(self._words):
            name = known.get(token.text)
            if name is None or self._is_part_of_name(at):
                continue
            first = self._leftmost(at)
            while (
                first < at
                and not is_stage(self._words[first].lower)
                and self._words[first].lower not in CONJUNCTIONS
            ):
                first += 1
            start = self._words[first].start
            yield Phrase(start, token.end, clean(self._text, start, token.end), name, 0.9, "abbreviation")

    def _phrase(self, first: int, at: int, score: float) -> Phrase:
        text, head = self._text, self._words[at]
        tail = _TRAILING.match(text, head.end)
        if tail is None and head.lower in words("condition-of"):
            tail = _OF.match(text, head.end)
        end = tail.end() if tail else head.end
        core = first
        while core < at and self._tells_stage(core, first):
            core += 1
        if core == at and head_kind(head.lower) != "name":
            core = first
        start = self._words[first].start
        name = _IN_BRACKETS.sub("", clean(text, self._words[core].start, end))
        return Phrase(start, end, clean(text, start, end), name, score, "form")

    def _tells_stage(self, at: int, first: int) -> bool:
        """Whether a word of a phrase tells the stage, or is the number behind "stage" that begins it."""
        lower = self._words[at].lower
        numbered = lower.isdigit() and at > 0 and self._words[at - 1].lower in ("stage", "grade")
        return is_stage(lower) or lower in CONJUNCTIONS or (numbered and at <= first + 1)

    def _is_vague(self, first: int, at: int) -> bool:
        """Whether the words name no disease of their own, or a designation."""
        words_of = " ".join(word.lower for word in self._words[first : at + 1])
        return (
            words_of in words("condition-not")
            or _DESIGNATION.match(self._text, self._words[at].end) is not None
        )

    def _is_part_of_name(self, at: int) -> bool:
        """Whether the next word makes another thing of it: "Cancer Society", "cancer cells"."""
        if at + 1 == len(self._words) or not joined(self._text, self._words[at], self._words[at + 1]):
            return False
        after = self._words[at + 1].lower
        if after in words("condition-organisation"):
            return True
        alone = at == 0 or not joined(self._text, self._words[at - 1], self._words[at])
        alone = alone or not is_modifier(self._words[at - 1].lower)
        return alone and after in words("condition-product") and head_kind(self._words[at].lower) == "bare"

    def _gap(self, left: int) -> str:
        return self._text[self._words[left].end : self._words[left + 1].start].strip()

    def _leftmost(self, at: int) -> int:
        """Index of the first word of the phrase whose head is the word `at`."""
        first = at
        while first > 0 and at - first < _MOST_WORDS:
            step = self._step(first, at)
            if not step:
                break
            first -= step
        while first < at and self._words[first].lower in CONJUNCTIONS:
            first += 1
        return first

    def _step(self, first: int, at: int) -> int:
        """How many words before `first` belong to the phrase: none, one, or two over "and"."""
        word, gap = self._words[first - 1], self._gap(first - 1)
        if not gap and self._accepts(word, first, at):
            return 1
        if first > 1 and self._is_bracketed(first - 1) and self._accepts(self._words[first - 2], first, at):
            return 2
        if gap == "," and is_stage(word.lower) and is_stage(self._words[first].lower):
            return 1
        if first < 2 or gap or word.lower not in ("and", "or", "versus", "vs") or self._gap(first - 2):
            return 0
        left, right = self._words[first - 2].lower, self._words[first].lower
        paired = f"{left} {word.lower} {right}" in words("condition-pair")
        return 2 if paired or (is_stage(left) and is_stage(right)) else 0

    def _is_bracketed(self, at: int) -> bool:
        """Whether a word stands in brackets as a short form: "nervous system (“CNS”) disorders"."""
        return self._gap(at - 1).strip('“"') == "(" and self._gap(at).strip('”"') == ")"

    def _accepts(self, word: Token, first: int, at: int) -> bool:
        """Whether the word just before `first` belongs to the phrase."""
        lower, right = word.lower, self._words[first].lower
        if f"{lower} {right}" in words("condition-pair"):
            return True
        if lower in words("condition-stop"):
            return False
        if is_modifier(lower) and not lower.endswith("'s"):
            return not (head_kind(lower) == "bare" and lower.endswith("s"))
        if lower.isdigit():
            return first > 1 and self._words[first - 2].lower in ("type", "stage", "grade")
        return self._is_name(word, first, at)

    def _is_name(self, word: Token, first: int, at: int) -> bool:
        """Whether a capitalised word is a person's name, or the abbreviation of a pathogen or organ."""
        right = self._words[first].lower
        if word.lower.endswith("'s"):
            return word.text[0].isupper() and right in words("condition-eponym")
        if self._title or not word.text[0].isupper():
            return False
        if word.text.isupper() and len(word.text) > 1:
            return first == at and (right in words("condition-of") or right in ("tumor", "virus"))
        return first > 1 and right in words("condition-eponym")

    def _is_shared(self, first: int, at: int) -> bool:
        """Whether just two adjectives share the head: "oral and pharyngeal cancers" is one phrase."""
        if at - first != 1 or first < 2 or not self._words[at].lower.endswith("s"):
            return False
        left, link, right = self._words[first - 2 : first + 1]
        listed = first > 2 and self._gap(first - 3) == ","
        plain = (
            not listed
            and link.lower in CONJUNCTIONS
            and not self._gap(first - 2)
            and not self._gap(first - 1)
        )
        return plain and is_adjective(left.lower) and is_adjective(right.lower)

    def _coordinated(self, first: int, at: int) -> Iterator[Phrase]:
        """The earlier parts of "breast, ovarian and lung cancer", each with the head that it shares."""
        if first == at or first < 2 or self._words[first - 1].lower not in CONJUNCTIONS:
            return
        head, last = self._words[at].text, first - 2
        gap = self._gap(last)
        while last >= 0 and gap in ("", ",") and self._is_conjunct(self._words[last].lower):
            start = self._leftmost(last)
            name = clean(self._text, self._words[start].start, self._words[last].end)
            yield Phrase(
                self._words[start].start,
                self._words[last].end,
                f"{name} {head}",
                f"{name} {head}",
                0.8,
                "coordinated",
            )
            last = start - 1
            if last < 0 or self._gap(last) != ",":
                return

    @staticmethod
    def _is_conjunct(word: str) -> bool:
        return is_modifier(word) and not is_stage(word) and head_kind(word) is None
