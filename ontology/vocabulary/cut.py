"""Cuts the name tables of this folder from open registries; SOURCES.md says where each comes from.

    python ontology/vocabulary/cut.py REGISTRIES

REGISTRIES is a folder in which the wheels named in SOURCES.md lie unpacked; only their data files are read.
"""

from __future__ import annotations

import csv
import gzip
import json
import re
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).parent
COLUMNS = "id\tlabel\tnames\texact\tweak\tbroader"
#: Tags of UNII names that only a substance used as a medicine has.
MEDICINE = re.compile(r" \[(INN|USAN|PURPLE BOOK CDER|EMA EPAR)\]$")
FOOD = re.compile(r" \[(LANGUAL|FHFI|FCC|INCI|EMA HERBAL SUBSTANCE)\]$")
TAG = re.compile(r" \[[^\]]+\]$")
PLAIN = re.compile(r"[A-Z0-9][A-Z0-9 '+./-]{1,38}[A-Z0-9]")
#: Numbers that catalogues give, not developers.
CATALOGUE = re.compile(
    r"(NSC|FEMA|INS|EPA|DEA|C\.?I\.?|AI3?|UN|ENT|CCRIS|BRN|CAS|EINECS|HSDB|GRAS|JECFA|E|J|B|UNII|FD&?C|D&C)"
    r"\b[ .-]*(NO)?[. -]*[\d.]+[A-Z]?|.*\b(COMPONENT|IMPURITY|BIOSIMILAR|STANDARD|FORM|EXTRACT)\b.*"
)
CODE = re.compile(r"[A-Z]{2,6}[ -]?\d{3,8}[A-Z]{0,3}|[A-Z]{1,6}[ -]?[A-Z]{0,4}[ -]?\d{4,8}[A-Z]{0,2}")


@dataclass
class Row:
    """One thing with its names by the way in which they match."""

    id: str
    label: str
    names: list[str] = field(default_factory=list)
    exact: list[str] = field(default_factory=list)
    weak: list[str] = field(default_factory=list)
    broader: list[str] = field(default_factory=list)

    def line(self) -> str:
        """The row as the table has it, each name once, in the strongest of its columns."""
        seen: set[str] = set()
        columns = []
        for names in (self.names, self.exact, self.weak):
            fresh = {name: None for name in names if key(name) not in seen or names is not self.names}
            kept = [name for name in fresh if name not in seen]
            seen.update(kept, map(key, self.names if names is self.names else ()))
            columns.append("|".join(_distinct(kept) if names is self.names else kept))
        return "\t".join((self.id, self.label, *columns, "|".join(sorted(self.broader))))


def key(name: str) -> str:
    """What two writings of one name have in common."""
    return re.sub(r"[ '-]", "", name).lower()


def _distinct(names: Iterable[str]) -> list[str]:
    return list({key(name): name for name in reversed(list(names))}.values())[::-1]


def plain(name: str) -> str:
    """The name in ASCII."""
    straight = name.replace("’", "'").replace("–", "-")
    return unicodedata.normalize("NFKD", straight).encode("ascii", "ignore").decode()


def both_cases(name: str) -> list[str]:
    """A short word as it stands within and at the head of a sentence, and in capitals."""
    return [name.lower(), name.capitalize(), name.upper()]


def lines_of(path: Path) -> list[str]:
    """The lines of a data file of this folder without its comments."""
    return [line for line in path.read_text("utf-8").splitlines() if line and not line.startswith("#")]


STOP = frozenset(lines_of(HERE / "stopwords.txt"))


def known(kind: str) -> dict[str, list[str]]:
    """Names that count without support, by the registry's own name of the thing."""
    found: dict[str, list[str]] = defaultdict(list)
    for line in lines_of(HERE / "known.tsv"):
        row_kind, label, *names = line.split("\t")
        if row_kind == kind:
            found[label.lower()] += names
    return found
