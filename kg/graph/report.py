"""What a build did."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias

from kg.readers import Failure, Notice
from kg.store import Change

if TYPE_CHECKING:
    from kg.gate import Report


@dataclass(frozen=True, slots=True)
class Built:
    """What became of one document.

    Attributes:
        id: The document's name.
        fate: How its graph changed, or "quarantined" if the gate refused it.
        facts: How many Statements it has, by predicate and status.
        report: What the gate found; None if nothing has changed since it was let in.
        replaces: Earlier documents that it corrects.
        copies: Other documents that are the same release.
    """

    id: str
    fate: Change | Literal["quarantined"]
    facts: Mapping[tuple[str, str], int]
    report: Report | None
    replaces: Sequence[str] = ()
    copies: Sequence[str] = ()


Event: TypeAlias = Built | Failure | Notice


@dataclass(slots=True)
class BuildReport:
    """What a build did, in the order of its inputs."""

    built: list[Built] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)

    @property
    def complete(self) -> bool:
        """Whether nothing failed or was quarantined."""
        return not self.failures and not self.quarantined

    @property
    def quarantined(self) -> list[Built]:
        """What the gate refused."""
        return [built for built in self.built if built.fate == "quarantined"]

    @property
    def fates(self) -> Counter[str]:
        """How many documents were new, changed, unchanged or quarantined."""
        return Counter(built.fate for built in self.built)

    @property
    def facts(self) -> Counter[str]:
        """How many facts were let in, by predicate; of any status."""
        counts: Counter[str] = Counter()
        for built in self.built:
            for (predicate, _), number in built.facts.items() if built.fate != "quarantined" else ():
                counts[predicate] += number
        return counts

    def add(self, event: Event) -> None:
        """Take note of what happened."""
        match event:
            case Built():
                self.built.append(event)
            case Failure():
                self.failures.append(event)
            case Notice():
                self.notices.append(event)
