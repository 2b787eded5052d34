"""The gate: a document's graph enters the store only if it breaks no shape that says it would mislead.

Two engines judge. pySHACL is the reference: it reports all violations, and what it says holds. The quick
one judges most graphs in a quarter of the time, and leaves to pySHACL those that it finds a violation in or
is not made for. pySHACL also checks a sample of the others.

Where engines are known to differ: pySHACL itself takes "1e3" for an xsd:decimal and fails on "NaN", which
`kg.gate.graphs` mends; on a graph that Oxigraph holds it finds violations that are none. pyrudof 0.3.35 lets
30 February pass for an xsd:date and a quote at a negative offset for a good one, and takes twice as long as
the quick engine, so it is not used.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg import resources
from kg.gate.findings import Finding, Report
from kg.gate.quick import Quick

if TYPE_CHECKING:
    from kg.gate.reference import Reference

__all__ = ["Finding", "Gate", "Report"]

_log = logging.getLogger(__name__)

#: Of so many graphs that the quick engine decides on, pySHACL checks one.
_SAMPLE = 100


class Gate:
    """Validates graphs of documents against the shapes, with the ontology beside them."""

    def __init__(self, *, shapes: Path | None = None, ontology: Path | None = None) -> None:
        """Read the shapes and the ontology once.

        Args:
            shapes: Folder of the shapes; by default those that the program ships.
            ontology: Folder of the ontology; by default the one that the program ships.
        """
        self._folders = shapes or resources.shapes(), ontology or resources.ontology()
        self._quick = Quick(*self._folders)

    @cached_property
    def _reference(self) -> Reference:
        from kg.gate.reference import Reference  # noqa: PLC0415 - slow to load, and most graphs do without

        return Reference(*self._folders)

    def check(self, quads: Iterable[ox.Quad]) -> Report:
        """What the shapes find in the graph of one document."""
        quads = list(quads)
        quick = self._quick.judge(quads)
        if quick and not _is_sampled(quads):
            return quick
        report = self._reference.judge(quads)
        if quick and quick != report:
            _log.warning("The gate's engines differ. What holds:\n%s\nWhat does not:\n%s", report, quick)
        return report


def _is_sampled(quads: Sequence[ox.Quad]) -> bool:
    """Whether a graph is in the sample, which depends on nothing but its content."""
    lines = (ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b"").splitlines()
    digest = hashlib.sha256(b"\n".join(sorted(lines))).digest()
    return int.from_bytes(digest[:8]) % _SAMPLE == 0
