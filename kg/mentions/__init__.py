"""Recognisers: what a page mentions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module

from kg.mention import Mention
from kg.structure import Page

Recogniser = Callable[[Page], Iterator[Mention]]
#: Modules of this package with a function `recognise`.
FAMILIES = (
    *("companies", "organizations", "people", "conferences", "trials"),
    *("compounds", "technologies", "targets", "conditions"),
    *("concepts", "values"),
)


def recognise(page: Page) -> Iterator[Mention]:
    """Mentions of all families; they may overlap."""
    for family in FAMILIES:
        recogniser: Recogniser = import_module(f"kg.mentions.{family}").recognise
        yield from recogniser(page)
