"""Which part of a page is the release: without navigation, cookie bars, related links and share buttons."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.readers.lexicon import listed
from kg.readers.tree import Element, Node, Words

_ROLES = frozenset({"navigation", "banner", "contentinfo", "complementary", "dialog", "search", "menu"})
_OUTER = frozenset({"header", "footer"})
_BODIES = frozenset({"article", "main"})
_BLOCKS = frozenset({"ul", "ol", "div", "section", "table", "dl"})
#: What may hold nothing but links.
_LISTS = _BLOCKS | {"td", "p"}
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden")
_NAME = re.compile(r"[A-Z]?[a-z]+|[A-Z]+|\d+")
#: An element with so much of a page's words is never taken for something beside the release.
_MOST = 0.5
#: The element with so much of the words of the one around it holds the release too.
_NEARLY_ALL = 0.9
_LINKED = 0.6
_LONGEST_LABEL = 40


@dataclass(frozen=True, slots=True)
class _Weight:
    words: int
    linked: int
    links: int
    elements: int


def release_in(root: Element) -> tuple[Element | None, Element]:
    """The headline of a page, if it stands outside the release, and the element that holds the release.

    What is no part of the release is taken out of the tree.
    """
    weights: dict[Element, _Weight] = {}
    _weigh(root, weights)
    _prune(root, weights, inside=False)
    headline = next((each for each in root.find("h1") if each.text()), None)
    body = _body(root)
    if headline is None or any(each is headline for each in body.walk()):
        return None, body
    return headline, body


def _weigh(element: Element, weights: dict[Element, _Weight]) -> _Weight:
    """How many words are in an element, how many of them in links, how many links and elements."""
    words = linked = links = 0
    elements = 1
    for child in element.children:
        if isinstance(child, Words):
            words += len(child.text.split())
        elif child.tag not in listed("tags-unread"):
            each = _weigh(child, weights)
            words, linked, links = words + each.words, linked + each.linked, links + each.links
            elements += each.elements
    if element.tag == "a":
        linked, links = words, links + 1
    weights[element] = _Weight(words, linked, links, elements)
    return weights[element]


def _prune(element: Element, weights: dict[Element, _Weight], *, inside: bool) -> None:
    """Take out what is no release; `inside` an article a header is that of the article."""
    most = weights[element].words * _MOST
    kept: list[Node] = []
    skipping = False
    for child in element.children:
        if isinstance(child, Words):
            kept += () if skipping else (child,)
        elif child.tag in listed("tags-unread"):
            continue
        else:
            large = weights[child].words > most and weights[child].words > 20
            if child.tag in _HEADINGS:
                skipping = _heads_others(child)
            if not skipping and (large or not _beside(child, weights[child], inside=inside)):
                kept.append(child)
                _prune(child, weights, inside=inside or child.tag in _BODIES)
    element.children = kept


def _beside(element: Element, weight: _Weight, *, inside: bool) -> bool:
    """Whether an element stands beside a release."""
    attributes = element.attributes
    if attributes.get("role") in _ROLES or attributes.get("aria-hidden") == "true" or "hidden" in attributes:
        return True
    if _HIDDEN.search(attributes.get("style", "")):
        return True
    if element.tag in _OUTER and not inside and not any(element.find("h1")):
        return True
    if _named_so(attributes) and not any(element.find("h1")):
        return True
    if element.tag in _LISTS and weight.links >= 3 and weight.linked > weight.words * _LINKED:
        return True
    return weight.words <= 6 and weight.elements <= 12 and _is_label(element)


def _named_so(attributes: dict[str, str]) -> bool:
    """Whether class or id say that an element is none of the release."""
    for name in f"{attributes.get('class', '')} {attributes.get('id', '')}".split()[:20]:
        parts = [part.lower() for part in _NAME.findall(name[:80])]
        if not listed("furniture").isdisjoint((*parts, name.lower())):
            return True
    return False


def _heads_others(heading: Element) -> bool:
    return heading.text().rstrip(":").lower() in listed("headings-of-others")


def _is_label(element: Element) -> bool:
    text = element.text()
    return 0 < len(text) <= _LONGEST_LABEL and text.rstrip(":").lower() in listed("labels")


def _body(root: Element) -> Element:
    """The innermost element that holds nearly all words, or the article if that holds most."""
    weights: dict[Element, _Weight] = {}
    total = _weigh(root, weights).words
    articles = [each for each in root.walk() if each.tag in _BODIES or _is_article(each.attributes)]
    large = [each for each in articles if weights[each].words > total * _MOST]
    body = large[-1] if large else root
    while inner := next(_most_of(body, weights), None):
        body = inner
    return body


def _most_of(element: Element, weights: dict[Element, _Weight]) -> Iterator[Element]:
    least = weights[element].words * _NEARLY_ALL
    blocks = (
        child for child in element.elements() if child.tag in _BLOCKS | _BODIES | {"html", "body", "form"}
    )
    return (child for child in blocks if weights[child].words > max(least, 20) and child.tag != "table")


def _is_article(attributes: dict[str, str]) -> bool:
    return "articleBody" in attributes.get("itemprop", "") or attributes.get("role") in ("main", "article")
