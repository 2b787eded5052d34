"""Pages for people, and what programs that follow an IRI get."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ExceptionHandler

from kg.errors import StoreError
from kg.serve.pages import queries, views
from kg.serve.pages.site import Sites

__all__ = ["HANDLERS", "Sites", "routes"]

_STATIC = Path(__file__).parent / "static"


#: What is shown where no page is.
HANDLERS: Mapping[Any, ExceptionHandler] = {404: views.missing, StoreError: views.unreadable}


def routes() -> list[BaseRoute]:
    """The routes of all pages; they need `app.state.sites`."""
    return [
        Route("/", views.home),
        Route("/search", views.search),
        Route("/query", queries.query),
        Route("/quarantine", views.quarantine),
        Route("/ontology", views.ontology),
        Route("/resource/{path:path}", views.resource),
        Route("/network/{path:path}", views.network),
        Route("/names/{path:path}", views.names),
        Mount("/static", StaticFiles(directory=_STATIC)),
    ]
