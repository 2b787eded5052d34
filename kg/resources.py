"""Where the data folders of the program lie, in a checkout and in an installed package."""

from __future__ import annotations

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


def _folder(name: str) -> Path:
    for parent in (_PACKAGE, _PACKAGE.parent):
        if (parent / name).is_dir():
            return parent / name
    raise KgError(f"no folder {name!r} in or beside {_PACKAGE}: install biopharma-kg again")
