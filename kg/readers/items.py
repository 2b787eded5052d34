"""What reading yields beside documents and facts: what was kept aside, and what is worth saying."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from kg.document import Document
from kg.facts import FactsFile


@dataclass(frozen=True, slots=True)
class Failure:
    """An input that was kept aside: where, and why with what to do."""

    place: str
    reason: str

    def __str__(self) -> str:
        """One line for the user."""
        return f"{self.place}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Notice:
    """Something worth saying about an input, though nothing is lost."""

    place: str
    message: str

    def __str__(self) -> str:
        """One line for the user."""
        return f"{self.place}: {self.message}"


Item: TypeAlias = Document | FactsFile | Failure | Notice
