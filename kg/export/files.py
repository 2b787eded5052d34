"""Files that nobody ever reads half of."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import IO

from kg.errors import InputError


def write_whole(target: Path, write: Callable[[IO[bytes]], object]) -> None:
    """Write a file beside its place, then rename it.

    Raises:
        InputError: It cannot be written.
    """
    new = target.with_name(f".{target.name}.new-{os.getpid()}")
    try:
        with new.open("wb") as output:
            write(output)
        new.replace(target)
    except OSError as error:
        raise InputError(f"{target}: cannot be written: {error.strerror or error}") from error
    finally:
        with suppress(OSError):
            new.unlink(missing_ok=True)
