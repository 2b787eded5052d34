"""A store with hostile names for the server, and what tests read of its pages."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from answers import FACTS

from kg.graph import KnowledgeGraph

SCRIPT = "<script>alert(1)</script>"
IMAGE = "\"><img src=x onerror='alert(2)'>"
FORMULA = "=HYPERLINK(1)"
ODD = "odd name?#%2e%2f\U0001f600'\""
TEXT = (
    f"{SCRIPT} and partners\n\n"
    + "A line that tells nothing.\n" * 100
    + f"Acme works with {SCRIPT} on {FORMULA} for {IMAGE}. Acme may license it. It failed."
)
#: Of the hostile document: subject, predicate, object, status, and the words.
TOLD = (
    ("acme", "partnerOf", "script", "asserted", f"Acme works with {SCRIPT}"),
    ("formula", "developedBy", "acme", "asserted", f"Acme works with {SCRIPT} on {FORMULA}"),
    ("formula", "hasIndication", "image", "asserted", f"{FORMULA} for {IMAGE}"),
    ("formula", "licensedTo", "acme", "potential", "Acme may license it"),
    ("formula", "approvedFor", "image", "negated", "It failed"),
)
_VOIDS = frozenset({"input", "link", "meta", "img", "br"})


def make_store(folder: Path) -> Path:
    """A store of the usual answers, a hostile document, and one that the gate refuses."""
    inputs = folder / "facts"
    inputs.mkdir()
    (inputs / "hostile.json").write_text(json.dumps(hostile()))
    (inputs / "refused.json").write_text(json.dumps(_refused()))
    KnowledgeGraph(folder / "kg.db").build([FACTS, inputs])
    return folder / "kg.db"


def hostile() -> dict[str, Any]:
    """Facts whose names are markup, a formula and a path."""
    entities = {
        "acme": {"type": "Company", "name": "Acme", "aliases": ["Acmé Works", "T-ACM 1"]},
        "script": {"type": "Company", "name": SCRIPT},
        "image": {"type": "Condition", "name": IMAGE},
        "formula": {"type": "Compound", "name": FORMULA, "aliases": ["@SUM(1)", "+1", "-1"]},
    }
    facts = [
        {"subject": s, "predicate": p, "object": o, "status": status, "evidence": [_evidence(words)]}
        for s, p, o, status, words in TOLD
    ]
    return {
        "document": ODD, "published": "2026-01-02", "title": f"{SCRIPT} and partners",
        "source": "javascript:alert(1)", "text": TEXT, "entities": entities, "facts": facts,
    }  # fmt: skip


def _evidence(words: str) -> dict[str, object]:
    start = TEXT.index(words)
    return {"start": start, "end": start + len(words), "quote": words}


def _refused() -> dict[str, Any]:
    fact = {"subject": "a", "predicate": "outcome", "measure": "objective response rate", "percent": 400}
    words = {"start": 0, "end": 5, "quote": "Waiyu"}
    return {
        "document": "refused-one", "published": "2026-01-03", "text": "Waiyu", "issuer": None,
        "entities": {"a": {"type": "Compound", "name": "Waiyu"}}, "facts": [fact | {"evidence": [words]}],
    }  # fmt: skip


@dataclass
class Element:
    """An element of a page with all text in it."""

    tag: str
    attributes: dict[str, str]
    parents: tuple[Element, ...] = field(repr=False)
    text: str = ""

    def within(self, **wanted: str) -> bool:
        """Whether it stands in an element with such attributes; "class_" is the attribute class."""
        given = {name.rstrip("_"): value for name, value in wanted.items()}
        return any(given.items() <= parent.attributes.items() for parent in self.parents)


class Page(HTMLParser):
    """The elements of a page, in their order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[Element] = []
        self._open: list[Element] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs}, tuple(self._open))
        self.elements.append(element)
        if tag not in _VOIDS:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._open and self._open[-1].tag == tag:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        for element in self._open:
            element.text += data

    def all(self, tag: str, **wanted: str) -> list[Element]:
        """Elements of a tag with such attributes."""
        given = {name.rstrip("_"): value for name, value in wanted.items()}
        return [
            each for each in self.elements if each.tag == tag and given.items() <= each.attributes.items()
        ]

    def one(self, tag: str, **wanted: str) -> Element:
        """The only such element."""
        (found,) = self.all(tag, **wanted)
        return found
