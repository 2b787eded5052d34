"""Layout of a document: sections and sentences."""

from kg.structure.page import Page, Sentence, lay_out
from kg.structure.sections import Section, SectionKind

__all__ = ["Page", "Section", "SectionKind", "Sentence", "lay_out"]
