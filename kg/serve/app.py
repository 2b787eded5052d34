"""The application: routes, what they share, and what guards them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware

from kg.graph import KnowledgeGraph
from kg.serve import pages, sparql
from kg.serve.limits import Limits
from kg.serve.pool import Pool
from kg.serve.security import LOOPBACK, KnownOrigins, ResponseHeaders


def create_app(
    store: Path,
    *,
    limits: Limits | None = None,
    hosts: Collection[str] = LOOPBACK,
    cors: Collection[str] = (),
) -> Starlette:
    """The server's application, for uvicorn or a test client.

    What routes share is in `app.state`: `graph`, a KnowledgeGraph whose `snapshot()` is always the newest
    published state, for questions of the program's own; `pool`, which runs queries of users, and
    `kg.serve.tables` makes tables of their answers; and `limits`. A view asks one snapshot throughout.

    Args:
        store: The folder of the graph.
        limits: What a query and a request may take.
        hosts: Names that a request may call the server by; "*" for any.
        cors: Origins whose scripts may ask, such as "https://example.org"; "*" for all.
    """
    limits = limits or Limits()
    pool = Pool(store, limits)

    @asynccontextmanager
    async def running(_: Starlette) -> AsyncIterator[None]:
        app.state.sites.begin()
        await pool.start()
        yield
        await pool.close()

    app = Starlette(
        routes=[*sparql.routes(), *pages.routes()],
        middleware=_guards(hosts, cors),
        exception_handlers=pages.HANDLERS,
        lifespan=running,
    )
    app.state.graph, app.state.pool, app.state.limits = KnowledgeGraph(store), pool, limits
    app.state.sites = pages.Sites(app.state.graph)
    return app


def _guards(hosts: Collection[str], cors: Collection[str]) -> list[Middleware]:
    guards = [
        Middleware(ResponseHeaders),
        Middleware(TrustedHostMiddleware, allowed_hosts=list(hosts), www_redirect=False),
        Middleware(KnownOrigins, allowed=frozenset(cors)),
    ]
    if cors:
        guards.append(Middleware(CORSMiddleware, allow_origins=list(cors), allow_methods=["GET", "POST"]))
    return guards
