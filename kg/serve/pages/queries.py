"""The page for SPARQL: an editor, the named questions as examples, answers as tables and as files."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, partial
from io import StringIO

import pyoxigraph as ox
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from kg.cells import harmless
from kg.errors import QueryError
from kg.query import NamedQuery, named_queries, shortened
from kg.rdf.namespaces import prefixes
from kg.schema import schema
from kg.serve.departure import unless_left
from kg.serve.formats import GRAPHS, ROWS
from kg.serve.pages.catalogue import Catalogue
from kg.serve.pages.facts import Ref
from kg.serve.pages.links import href
from kg.serve.pages.rendering import page
from kg.serve.pages.terms import classes
from kg.serve.pages.terms import properties as all_properties
from kg.serve.pages.views import site_of
from kg.serve.sparql import QueryResponse
from kg.serve.tables import Cell, Table, table
from kg.serve.wire import Question
from kg.store import Term

_MOST_ROWS = 500
#: How a cell is called that has no value.
_NOTHING = Ref("")
_SPREADSHEET = "spreadsheet"
_FIRST = """# What has been licensed to whom, and since when is it told?
SELECT ?what ?licensee (MIN(?day) AS ?since) {
  ?statement rdf:subject ?what ; rdf:predicate kg:licensedTo ; rdf:object ?licensee ;
    kg:status status:asserted ; prov:wasDerivedFrom/dcterms:issued ?day .
}
GROUP BY ?what ?licensee
ORDER BY ?since
LIMIT 100
"""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a reader asks.

    Attributes:
        text: The query.
        named: The named question that it is, if one.
        values: Values of its parameters, as the reader wrote them.
        runs: Whether all is there that it takes to answer.
    """

    text: str
    named: NamedQuery | None
    values: Mapping[str, str]
    runs: bool


async def query(request: Request) -> Response:
    """The page, with the answer if something is asked; or the answer as a file."""
    asked = _asked(request)
    form = request.query_params.get("format", "")
    site = await run_in_threadpool(site_of, request)
    error, code, found = "", 200, None
    try:
        text, bindings = await run_in_threadpool(_bound, asked, site.catalogue)
        if asked.runs and form:
            return await _file(request, text, bindings, form, site.catalogue)
        if asked.runs:
            showing = table(request.app.state.pool, text, rows=_MOST_ROWS, bindings=bindings)
            found = await unless_left(request.receive, showing)
    except QueryError as refused:
        error, code = str(refused), 400
    except HTTPException as refused:
        error, code = refused.detail, refused.status_code
    shown = partial(page, request, "query", code=code, asked=asked, error=error, table=found)
    return await run_in_threadpool(_with_rows, shown, found, site.catalogue)


def _with_rows(shown: Callable[..., Response], found: Table | None, catalogue: Catalogue) -> Response:
    """The page with the rows of an answer."""
    return shown(
        rows=_rows(found, catalogue), examples=named_queries(), at_hand=_at_hand(), forms=_forms(found)
    )


def _asked(request: Request) -> Asked:
    asked = request.query_params
    named = named_queries().get(asked.get("name", ""))
    if named is None:
        text = asked.get("query", "")
        return Asked(text or _FIRST, None, {}, runs=bool(text.strip()))
    known = [parameter.name for parameter in named.parameters]
    values = {name: asked[name].strip() for name in known if asked.get(name, "").strip()}
    needed = {parameter.name for parameter in named.parameters if not parameter.optional}
    return Asked(named.text, named, values, runs=needed <= values.keys())


def _bound(asked: Asked, catalogue: Catalogue) -> tuple[str, dict[str, Term]]:
    named = asked.named if asked.runs else None
    return named.bind(asked.values, catalogue.snapshot) if named else (asked.text, {})


async def _file(
    request: Request, text: str, bindings: Mapping[str, Term], form: str, catalogue: Catalogue
) -> Response:
    """The answer in a format, to be saved."""
    state = request.app.state
    if form == _SPREADSHEET:
        listing = table(state.pool, text, rows=state.limits.rows, bindings=bindings)
        found = await unless_left(request.receive, listing)
        if found.cut:
            most = f"{state.limits.rows} rows or {state.limits.table // 10**6} MB"
            raise HTTPException(
                500, f"The answer has more than {most}; ask for fewer rows, or save it as CSV."
            )
        answer = Response(
            _spreadsheet(found, catalogue), media_type="text/csv; charset=utf-8; header=present"
        )
        ending = "csv"
    elif form in ROWS or form in GRAPHS:
        media = ROWS[form].media[0] if form in ROWS else GRAPHS[form].media[0]
        bound = {name: str(term) for name, term in bindings.items()}
        answer = QueryResponse(state.pool, Question(text, accept=media, bindings=bound))
        ending = _ENDINGS.get(form, form)
    else:
        raise HTTPException(400, f"There is no format {form!r}.")
    answer.headers["Content-Disposition"] = f'attachment; filename="answer.{ending}"'
    return answer


_ENDINGS = {"ntriples": "nt", "turtle": "ttl", "rdfxml": "rdf"}


def _spreadsheet(found: Table, catalogue: Catalogue) -> str:
    """The answer as CSV in which no cell is a formula: names, and beside them the IRIs they stand for."""
    things = {name for row in found.rows for name, cell in row.items() if isinstance(cell, ox.NamedNode)}
    output = StringIO()
    writer = csv.writer(output)
    columns = [
        (name, iri) for name in found.columns for iri in ((False, True) if name in things else (False,))
    ]
    writer.writerow([harmless(f"{name} IRI" if iri else name) for name, iri in columns])
    for row in found.rows:
        cells = (_text(row[name]) if iri else _ref(row[name], catalogue).name for name, iri in columns)
        writer.writerow(map(harmless, cells))
    return output.getvalue()


def _text(cell: Cell | None) -> str:
    if cell is None:
        return ""
    return cell.value if isinstance(cell, ox.NamedNode | ox.Literal) else str(cell)


def _rows(found: Table | None, catalogue: Catalogue) -> list[list[Ref]]:
    if found is None:
        return []
    return [[_ref(row[name], catalogue) for name in found.columns] for row in found.rows]


def _ref(cell: Cell | None, catalogue: Catalogue) -> Ref:
    if isinstance(cell, ox.NamedNode):
        return Ref(catalogue.short_name(cell.value), href(cell.value), catalogue.kinds.get(cell.value, ""))
    return Ref(_text(cell)) if cell else _NOTHING


def _forms(found: Table | None) -> dict[str, str]:
    """The formats that an answer can be saved in, with what they are called."""
    if found is None:
        return {}
    if found.truth is not None:
        return {name: _CALLED[name] for name in ("json", "xml")}
    return {_SPREADSHEET: "CSV for spreadsheets"} | {
        name: _CALLED[name] for name in (GRAPHS if found.triples else ROWS)
    }


_CALLED = {
    "csv": "CSV", "tsv": "TSV", "json": "JSON", "xml": "XML",
    "turtle": "Turtle", "ntriples": "N-Triples", "jsonld": "JSON-LD", "rdfxml": "RDF/XML",
}  # fmt: skip


@cache
def _at_hand() -> dict[str, dict[str, str]]:
    """The terms that an editor offers, with what they mean."""
    values = {
        shortened(ox.NamedNode(concept.iri)): f"{kind}: {label}"
        for kind, concepts in schema().concepts.items()
        for label, concept in concepts.items()
    }
    facts = {f"kg:{term.name}": term.definition for term in all_properties().values() if term.fact}
    others = {f"kg:{term.name}": term.definition for term in all_properties().values() if not term.fact}
    return {
        "Predicates of facts": facts,
        "Classes": {f"kg:{term.name}": term.definition for term in classes().values()},
        "Other properties": others,
        "Controlled values": values,
        "Prefixes": {f"{prefix}:": iri for prefix, iri in prefixes().items()},
    }
