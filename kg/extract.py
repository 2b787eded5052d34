"""From a document to its facts."""

from __future__ import annotations

from kg.document import Document
from kg.facts import FactsFile
from kg.mentions import recognise
from kg.relations.assemble import assemble
from kg.relations.reader import read
from kg.structure import lay_out


def extract(document: Document) -> FactsFile:
    """The facts that a document states, each with its evidence.

    A pure function of the document and the data files.
    """
    page = lay_out(document)
    reading = read(page, recognise(page))
    return assemble(document, reading)
