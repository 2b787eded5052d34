"""The program's own data folders and version, the same in a checkout and in an installed package."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache
from importlib.metadata import version as release
from pathlib import Path

from kg.errors import KgError

_PACKAGE = Path(__file__).parent
#: Folders of the package that only read a graph, and make none.
_READING = ("serve", "plot", "export", "analysis", "samples")


def ontology() -> Path:
    """The folder of the ontology, its schemes and its vocabulary.

    Raises:
        KgError: The folder is missing, so that the installation is not whole.
    """
    return _folder("ontology")


def term_files(folder: Path) -> tuple[Path, ...]:
    """The files of an ontology's folder that declare terms and the values of schemes."""
    return folder / "kg.ttl", *sorted(folder.glob("terms/*.ttl")), *sorted(folder.glob("schemes/*.ttl"))


def shapes() -> Path:
    """The folder of the SHACL shapes.

    Raises:
        KgError: The folder is missing, so that the installation is not whole.
    """
    return _folder("shapes")


@cache
def version() -> str:
    """The program's version with a digest of each of its parts, for people and for comparison.

    Two programs with the same version make the same graph of the same document.

    Raises:
        KgError: A folder is missing.
    """
    parts = {"program": _of_package(code=True), "patterns": _of_package(code=False)}
    parts |= {"ontology": _inside(ontology()), "shapes": _inside(shapes())}
    digests = (f"{name} {_digest(files)}" for name, files in parts.items())
    return ", ".join((f"biopharma-kg {release('biopharma-kg')}", *digests))


def _of_package(*, code: bool) -> dict[str, Path]:
    """The modules of the package; or what they read: patterns, word lists, queries."""
    elsewhere = [f"{folder.name}/" for folder in (ontology(), shapes()) if folder.parent == _PACKAGE]
    elsewhere += [f"{folder}/" for folder in _READING]
    files = {name: path for name, path in _inside(_PACKAGE).items() if not name.startswith(tuple(elsewhere))}
    return {name: path for name, path in files.items() if (path.suffix == ".py") is code}


def _inside(folder: Path) -> dict[str, Path]:
    files = (path for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc")
    return {path.relative_to(folder).as_posix(): path for path in files}


def _digest(files: Mapping[str, Path]) -> str:
    digest = hashlib.sha256()
    for name, path in sorted(files.items()):
        content = path.read_bytes()
        digest.update(f"{name}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()[:12]


def _folder(name: str) -> Path:
    for parent in (_PACKAGE, _PACKAGE.parent):
        if (parent / name).is_dir():
            return parent / name
    raise KgError(f"no folder {name!r} in or beside {_PACKAGE}: install biopharma-kg again")
