"""Libraries that are installed only where they are wanted: the extras of pyproject.toml."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from kg.errors import ExtraError


@contextmanager
def extra(name: str) -> Iterator[None]:
    """For imports of what an extra brings.

    Raises:
        ExtraError: It is not installed; the message tells how to get it.
    """
    try:
        yield
    except ModuleNotFoundError as error:
        raise ExtraError(
            f"{error.name} is not installed; this brings it: pip install 'biopharma-kg[{name}]'"
        ) from error
