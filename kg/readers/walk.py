"""Files of the inputs: a folder gives what lies in it, sorted, and never what lies outside it."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from kg.errors import InputError
from kg.readers.formats import ENDINGS, known_by_content
from kg.readers.items import Failure, Notice
from kg.readers.source import HEAD

#: Files that speak of the folder that they lie in and are no releases.
_ABOUT_THE_FOLDER = frozenset({"readme", "license", "changelog", "sources"})


def shown(path: Path) -> str:
    """The path as it can be printed, whatever bytes its name holds."""
    return os.fsencode(path).decode("utf-8", "replace")


def ending(path: Path) -> tuple[str, str]:
    """The file's name without its ending, and the ending that tells the format ("" if there is none).

    >>> ending(Path("releases.jsonl.gz"))
    ('releases', '.jsonl')
    """
    inner = Path(path.stem) if path.suffix.lower() == ".gz" else path
    suffix = inner.suffix.lower()
    return (inner.stem, suffix) if suffix in ENDINGS else (inner.name, "")


def files_in(folder: Path) -> Iterator[Path | Failure | Notice]:
    """The readable files of a folder and its subfolders in the order of their names.

    Raises:
        InputError: the folder holds none.
    """
    others: Counter[str] = Counter()
    found = False
    root = folder.resolve()
    for path in _walk(folder):
        if path.stem.lower() in _ABOUT_THE_FOLDER:
            continue
        if reason := _reason_against(path, root):
            yield Failure(shown(path), reason)
        elif path.is_file():
            if ending(path)[1] or _tells_its_format(path):
                found = True
                yield path
            else:
                others[path.suffix.lower() or "no ending"] += 1
    if others:
        kinds = ", ".join(sorted(others))
        yield Notice(shown(folder), f"{others.total()} file(s) of other kinds passed over ({kinds})")
    if not found:
        raise InputError(f"holds no file that can be read ({', '.join(ENDINGS)}, each also .gz)")


def _reason_against(path: Path, root: Path) -> str:
    try:
        target = path.resolve()
    except (OSError, RuntimeError):
        return "is a link that leads to itself"
    if not target.is_relative_to(root):
        return "is a link that leads out of the folder; name its target to read it"
    return "" if path.exists() else "is a link to nothing"


def _tells_its_format(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return known_by_content(file.read(HEAD))
    except OSError:
        return False


def _walk(folder: Path) -> Iterator[Path]:
    for place, folders, names in os.walk(folder):
        links = [name for name in folders if Path(place, name).is_symlink()]
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(place, name) for name in sorted(names + links) if not name.startswith("."))
