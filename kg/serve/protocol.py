"""Requests of the SPARQL 1.1 Protocol, query operation (section 2.1)."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from urllib.parse import parse_qsl

from starlette.exceptions import HTTPException
from starlette.requests import Request

from kg.serve.wire import Question

QUERY, FORM = "application/sparql-query", "application/x-www-form-urlencoded"

_MOST_PARAMETERS = 1000
_SECONDS_TO_SEND = 30.0

Parameters = list[tuple[str, str]]


async def question_in(request: Request, most: int) -> Question | None:
    """The query that a request puts; None if it puts none and so asks for the service's description.

    Args:
        request: A GET or POST.
        most: Bytes that its body may have.

    Raises:
        HTTPException: It breaks the protocol, wants to change the graph, or is too large.
    """
    parameters = _parsed(request.scope["query_string"])
    if request.method == "POST":
        parameters += await _posted(request, most)
    if any(name == "update" for name, _ in parameters):
        raise HTTPException(400, "Updates are refused: nothing that is asked changes the graph.")
    queries = _values(parameters, "query")
    if not queries and request.method != "POST":
        return None
    if len(queries) != 1:
        raise HTTPException(400, f"A request has one query, and this has {len(queries)}.")
    return Question(
        queries[0],
        accept=", ".join(request.headers.getlist("accept")),
        default_graphs=_values(parameters, "default-graph-uri"),
        named_graphs=_values(parameters, "named-graph-uri"),
    )


async def _posted(request: Request, most: int) -> Parameters:
    media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media not in _READERS:
        known = " or ".join(_READERS)
        raise HTTPException(415, f"A query is posted as {known}, not as {media or 'nothing'}.")
    return _READERS[media](await _body(request, most))


async def _body(request: Request, most: int) -> bytes:
    body = b""
    try:
        async with asyncio.timeout(_SECONDS_TO_SEND):
            async for chunk in request.stream():
                body += chunk
                if len(body) > most:
                    raise HTTPException(413, f"A request may have {most} bytes.")
    except TimeoutError as error:
        raise HTTPException(408, "The request did not come to its end.") from error
    return body


def _parsed(form: bytes) -> Parameters:
    try:
        return parse_qsl(
            form.decode("utf-8"), keep_blank_values=True, errors="strict", max_num_fields=_MOST_PARAMETERS
        )
    except UnicodeError as error:
        raise HTTPException(400, "The parameters are not percent-encoded UTF-8.") from error
    except ValueError as error:
        raise HTTPException(400, f"There are more than {_MOST_PARAMETERS} parameters.") from error


def _direct(body: bytes) -> Parameters:
    try:
        return [("query", body.decode("utf-8"))]
    except UnicodeError as error:
        raise HTTPException(400, "The query is not in UTF-8.") from error


_READERS: dict[str, Callable[[bytes], Parameters]] = {QUERY: _direct, FORM: _parsed}


def _values(parameters: Parameters, name: str) -> tuple[str, ...]:
    return tuple(value for key, value in parameters if key == name)
