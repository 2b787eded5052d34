"""Refusal of what is no query, with the place and the likely cause."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches

import pyoxigraph as ox

from kg.errors import QueryError
from kg.rdf.namespaces import prefixes

_SERVICE = re.compile("s(?=ervice)", re.IGNORECASE)
_CALL = re.compile(r"(?<![\w?$:])service(?![\w:])(\s+silent\b)?", re.IGNORECASE)
# fmt: off
_UPDATES = (
    "ADD", "CLEAR", "COPY", "CREATE", "DELETE", "DROP", "INSERT", "LOAD", "MOVE", "WITH",
)
_KEYWORDS = (
    "ASK", "BASE", "BIND", "CONSTRUCT", "COUNT", "DESCRIBE", "DISTINCT", "EXISTS", "FILTER", "FROM",
    "GRAPH", "GROUP", "HAVING", "LIMIT", "MINUS", "NAMED", "NOT", "OFFSET", "OPTIONAL", "ORDER",
    "PREFIX", "REDUCED", "SELECT", "UNION", "VALUES", "WHERE",
)
# fmt: on


def near(word: str, known: Iterable[str]) -> str:
    """A question after the likeliest known words, to end a message with; empty where none is near.

    >>> near("hasPaylod", ["hasPayload", "hasTarget"])
    ' Did you mean hasPayload?'
    """
    by_folded = {name.casefold(): name for name in sorted(known, reverse=True)}
    close = [by_folded[folded] for folded in get_close_matches(word.casefold(), sorted(by_folded), n=3)]
    return f" Did you mean {' or '.join(close)}?" if close else ""


def check(text: str) -> None:
    """Refuse a text that is no SPARQL query, changes something, or asks another server.

    Raises:
        QueryError: It is refused; the message says where and why.
    """
    # The engine has no switch against SERVICE and shows no parse tree. But a text without the word "service"
    # cannot call one, and names, strings and comments survive the change of a letter; the keyword does not.
    # Only the changed text is evaluated here, on nothing.
    harmless = _SERVICE.sub("x", text)
    try:
        ox.Store().query(harmless, prefixes=prefixes())
    except SyntaxError as error:
        raise _explained(text, harmless, error) from error


def _explained(text: str, harmless: str, error: SyntaxError) -> QueryError:
    # Where another server may be asked a graph may be, so that the engine tells which calls are real.
    calls = list(_CALL.finditer(text))
    if calls and _is_query(_CALL.sub("GRAPH", text)):
        return QueryError(
            f"{_place(text, calls[-1].start())}: SERVICE is refused, as a query here reaches no other server."
        )
    # The engine's own messages point past the fault; rdflib's point at it.
    fault = _fault(harmless)
    if fault is not None:
        return _at(text, fault)
    if unknown := _unknown_prefix(harmless):
        place = _place(text, harmless.index(f"{unknown}:"))
        return QueryError(f"{place}: the prefix {unknown}: is not declared.{near(unknown, prefixes())}")
    reason = re.sub(r"expected (one of )?", "", " ".join(str(error).split()))
    return QueryError(f"no SPARQL query: {reason}")


def _is_query(text: str) -> bool:
    try:
        ox.Store().query(_SERVICE.sub("x", text), prefixes=prefixes())
    except SyntaxError:
        return False
    return True


def _fault(text: str) -> int | None:
    """Where the grammar of queries is first broken."""
    from pyparsing import ParseBaseException  # noqa: PLC0415 - slow to load, and seldom needed
    from rdflib.plugins.sparql.parser import parseQuery  # noqa: PLC0415

    try:
        parseQuery(text)
    except ParseBaseException as fault:
        return fault.loc
    except RecursionError as error:
        raise QueryError("no SPARQL query, and nested too deeply to say where it fails") from error
    return None


def _place(text: str, offset: int) -> str:
    line = text.count("\n", 0, offset) + 1
    return f"line {line}, character {offset - text.rfind(chr(10), 0, offset)}"


def _at(text: str, offset: int) -> QueryError:
    found = re.match(r"\w{1,40}|\S?", text[offset:])
    word = found.group() if found else ""
    place = _place(text, offset)
    if word.upper() in _UPDATES:
        return QueryError(
            f"{place}: {word} is refused, as a query changes nothing. Use 'kg build' or 'kg retract'."
        )
    return QueryError(f"{place}: no SPARQL query from {word or 'the end'!r} on.{near(word, _KEYWORDS)}")


def _unknown_prefix(text: str) -> str | None:
    declared = set(re.findall(r"(?i)\bprefix\s+([\w.-]*):", text)) | set(prefixes())
    bare = re.sub(r"""<[^<>\s]*>|"[^"\n]*"|'[^'\n]*'|#.*""", lambda match: " " * len(match.group()), text)
    used = re.findall(r"(?<![\w:?$@-])([A-Za-z][\w.-]*):", bare)
    return next((prefix for prefix in used if prefix not in declared), None)
