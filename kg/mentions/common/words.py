"""Word lists of the lexicon folder."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files


@cache
def words(*names: str) -> frozenset[str]:
    """The entries of one or several lists, one a line; lines that start with # are comments.

    Args:
        names: File names without ".txt".
    """
    if len(names) > 1:
        return frozenset().union(*map(words, names))
    path = files("kg") / "mentions" / "lexicon" / f"{names[0]}.txt"
    lines = path.read_text(encoding="utf-8").splitlines()
    return frozenset(line.strip() for line in lines if line.strip() and not line.startswith("#"))


@cache
def either(*names: str) -> str:
    """A regular expression for any entry of the lists, longest first; a space stands for white space."""
    entries = sorted(
        {entry for name in names for entry in words(name)}, key=lambda entry: (-len(entry), entry)
    )
    return "(?:" + "|".join(r"\s+".join(map(re.escape, entry.split())) for entry in entries) + ")"
