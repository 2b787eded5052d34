"""Ontologies in the OBO format, as text and as JSON."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from kg.loading.rows import Row, Source, by_strength
from kg.vocabulary import Concept

_TAG = re.compile(r"([\w-]+): *(.*?)(?: *(?<!\\)![^\"]*| *\{[^\"]*\})?$")
_EXACT = re.compile(r'"((?:[^"\\]|\\.)*)" EXACT\b')
_ESCAPED = re.compile(r"\\(.)")


def read_obo(source: Source) -> Iterator[Row]:
    """Yield the terms of an OBO file that are in use, with their exact synonyms."""
    for line, tags in _stanzas(source):
        if "id" in tags and tags.get("is_obsolete") != ["true"]:
            label = _plain(tags["name"][0]) if "name" in tags else ""
            exact = (_EXACT.match(value) for value in tags["synonym"])
            names = [_plain(match[1]) for match in exact if match]
            yield _term(source, line, tags["id"][0], [label, *names], tags["is_a"])


def _stanzas(source: Source) -> Iterator[tuple[int, defaultdict[str, list[str]]]]:
    tags: defaultdict[str, list[str]] | None = None
    begin = 0
    for number, text in enumerate([*source.text.split("\n"), "[End]"], 1):
        if text.startswith("["):
            if tags is not None:
                yield begin, tags
            tags, begin = (defaultdict(list) if text.strip() == "[Term]" else None), number
        elif tags is not None and text.strip() and not text.startswith("!"):
            match = _TAG.match(text.strip())
            if not match:
                raise source.error(number, "not a line of the OBO format, 'tag: value'")
            tags[match[1]].append(match[2])


def _plain(text: str) -> str:
    return _ESCAPED.sub(r"\1", text)


def read_obo_json(source: Source) -> Iterator[Row]:
    """Yield the classes of an OBO graph in JSON that are in use, with their exact synonyms.

    Raises:
        VocabularyError: It is no such graph.
    """
    try:
        graphs = json.loads(source.text)["graphs"]
        nodes = [node for graph in graphs for node in graph.get("nodes", ())]
        above = defaultdict(list)
        for edge in (edge for graph in graphs for edge in graph.get("edges", ())):
            if edge["pred"] == "is_a":
                above[edge["sub"]].append(edge["obj"])
        for node in nodes:
            if node.get("type") == "CLASS" and not node.get("meta", {}).get("deprecated"):
                names = [node.get("lbl", ""), *_exact_synonyms(node.get("meta", {}))]
                yield _term(source, 1, node["id"], names, above[node["id"]])
    except json.JSONDecodeError as error:
        raise source.error(error.lineno, f"not valid JSON ({error.msg})") from error
    except (KeyError, TypeError, AttributeError) as error:
        raise source.error(1, f"not an OBO graph: {error!r}") from error


def _exact_synonyms(meta: dict[str, Any]) -> list[str]:
    return [each["val"] for each in meta.get("synonyms", ()) if each["pred"] == "hasExactSynonym"]


def _term(source: Source, line: int, id: str, names: list[str], above: list[str]) -> Row:
    """A concept; its label, which may be missing, is the first of the names."""
    iri = source.iri(line, id)
    sure, weak = by_strength([name for name in names if name])
    broader = tuple(sorted(source.iri(line, one) for one in above))
    kind = source.kind_for(line, iri)
    return Row(line, Concept(iri, kind, names[0], sure, weak=weak, broader=broader))
