"""A laid-out document: its text with sections and sentences."""

from __future__ import annotations

from dataclasses import dataclass

from kg.document import Document
from kg.structure.sections import Section
from kg.structure.sentences import sentence_spans

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


@dataclass(frozen=True, slots=True)
class Page:
    """A document with its layout; all offsets count in `document.text`."""

    document: Document
    sections: tuple[Section, ...]
    sentences: tuple[Sentence, ...]

    @property
    def text(self) -> str:
        """The document's text."""
        return self.document.text

    @property
    def readable(self) -> tuple[Sentence, ...]:
        """The sentences that facts are read from: all but safe-harbour, contacts, boilerplate and links."""
        return tuple(sentence for sentence in self.sentences if sentence.section.kind not in _UNREAD)


def lay_out(document: Document) -> Page:
    """The document's sections and sentences, in the order of the text.

    Sections cover the text; a sentence lies in one section and never crosses a block (paragraph, bullet,
    heading). A newline inside a sentence stands for a space.
    """
    text = document.text
    sections: list[Section] = []
    sentences: list[Sentence] = []
    offset = 0
    for paragraph in text.split("\n\n"):
        end = min(len(text), offset + len(paragraph) + 2)
        section = Section("body" if offset else "headline", offset, end)
        sections.append(section)
        sentences.extend(Sentence(a, b, section) for a, b in sentence_spans(text, offset, end))
        offset = end
    return Page(document, tuple(sections), tuple(sentences))
