"""The text of elements: paragraphs, items, rows of tables, superscripts and subscripts."""

from __future__ import annotations

import re

from kg.document import BULLET
from kg.readers.lexicon import listed
from kg.readers.scripts import shifted
from kg.readers.transcript import CELL, LINE, PARAGRAPH, SPACE, Transcript
from kg.readers.tree import Element, Node, Words

_BLOCKS_IN_CELLS = frozenset({"p", "div", "ul", "ol", "h1", "h2", "h3", "table"})
_COLUMNS = re.compile(r" {3,}|\t")
_LAYOUT = 60


def render(node: Node, out: Transcript) -> None:
    """Write the text of an element down."""
    _Renderer(out).render(node)


class _Renderer:
    def __init__(self, out: Transcript) -> None:
        self._out = out
        self._flat = 0
        self._script = ""
        self._pre = False

    def render(self, node: Node) -> None:
        if isinstance(node, Words):
            self._words(node)
        elif node.tag == "br":
            self._out.part(SPACE if self._flat else LINE)
        elif node.tag in ("sup", "sub"):
            self._raised(node)
        elif node.tag == "li":
            self._item(node)
        elif node.tag in ("td", "th"):
            self._cell(node)
        elif node.tag == "table" and not self._flat and _is_data(node):
            self._table(node)
        else:
            self._other(node)

    def _all(self, element: Element) -> None:
        for child in element.children:
            self.render(child)

    def _words(self, said: Words) -> None:
        if self._script:
            self._out.add(shifted(said.text, self._script), said.start, solid=said.solid)
        elif not self._pre:
            self._out.add(said.text, said.start, solid=said.solid)
        else:
            start = said.start
            for line in said.text.splitlines(keepends=True):
                self._preformatted(line, start)
                start += len(line)

    def _preformatted(self, line: str, start: int) -> None:
        end = 0
        for gap in (*_COLUMNS.finditer(line), None):
            self._out.add(line[end : gap.start() if gap else None], start + end)
            if gap and line[: gap.start()].strip():
                self._out.part(CELL)
            end = gap.end() if gap else end
        if line.endswith("\n"):
            self._out.part(LINE if line.strip() else PARAGRAPH)

    def _raised(self, element: Element) -> None:
        outer, self._script = self._script, self._script or element.tag
        self._all(element)
        self._script = outer

    def _item(self, item: Element) -> None:
        if self._flat:
            self._out.part(SPACE)
        else:
            self._out.part(LINE)
            self._out.mark(BULLET)
        self._all(item)
        self._out.part(SPACE if self._flat else LINE)

    def _cell(self, cell: Element) -> None:
        self._out.part(CELL if self._flat else PARAGRAPH)
        self._all(cell)
        self._out.part(CELL if self._flat else PARAGRAPH)

    def _table(self, table: Element) -> None:
        self._out.part(PARAGRAPH)
        for row in table.find("tr", "caption"):
            self._out.part(LINE)
            self._flat += 1
            self._all(row)
            self._flat -= 1
        self._out.part(PARAGRAPH)

    def _other(self, element: Element) -> None:
        gap = "" if element.tag not in listed("tags-blocks") else SPACE if self._flat else PARAGRAPH
        self._out.part(gap)
        outer, self._pre = self._pre, self._pre or element.tag == "pre"
        self._all(element)
        self._pre = outer
        self._out.part(gap)


def _is_data(table: Element) -> bool:
    """Whether a table holds rows of data, and is no means of layout."""
    cells = list(table.find("td", "th"))
    if any(each is not table for each in table.find("table")) or len(cells) < 2:
        return False
    return not any(
        len(cell.text().split()) > _LAYOUT or sum(1 for _ in cell.find(*_BLOCKS_IN_CELLS)) > 3
        for cell in cells
    )
