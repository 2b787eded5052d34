"""What a notebook shows of a graph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from kg.graph.columns import Columns
from kg.schema import schema
from kg.store import Snapshot

_COUNTS = "SELECT ?status (COUNT(*) AS ?number) { ?fact a kg:Statement ; kg:status ?status } GROUP BY ?status"
_LATEST = """
SELECT ?issued ?name ?shown {
  ?document a kg:Document ; dcterms:issued ?issued ; dcterms:identifier ?name .
  OPTIONAL { ?document dcterms:title ?title }
  BIND(COALESCE(?title, ?name) AS ?shown)
} ORDER BY DESC(STR(?issued)) ?name LIMIT 5
"""


def as_html(snapshot: Snapshot, name: str) -> str:
    """A summary as HTML: facts by status, things by kind, the latest documents. All texts are escaped."""
    told = Columns(snapshot)
    counts = {row[0]: row[1] for row in told.rows(_COUNTS)}
    facts = ((label, counts.get(status.iri, "0")) for label, status in schema().concepts["Status"].items())
    things = ((kind, str(len(set(told.of_class(kind))))) for kind in schema().entity_types)
    documents = len(set(told.of_class("Document")))
    latest = ((issued, title) for issued, _, title in told.rows(_LATEST))
    return "".join(
        (
            f"<div><p><b>Knowledge graph</b> {escape(name)}: {documents:,} document(s)</p>",
            *_table("facts", facts),
            *_table("things", (row for row in things if row[1] != "0")),
            *_table("latest documents", latest),
            "</div>",
        )
    )


def _table(title: str, rows: Iterable[tuple[str, str]]) -> Iterator[str]:
    yield f'<table style="display: inline-table; vertical-align: top"><tr><th colspan="2">{title}</th></tr>'
    for row in rows:
        yield "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>"
    yield "</table>"
