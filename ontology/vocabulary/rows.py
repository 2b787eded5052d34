"""What the tables are cut with: rows, forms of names, and the lists kept by hand."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from kg.vocabulary import Concept, read_turtle

HERE = Path(__file__).parent


@dataclass
class Row:
    """One thing with its names by the way in which they match."""

    id: str
    label: str
    names: list[str] = field(default_factory=list)
    exact: list[str] = field(default_factory=list)
    weak: list[str] = field(default_factory=list)
    broader: list[str] = field(default_factory=list)

    def concept(self, kind: str, prefix: str) -> Concept:
        """The row as the table has it, each name once, in the strongest of its columns."""
        names = list({key(name): name for name in reversed(self.names)}.values())[::-1]
        taken = set(map(key, names))
        exact = [name for name in dict.fromkeys(self.exact) if key(name) not in taken]
        sure = taken | set(map(key, exact))
        weak = [name for name in dict.fromkeys(self.weak) if key(name) not in sure]
        broader = (prefix + part for part in sorted(self.broader))
        return Concept(prefix + self.id, kind, self.label, *map(tuple, (names, exact, weak, broader)))

    def take(self, other: Row) -> None:
        """Take the names of another row."""
        self.names += other.names
        self.exact += other.exact
        self.weak += other.weak

    def leave(self, keys: frozenset[str]) -> None:
        """Drop the names that have one of the keys."""
        for names in (self.names, self.exact, self.weak):
            names[:] = [name for name in names if key(name) not in keys]

    def add_known(self, names: Iterable[str]) -> None:
        """Take names of known.tsv: words in any case, codes as they are, those after ~ as weak."""
        for name in names:
            if name.startswith("~"):
                self.weak.append(name[1:])
            elif len(name) > 5 and not _is_code(name):
                self.names.append(name)
            else:
                self.exact.append(name)


def key(name: str) -> str:
    """What two writings of one name have in common."""
    return re.sub(r"[ '-]", "", name).lower()


def _is_code(name: str) -> bool:
    return name.upper() == name or any(sign.isdigit() for sign in name)


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
GENERIC = frozenset(line.lower() for line in lines_of(HERE / "generic.txt"))


def known(kind: str) -> dict[str, list[str]]:
    """Names that count without support, by the registry's own name of the thing."""
    found: dict[str, list[str]] = defaultdict(list)
    for line in lines_of(HERE / "known.tsv"):
        row_kind, label, *names = line.split("\t")
        if row_kind == kind:
            found[label.lower()] += names
    return found


def claimed_names() -> frozenset[str]:
    """What the names of the medicines kept by hand have in common with their other writings."""
    concepts = read_turtle(HERE / "compounds.ttl")
    return frozenset(key(name) for concept in concepts for name in concept.labels)
