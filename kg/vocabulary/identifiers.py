"""Identifiers of registries: "MONDO:0018905" stands for an IRI."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from kg.resources import ontology

_IRI = re.compile(r"(?:https?|urn):\S+")


class Prefix(NamedTuple):
    """A registered prefix.

    Attributes:
        base: What IRIs begin with.
        form: What identifiers look like.
        kind: The entity type that its vocabularies list.
    """

    base: str
    form: re.Pattern[str]
    kind: str


@cache
def registered_prefixes() -> dict[str, Prefix]:
    """Registered prefixes in lower case."""
    lines = (ontology() / "vocabulary" / "prefixes.tsv").read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return {prefix: Prefix(base, re.compile(form), kind) for prefix, base, form, kind in rows}


def identifier_iri(text: str) -> str | None:
    """The IRI of a compact identifier, or an IRI itself; None if the text is neither."""
    if _IRI.fullmatch(text):
        return text
    name, colon, local = text.partition(":")
    prefix = registered_prefixes().get(name.lower())
    return prefix.base + local if colon and prefix and prefix.form.fullmatch(local) else None


def is_malformed(iri: str) -> bool:
    """Whether an IRI begins as those of a registry do, and goes on as none of them can."""
    found = (prefix for prefix in registered_prefixes().values() if iri.startswith(prefix.base))
    return any(not prefix.form.fullmatch(iri, len(prefix.base)) for prefix in found)


def kind_of(iri: str) -> str | None:
    """The entity type that a registry lists, by one of its IRIs; None if it is not registered."""
    return next(
        (prefix.kind for prefix in registered_prefixes().values() if iri.startswith(prefix.base)), None
    )
