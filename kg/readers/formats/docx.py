"""DOCX: paragraphs, items and tables of a Word file; what was deleted or is hidden in it is no text.

Source: ECMA-376, part 1 (WordprocessingML).
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.document import BULLET
from kg.readers import zips
from kg.readers.items import Item
from kg.readers.making import made_of
from kg.readers.scripts import shifted
from kg.readers.source import Format, Source
from kg.readers.transcript import CELL, LINE, PARAGRAPH, SPACE, Transcript
from kg.readers.tree import Element, Words, xml_tree
from kg.readers.web.metadata import iso_date

_UNREAD = frozenset({"del", "moveFrom", "instrText", "pPr", "sectPr", "Fallback", "footnoteReference"})
_SCRIPTS = {"superscript": "sup", "subscript": "sub"}


def read(source: Source) -> Iterator[Item]:
    """The release in the file.

    Raises:
        InputError: the file is damaged, locked, too large or without text.
    """
    with zips.opened(source.stream) as archive:
        body = xml_tree(zips.member(archive, "word/document.xml"))
        about = zips.member(archive, "docProps/core.xml")
    out = Transcript()
    _Writer(out).write(body)
    known = _known(xml_tree(about)) if about else {}
    yield made_of(source, out.finish(), known)


def _known(properties: Element) -> dict[str, str]:
    """The day on which the file was made; the titles of such files are mostly those of other files."""
    created = next(properties.find("created"), None)
    return {"published": iso_date(created.text())} if created else {}


class _Writer:
    def __init__(self, out: Transcript) -> None:
        self._out = out
        self._flat = False

    def write(self, element: Element) -> None:
        match element.tag:
            case "p":
                self._paragraph(element)
            case "r":
                self._run(element)
            case "tr":
                self._row(element)
            case "tbl":
                self._out.part(PARAGRAPH)
                self._all(element)
                self._out.part(PARAGRAPH)
            case tag if tag not in _UNREAD:
                self._all(element)

    def _all(self, element: Element) -> None:
        for child in element.elements():
            self.write(child)

    def _paragraph(self, paragraph: Element) -> None:
        gap = SPACE if self._flat else PARAGRAPH
        self._out.part(gap)
        if not self._flat and any(each.tag == "numPr" for each in paragraph.walk()):
            self._out.mark(BULLET)
        self._all(paragraph)
        self._out.part(gap)

    def _row(self, row: Element) -> None:
        self._out.part(LINE)
        outer, self._flat = self._flat, True
        for cell in row.find("tc"):
            self._out.part(CELL)
            self._all(cell)
        self._flat = outer
        self._out.part(LINE)

    def _run(self, run: Element) -> None:
        style = {each.tag: each.attributes for part in run.find("rPr") for each in part.elements()}
        if "vanish" in style:
            return
        script = _SCRIPTS.get(_value(style.get("vertAlign", {})), "")
        for part in run.elements():
            if part.tag == "t":
                for words in part.children:
                    self._words(words, script)
            elif part.tag in ("br", "cr"):
                self._out.part(SPACE if self._flat else LINE)
            elif part.tag == "tab":
                self._out.part(CELL)
            elif part.tag == "noBreakHyphen":
                self._out.add("-", part.start)
            elif part.tag not in _UNREAD:
                self._all(part)

    def _words(self, words: Element | Words, script: str) -> None:
        if isinstance(words, Words):
            text = shifted(words.text, script) if script else words.text
            self._out.add(text, words.start, solid=words.solid and not script)


def _value(attributes: dict[str, str]) -> str:
    return next((value for name, value in attributes.items() if name.endswith("val")), "")


def _recognises(head: bytes, ending: str) -> bool:
    return head.startswith(zips.MAGIC) and (b"word/" in head or ending == ".docx")


FORMAT = Format("DOCX", (".docx",), _recognises, read, apart=True)
