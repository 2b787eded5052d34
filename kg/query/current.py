"""IRIs that a document alone would give stay valid in queries: what replaces them is asked instead."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urljoin

import pyoxigraph as ox

from kg.query.things import successor
from kg.rdf.namespaces import prefixes, term
from kg.store import Snapshot

#: What the lexer of SPARQL 1.1 (section 19.8) tells apart, as far as IRIs are concerned.
_TOKEN = re.compile(
    r'''
      (?P<aside> \#[^\n\r]* | """(?:\\.|[^\\])*?""" | \'\'\'(?:\\.|[^\\])*?\'\'\'
        | "(?:\\.|[^"\\\n\r])*" | '(?:\\.|[^'\\\n\r])*' | _:[\w.-]+ | [?$]\w+ | @[A-Za-z-]+ )
    | PREFIX \s+ (?P<prefix> [\w.-]*) : \s* <(?P<namespace> [^<>]*)>
    | BASE \s+ <(?P<base> [^<>]*)>
    | <(?P<iri> [^<>"{}|^`\\\x00-\x20]*)>
    | (?P<short> [\w.-]*) : (?P<local> (?:[\w:%-] | \\[^\w\s] | \.(?=[\w:%\\.-]))*)
    | \w+
    ''',
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_REPLACED_BY = term("dcterms:isReplacedBy").value


def current(text: str, snapshot: Snapshot) -> str:
    """A query with the IRIs that the identity graph replaces replaced, in full or with a prefix.

    Strings and comments stay as they are. So does the whole of a query that itself names
    dcterms:isReplacedBy: who asks for former IRIs means them.
    """
    found = list(iris_in(text))
    if any(iri == _REPLACED_BY for _, _, iri, _ in found):
        return text
    parts, end = [], 0
    for start, stop, iri, _ in found:
        if new := _replacement(iri, snapshot):
            parts += [text[end:start], f"<{new}>"]
            end = stop
    return "".join((*parts, text[end:]))


def iris_in(text: str) -> Iterator[tuple[int, int, str, str]]:
    """Each IRI that a query uses, with its place, and the last word since the one before, in capitals."""
    declared, base, word = dict(prefixes()), "", ""
    for token in _TOKEN.finditer(text):
        if token.lastgroup is None:
            word = token[0].upper()
        elif token["prefix"] is not None:
            declared[token["prefix"]] = urljoin(base, token["namespace"])
        elif token["base"] is not None:
            base = urljoin(base, token["base"])
        elif token["iri"] is not None:
            yield *token.span(), urljoin(base, token["iri"]), word
            word = ""
        elif token["short"] in declared:
            local = re.sub(r"\\(.)", r"\1", token["local"])
            yield *token.span(), declared[token["short"]] + local, word
            word = ""


def _replacement(iri: str, snapshot: Snapshot) -> str | None:
    try:
        node = ox.NamedNode(iri)
    except ValueError:
        return None
    new = successor(node, snapshot)
    return None if new == node else new.value
