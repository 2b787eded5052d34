"""Where the program looks for its data folders."""

from __future__ import annotations

from pathlib import Path

import pytest

import kg
from kg import resources
from kg.errors import KgError


def test_a_checkout_has_the_folders_beside_the_package() -> None:
    assert (resources.ontology() / "kg.ttl").is_file()
    assert resources.shapes().is_dir()


def test_an_installed_package_has_the_folders_inside(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for folder in ("kg/ontology", "kg/shapes", "shapes"):
        (tmp_path / folder).mkdir(parents=True)
    monkeypatch.setattr(resources, "_PACKAGE", tmp_path / "kg")
    assert resources.ontology() == tmp_path / "kg" / "ontology"
    assert resources.shapes() == tmp_path / "kg" / "shapes"


def test_a_broken_installation_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(resources, "_PACKAGE", tmp_path / "kg")
    with pytest.raises(KgError, match=r"no folder 'ontology'.*install biopharma-kg again"):
        resources.ontology()


def test_the_version_is_that_of_the_content_wherever_it_lies(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def version_in(place: str, ontology: str, content: str = "new") -> str:
        package, data = tmp_path / place / "kg", tmp_path / place / ontology
        for file in (package / "code.py", data / "ontology" / "kg.ttl", data / "shapes" / "a.ttl"):
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(content)
        monkeypatch.setattr(resources, "_PACKAGE", package)
        resources.version.cache_clear()
        return resources.version()

    checkout = version_in("checkout", ".")
    assert checkout.startswith(f"biopharma-kg {kg.__version__}, program ")
    assert version_in("wheel", "kg") == checkout
    assert version_in("other", ".", "old") != checkout
    resources.version.cache_clear()
