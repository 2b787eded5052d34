"""The application: routes, what they share, and what guards them."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware

from kg.graph import KnowledgeGraph
from kg.serve import pages
from kg.serve.limits import Limits
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
    published state, and `limits`. A view takes one snapshot and asks that throughout.

    Args:
        store: The folder of the graph.
        limits: What a query and a request may take.
        hosts: Names that a request may call the server by; "*" for any.
        cors: Origins whose scripts may ask, such as "https://example.org".
    """
    app = Starlette(
        routes=pages.routes(),
        middleware=[
            Middleware(ResponseHeaders),
            Middleware(TrustedHostMiddleware, allowed_hosts=list(hosts), www_redirect=False),
            Middleware(KnownOrigins, allowed=frozenset(cors)),
            Middleware(CORSMiddleware, allow_origins=list(cors), allow_methods=["GET", "POST"]),
        ],
    )
    app.state.graph = KnowledgeGraph(store)
    app.state.sites = pages.Sites(app.state.graph)
    app.state.limits = limits or Limits()
    return app
