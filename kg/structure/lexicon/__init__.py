"""Word lists of the layout, one word or phrase a line; lines that start with # are comments."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def words(name: str, package: str = __name__) -> tuple[str, ...]:
    """The entries of the word list `name`.txt of a package, in the order of the file.

    Raises:
        FileNotFoundError: The package has no such list.
    """
    lines = (files(package) / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return tuple(stripped for line in lines if (stripped := line.strip()) and not stripped.startswith("# "))
