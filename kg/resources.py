"""The program's own data folders and version, the same in a checkout and in an installed package."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import version as release
from pathlib import Path

from kg.errors import KgError

_PACKAGE = Path(__file__).parent


def ontology() -> Path:
    """The folder of the ontology, its schemes and its vocabulary.

    Raises:
        KgError: The folder is missing, so that the installation is not whole.
    """
    return _folder("ontology")


def shapes() -> Path:
    """The folder of the SHACL shapes.

    Raises:
        KgError: The folder is missing, so that the installation is not whole.
    """
    return _folder("shapes")


@cache
def version() -> str:
    """The program's version and a digest of its code, ontology and shapes, such as "0.1.0+5c1f2ab09d3e".

    Two programs with the same version make the same graph of the same document.

    Raises:
        KgError: A folder is missing.
    """
    roots = {_PACKAGE: Path(), ontology(): Path("ontology"), shapes(): Path("shapes")}
    files = {
        inside / path.relative_to(root): path
        for root, inside in roots.items()
        for path in root.rglob("*")
        if path.is_file() and path.suffix != ".pyc"
    }
    digest = hashlib.sha256()
    for name, path in sorted(files.items()):
        digest.update(f"{name.as_posix()}\0{path.stat().st_size}\0".encode() + path.read_bytes())
    return f"{release('biopharma-kg')}+{digest.hexdigest()[:12]}"


def _folder(name: str) -> Path:
    for parent in (_PACKAGE, _PACKAGE.parent):
        if (parent / name).is_dir():
            return parent / name
    raise KgError(f"no folder {name!r} in or beside {_PACKAGE}: install biopharma-kg again")
