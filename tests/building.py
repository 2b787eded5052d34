"""Builds that other processes run, and may be killed in; nothing is left to load when one starts."""

from __future__ import annotations

import json
import resource
from pathlib import Path

from kg.gate import Gate
from kg.graph import KnowledgeGraph
from kg.graph.build import build as _  # noqa: F401 - loads what a build needs
from kg.resources import version
from kg.vocabulary import vocabulary

Gate()
vocabulary()
version()

TEXT = "Beta carries on. "


def write_facts(folder: Path, number: int) -> None:
    """Facts files whose things have names in common, so that documents change each other's graphs."""
    for document in range(number):
        quote = {"start": 0, "end": len(TEXT), "quote": TEXT}
        names = {
            "a": {"type": "Company", "name": f"Company {document % 7}", "aliases": [f"C{document % 7}X"]},
            "b": {"type": "Company", "name": f"Partner {document}, Inc."},
            "c": {"type": "Company", "name": f"C{document % 7}X"},
            "d": {"type": "Company", "name": f"Rival {document}, Inc."},
        }
        facts = [
            {"subject": subject, "predicate": "partnerOf", "object": object, "evidence": [quote]}
            for subject, object in (("a", "b"), ("c", "d"))
        ]
        name = f"d{document:03}"
        published = f"{2000 + document % 20}-01-01"
        file = {
            "document": name,
            "published": published,
            "text": TEXT * 5,
            "entities": names,
            "facts": facts,
        }
        (folder / f"{name}.json").write_text(json.dumps(file))


def build(store: Path, folder: Path, limit: int = 0) -> None:
    """Build all facts files of a folder, with a limit to the size of files if one is given."""
    if limit:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    KnowledgeGraph(store).build([folder])
