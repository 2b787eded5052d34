"""A laid-out document: its text with sections and sentences."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache

from kg.document import Document
from kg.structure.blocks import blocks
from kg.structure.sections import Section, sections
from kg.structure.sentences import sentence_spans, speeches

_UNREAD = frozenset({"safe-harbour", "contacts", "boilerplate", "links"})


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence.

    Attributes:
        start: First code point.
        end: Code point after the last.
        section: The section that it lies in.
        quoted: Spans inside quotation marks that hold someone's speech.
    """

    start: int
    end: int
    section: Section
    quoted: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, eq=False)
class Page:
    """A document with its layout; all offsets count in `document.text`.

    Two pages are the same only if they are one object, so that what was found on one can be kept by it.
    """

    document: Document
    sections: tuple[Section, ...]
    sentences: tuple[Sentence, ...]

    @property
    def text(self) -> str:
        """The document's text."""
        return self.document.text

    @cached_property
    def readable(self) -> tuple[Sentence, ...]:
        """The sentences that facts are read from: all but safe-harbour, contacts, boilerplate and links."""
        return tuple(sentence for sentence in self.sentences if sentence.section.kind not in _UNREAD)


def lay_out(document: Document) -> Page:
    """The document's sections and sentences, in the order of the text.

    Sections cover the text; a sentence lies in one section and never crosses a block (paragraph, bullet,
    heading). A newline inside a sentence stands for a space.
    """
    return Page(document, *_laid_out(document.text))


#: Extraction asks for a layout, and then who compares releases.
@lru_cache(maxsize=1)
def _laid_out(text: str) -> tuple[tuple[Section, ...], tuple[Sentence, ...]]:
    kept = []
    sentences: list[Sentence] = []
    for section, spans in sections(text, list(blocks(text))):
        kept.append(section)
        for start, end in spans:
            sentences.extend(_sentences(text, start, end, section))
    return tuple(kept), tuple(sentences)


def _sentences(text: str, start: int, end: int, section: Section) -> list[Sentence]:
    quoted = speeches(text, start, end)
    found = []
    for first, last in sentence_spans(text, start, end):
        inside = tuple((max(a, first), min(b, last)) for a, b in quoted if a < last and b > first)
        found.append(Sentence(first, last, section, inside))
    return found
