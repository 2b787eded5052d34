"""Pages for the tests of recognisers."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from kg.document import Document
from kg.mention import Mention
from kg.structure import Page, lay_out

Recogniser = Callable[[Page], Iterator[Mention]]
#: A sentence that tells that a text is about medicines, without naming any.
TRADE = "The biotechnology company develops drugs and vaccines; patients in clinical trials get a dose."
HOSTILE = (
    "A" * 50_000, "A-" * 20_000, "(" * 50_000, " " * 50_000, "®" * 50_000, "X (Y) " * 8_000, "a, " * 15_000,
    "cancer and " * 5_000, "anti-" * 10_000, "A/" * 25_000, "targeting " * 5_000, "technology " * 5_000,
)  # fmt: skip


def page(text: str) -> Page:
    """A page with the text after a sentence of the trade."""
    return lay_out(Document(id="test", text=f"{TRADE}\n\n{text}"))


def names(recogniser: Recogniser, text: str, kind: str) -> set[str]:
    """The names of a kind that are found in the text."""
    return {mention.name for mention in recogniser(page(text)) if mention.kind == kind}


def aliases(recogniser: Recogniser, text: str, name: str) -> set[str]:
    """The aliases of the mentions with a name."""
    return {alias for mention in recogniser(page(text)) if mention.name == name for alias in mention.aliases}


def words(recogniser: Recogniser, text: str) -> set[str]:
    """The words of the text that mentions span."""
    found = page(text)
    return {found.text[mention.start : mention.end] for mention in recogniser(found)}
