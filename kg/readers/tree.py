"""Trees of HTML and XML, whose words know where they stood, of limited depth."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser
from typing import TypeAlias
from xml.parsers import expat

from kg.errors import InputError
from kg.readers.lexicon import listed

_DEEPEST = 200
#: What a start tag ends, and what keeps it from ending things further out.
_ENDS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "li": (frozenset({"li"}), frozenset({"ul", "ol"})),
    "dt": (frozenset({"dt", "dd"}), frozenset({"dl"})),
    "dd": (frozenset({"dt", "dd"}), frozenset({"dl"})),
    "td": (frozenset({"td", "th"}), frozenset({"table", "tr"})),
    "th": (frozenset({"td", "th"}), frozenset({"table", "tr"})),
    "tr": (frozenset({"tr"}), frozenset({"table"})),
    "option": (frozenset({"option"}), frozenset({"select"})),
    **{
        tag: (frozenset({"p"}), frozenset({"td", "th", "li", "div", "table"}))
        for tag in listed("tags-after-paragraphs")
    },
}
_LINE = re.compile("\n")
#: Each character of UTF-8 has one of these bytes.
_ASCII_AND_LEADING = bytes({*range(0x80), *range(0xC0, 0x100)})


@dataclass(frozen=True, slots=True)
class Words:
    """A stretch of characters; `solid` if they stand in the source one by one from `start` on."""

    text: str
    start: int
    solid: bool = True


@dataclass(slots=True, eq=False)
class Element:
    """An element; names of tags and attributes of HTML are in lower case."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Node] = field(default_factory=list)
    start: int = 0

    def elements(self) -> Iterator[Element]:
        """The elements among the children."""
        return (child for child in self.children if isinstance(child, Element))

    def walk(self) -> Iterator[Element]:
        """This element and all in it, in the order of the source."""
        waiting = [self]
        while waiting:
            element = waiting.pop()
            yield element
            waiting.extend(reversed(list(element.elements())))

    def find(self, *tags: str) -> Iterator[Element]:
        """The elements with one of the tags, in the order of the source."""
        return (element for element in self.walk() if element.tag in tags)

    def words(self) -> Iterator[Words]:
        """All words in it, in the order of the source."""
        waiting: list[Node] = [self]
        while waiting:
            node = waiting.pop()
            if isinstance(node, Words):
                yield node
            else:
                waiting.extend(reversed(node.children))

    def text(self) -> str:
        """All words in it with single spaces between them."""
        return " ".join("".join(words.text for words in self.words()).split())


Node: TypeAlias = Element | Words


class _Growing:
    """A tree that grows at the end; what would be too deep hangs where the depth ends."""

    def __init__(self) -> None:
        self.root = Element("")
        self._path = [self.root]
        self._open: Counter[str] = Counter()

    def open(self, element: Element, *, empty: bool = False) -> None:
        self._path[-1].children.append(element)
        if not empty and len(self._path) < _DEEPEST:
            self._path.append(element)
            self._open[element.tag] += 1

    def close(self, tag: str) -> None:
        if self._open[tag]:
            while self._pop() != tag:
                pass

    def end_before(self, tag: str) -> None:
        """End the elements that a start tag ends without saying so."""
        ended, kept = _ENDS.get(tag, (frozenset(), frozenset()))
        if any(self._open[each] for each in ended):
            for element in reversed(self._path):
                if element.tag in ended:
                    self.close(element.tag)
                    break
                if element.tag in kept:
                    break

    def add(self, words: Words) -> None:
        self._path[-1].children.append(words)

    def _pop(self) -> str:
        tag = self._path.pop().tag
        self._open[tag] -= 1
        return tag


def html_tree(text: str) -> Element:
    """The tree of a page as HTML is written in fact: with end tags missing, wrong or crossed."""
    reader = _HtmlReader(text)
    reader.feed(text)
    reader.close()
    return reader.tree.root


class _HtmlReader(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=False)
        self.tree = _Growing()
        self._lines = [0, *(match.end() for match in _LINE.finditer(text))]

    def _here(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tree.end_before(tag)
        attributes = {name: value or "" for name, value in attrs}
        self.tree.open(Element(tag, attributes, start=self._here()), empty=tag in listed("tags-empty"))

    def handle_endtag(self, tag: str) -> None:
        self.tree.close(tag)

    def handle_data(self, data: str) -> None:
        self.tree.add(Words(data, self._here()))

    def handle_charref(self, name: str) -> None:
        self.tree.add(Words(unescape(f"&#{name};"), self._here(), solid=False))

    def handle_entityref(self, name: str) -> None:
        self.tree.add(Words(unescape(f"&{name};"), self._here(), solid=False))


def xml_tree(data: bytes) -> Element:
    """The tree of an XML document; nothing outside it is fetched, and it may declare no entities.

    Places count characters if the document is in UTF-8.

    Raises:
        InputError: it is no well-formed XML, or declares entities.
    """
    tree = _Growing()
    parser = expat.ParserCreate(namespace_separator=" ")
    place = _Characters(data)
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    parser.EntityDeclHandler = _refuse_entities
    parser.StartElementHandler = lambda tag, attributes: tree.open(
        Element(_local(tag), attributes, start=place.of(parser.CurrentByteIndex))
    )
    parser.EndElementHandler = lambda tag: tree.close(_local(tag))
    parser.CharacterDataHandler = lambda text: tree.add(Words(text, place.of(parser.CurrentByteIndex)))
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError) as error:
        raise InputError(f"is broken XML: {error}") from error
    return tree.root


class _Characters:
    """How many characters stand before bytes that are asked for in their order."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._byte = self._character = 0

    def of(self, byte: int) -> int:
        passed = self._data[self._byte : byte]
        self._character += len(passed) - len(passed.translate(None, _ASCII_AND_LEADING))
        self._byte = byte
        return self._character


def _local(name: str) -> str:
    return name.rpartition(" ")[2]


def _refuse_entities(*_: object) -> None:
    raise InputError("is XML that declares entities, which are not read; save it without them")
