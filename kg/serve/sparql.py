"""The SPARQL endpoint: it answers queries, and changes nothing."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from kg.serve.departure import unless_left
from kg.serve.description import description
from kg.serve.formats import GRAPHS, media_types, wanted
from kg.serve.pool import Pool
from kg.serve.protocol import question_in
from kg.serve.wire import Question

PATH = "/sparql"

#: Bytes of an answer that are held back: whatever goes wrong until then is told with a status of its own.
_HELD_BACK = 256 * 1024


def routes() -> list[Route]:
    """The route of the endpoint."""
    return [Route(PATH, sparql, methods=["GET", "POST"])]


async def sparql(request: Request) -> Response:
    """Answer a query, or describe the service."""
    state = request.app.state
    question = await question_in(request, state.limits.body)
    return _describe(request) if question is None else QueryResponse(state.pool, question)


def _describe(request: Request) -> Response:
    choice = wanted(request.headers.get("accept", ""), GRAPHS)
    if choice is None:
        raise HTTPException(406, f"The service is described in {', '.join(media_types(GRAPHS))}.")
    name, media = choice
    endpoint = str(request.url.replace(query="", fragment=""))
    return Response(description(endpoint, name), media_type=media, headers={"Vary": "Accept"})


class QueryResponse(Response):
    """An answer that is sent as it comes, and stops when nobody reads it any more.

    An answer that breaks a limit after its first part was sent ends without the mark that HTTP ends a message
    with, so that no client takes it for whole.
    """

    def __init__(self, pool: Pool, question: Question) -> None:
        """Ask `question` when the response is sent."""
        super().__init__(headers={"Vary": "Accept"})
        del self.headers["content-length"]
        self._pool = pool
        self._question = question
        self._begun = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002 - ASGI
        """Send the answer.

        Raises:
            HTTPException: There is none, and nothing was sent.
        """
        try:
            await unless_left(receive, self._answer(send))
        except asyncio.CancelledError as error:
            if not self._begun:
                raise HTTPException(503, "The server ends.") from error
        except HTTPException:
            if not self._begun:
                raise

    async def _answer(self, send: Send) -> None:
        async with self._pool.ask(self._question) as answer:
            chunks = answer.chunks()
            first, whole = await _beginning(chunks)
            charset = "; charset=utf-8" if answer.media.startswith("text/") else ""
            self.headers["content-type"] = answer.media + charset
            if whole:
                self.headers["content-length"] = str(len(first))
            self._begun = True
            await send({"type": "http.response.start", "status": 200, "headers": self.raw_headers})
            await send({"type": "http.response.body", "body": first, "more_body": not whole})
            async for chunk in chunks:
                await send({"type": "http.response.body", "body": chunk, "more_body": True})
                await asyncio.sleep(0)  # others have their turn, and who left is noticed
        if not whole:
            await send({"type": "http.response.body", "body": b"", "more_body": False})


async def _beginning(chunks: AsyncIterator[bytes]) -> tuple[bytes, bool]:
    """The first bytes, and whether they are all."""
    first = b""
    async for chunk in chunks:
        first += chunk
        if len(first) > _HELD_BACK:
            return first, False
    return first, True
