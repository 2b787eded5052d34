"""Templates: every text in them is escaped, whoever wrote it."""

from __future__ import annotations

from decimal import Decimal
from functools import cache, partial
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

from kg.plot.style import LOOKS
from kg.schema import schema
from kg.serve.pages import links
from kg.serve.pages.terms import definition_of, label_of


def page(request: Request, template: str, *, code: int = 200, **context: Any) -> HTMLResponse:  # noqa: ANN401
    """A page from a template.

    Args:
        request: What it answers.
        template: The name of the template, without its ending.
        code: The status of the response.
        context: What the template shows.
    """
    found = _environment().get_template(f"{template}.html")
    text = found.render(here=request.url.path, with_query=partial(_with_query, request), **context)
    return HTMLResponse(text, code, headers={"Vary": "Accept"})


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("kg.serve.pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"thousands": _thousands, "sum": _sum, "on_one_line": _on_one_line}
    environment.globals |= {
        "href": links.href,
        "page_of": links.page_of,
        "network_of": links.network_of,
        "names_of": links.names_of,
        "label_of": label_of,
        "kinds_of_things": tuple(schema().entity_types),
        "looks": LOOKS,
        "statuses": {name: definition_of(each.iri) for name, each in schema().concepts["Status"].items()},
    }
    return environment


def _with_query(request: Request, **changed: object) -> str:
    """What is asked, with some parts of it changed."""
    return request.url.include_query_params(**changed).query


def _thousands(number: float) -> str:
    return f"{number:,}"


def _sum(amount: str) -> str:
    """A sum of money; of several, as a record may hold them, the text."""
    return f"{Decimal(amount):,}" if amount.replace(".", "", 1).isdecimal() else amount


def _on_one_line(text: str) -> str:
    return " ".join(text.split())
