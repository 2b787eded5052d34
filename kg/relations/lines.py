"""Lines of the data files of this package."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path


def lines(path: Path) -> Iterator[tuple[int, str]]:
    """Numbered lines of a data file without comments and empty lines."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if (content := line.strip()) and not content.startswith("#"):
            yield number, content
