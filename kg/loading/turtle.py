"""SKOS in Turtle: concepts of this project's classes, and plain ones of a kind that the user tells."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from typing import TypeAlias

import pyoxigraph as ox

from kg.loading.check import check_shape
from kg.loading.rows import Contents, Row, Source
from kg.rdf.namespaces import term
from kg.schema import schema
from kg.vocabulary import concepts_of, is_malformed, kind_of

_SUBJECT = re.compile(r"<?([^\s>;,]+)")
_LINE = re.compile(r"line (\d+)")
_KG = term("kg:").value
_TYPE, _CONCEPT, _PREFERRED = term("rdf:type"), term("skos:Concept"), term("skos:prefLabel")
_LABELS = frozenset(map(term, ("skos:prefLabel", "skos:altLabel", "skos:hiddenLabel")))
_MATCH, _BROADER = term("skos:exactMatch"), term("skos:broader")
#: What a file holds beside concepts.
_NO_CONCEPTS = frozenset(
    map(term, ("skos:ConceptScheme", "skos:Collection", "skos:OrderedCollection", "owl:Ontology"))
)
#: Names count as English or, without a tag, as of any language.
_READ = re.compile(r"(en(-.*)?)?", re.IGNORECASE)

_Things: TypeAlias = Mapping[ox.NamedNode, Collection[ox.Quad]]


def read_turtle(source: Source) -> Contents:
    """The concepts of a file, with what was passed over.

    Names in other languages than English are passed over where a thing has any other.

    Raises:
        VocabularyError: It is not valid, holds no concepts, breaks the shape of a vocabulary, does not tell
            what kind of thing a concept is, or has a match that is no identifier of its registry.
    """
    quads = _quads(source)
    lines = _lines(source, quads)
    things = _things(quads)
    if not things:
        raise source.error(1, "holds nothing with a skos:prefLabel, skos:Concept or class of this project")
    said = [quad for node, about in things.items() for quad in _with_kind(node, about, source, lines)]
    _check_matches(said, source, lines)
    kept = [quad for quad in said if quad.predicate != _MATCH or not _is_foreign(quad.object)]
    read = list(_in_english(kept))
    check_shape(source, read, lines)
    rows = [Row(lines[concept.iri], concept) for concept in concepts_of(read)]
    return Contents(rows, tuple(_notes(said, read, things, source)))


def _quads(source: Source) -> list[ox.Quad]:
    try:
        return list(ox.parse(source.text, format=ox.RdfFormat.TURTLE))
    except SyntaxError as error:
        line = _LINE.search(str(error))
        raise source.error(int(line[1]) if line else 1, f"not valid Turtle ({error})") from error


def _lines(source: Source, quads: list[ox.Quad]) -> dict[str, int]:
    """Where the things of a file begin: the last part of their IRI stands at the head of a line."""
    heads: dict[str, int] = {}
    for number, text in enumerate(source.text.split("\n"), 1):
        if match := _SUBJECT.match(text):
            heads.setdefault(_last_part(match[1]), number)
    iris = {quad.subject.value for quad in quads if isinstance(quad.subject, ox.NamedNode)}
    return {iri: heads.get(_last_part(iri), 1) for iri in iris}


def _last_part(iri: str) -> str:
    return re.split("[/#:]", iri)[-1]


def _things(quads: list[ox.Quad]) -> _Things:
    """What is told of each concept."""
    found: defaultdict[ox.NamedNode, list[ox.Quad]] = defaultdict(list)
    for quad in quads:
        if isinstance(quad.subject, ox.NamedNode):
            found[quad.subject].append(quad)
    return {node: about for node, about in found.items() if _is_concept(about)}


def _is_concept(about: Collection[ox.Quad]) -> bool:
    types = {quad.object for quad in about if quad.predicate == _TYPE}
    if types & _NO_CONCEPTS:
        return False
    own = any(isinstance(kind, ox.NamedNode) and kind.value.startswith(_KG) for kind in types)
    return own or _CONCEPT in types or any(quad.predicate == _PREFERRED for quad in about)


def _with_kind(
    node: ox.NamedNode, about: Collection[ox.Quad], source: Source, lines: Mapping[str, int]
) -> Iterator[ox.Quad]:
    """What is told of a concept, with its kind as the only class."""
    line, types = lines[node.value], (quad.object for quad in about if quad.predicate == _TYPE)
    classes = sorted(kind.value for kind in types if isinstance(kind, ox.NamedNode))
    kinds = [kind.removeprefix(_KG) for kind in classes if kind.startswith(_KG)]
    for kind in kinds:
        if kind not in schema().entity_types:
            there = ", ".join(sorted(schema().entity_types))
            raise source.error(line, f"{node.value} is a kg:{kind}, no kind of thing; there are {there}")
    for kind in kinds or [source.kind_for(line, node.value)]:
        yield ox.Quad(node, _TYPE, term(f"kg:{kind}"))
    yield from (quad for quad in about if quad.predicate != _TYPE)


def _check_matches(quads: list[ox.Quad], source: Source, lines: Mapping[str, int]) -> None:
    for quad in quads:
        subject, match = quad.subject, quad.object
        if quad.predicate != _MATCH or not isinstance(match, ox.NamedNode):
            continue
        if isinstance(subject, ox.NamedNode) and is_malformed(match.value):
            told = f"{subject.value} matches {match.value}, which is no identifier of its registry"
            raise source.error(lines[subject.value], told)


def _is_foreign(match: object) -> bool:
    """Whether a match is an IRI of no registered prefix."""
    return isinstance(match, ox.NamedNode) and kind_of(match.value) is None


def _in_english(quads: list[ox.Quad]) -> Iterator[ox.Quad]:
    """Labels without tags of languages; those in other languages only where a thing has no others."""
    read = {quad.subject for quad in quads if quad.predicate == _PREFERRED and _is_read(quad.object)}
    first: dict[object, str] = {}
    for quad in quads:
        if quad.predicate == _PREFERRED and isinstance(quad.object, ox.Literal) and quad.subject not in read:
            tag = quad.object.language or ""
            first[quad.subject] = min(first.get(quad.subject, tag), tag)
    for quad in quads:
        if quad.predicate not in _LABELS or not isinstance(quad.object, ox.Literal):
            yield quad
        elif _is_read(quad.object) or quad.object.language == first.get(quad.subject):
            yield ox.Quad(quad.subject, quad.predicate, ox.Literal(quad.object.value))


def _is_read(label: object) -> bool:
    return isinstance(label, ox.Literal) and _READ.fullmatch(label.language or "") is not None


def _notes(said: list[ox.Quad], read: list[ox.Quad], things: _Things, source: Source) -> Iterator[str]:
    """What was passed over, or leads nowhere."""
    counts = Counter(quad.predicate for quad in said if quad.predicate in _LABELS)
    counts.subtract(quad.predicate for quad in read if quad.predicate in _LABELS)
    if others := counts.total():
        yield f"{others} name(s) in other languages than English passed over"
    matches = [str(quad.object) for quad in said if quad.predicate == _MATCH and _is_foreign(quad.object)]
    if matches:
        yield f"{len(matches)} skos:exactMatch of no registered prefix passed over, such as {matches[0]}"
    above = (quad.object for quad in read if quad.predicate == _BROADER)
    links = [node for node in above if isinstance(node, ox.NamedNode) and node not in things]
    if nowhere := [str(node) for node in links if source.known.concept(node.value) is None]:
        yield f"{len(nowhere)} skos:broader of what no vocabulary has, such as {nowhere[0]}"
