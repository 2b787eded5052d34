"""Questions to the graph: SPARQL of users, and named queries with parameters."""

from __future__ import annotations

from collections.abc import Mapping

from kg.query.answer import FORMATS, Answer, name_of, shortened, tabulate
from kg.query.current import current
from kg.query.datasets import dataset_of, merged
from kg.query.named import NamedQuery, Parameter, named_queries, named_query
from kg.query.syntax import check, near
from kg.query.things import iri_of, successor, the_thing, things_meant
from kg.store import Dataset, Results, Snapshot, Term
from kg.store.graphs import MERGED

__all__ = [
    "FORMATS",
    "Answer",
    "NamedQuery",
    "Parameter",
    "ask",
    "ask_named",
    "iri_of",
    "name_of",
    "named_queries",
    "named_query",
    "near",
    "results",
    "shortened",
    "successor",
    "tabulate",
    "the_thing",
    "things_meant",
]


def ask(snapshot: Snapshot, text: str, bindings: Mapping[str, Term] | None = None) -> Answer:
    """The answer to a SPARQL 1.1 query over all documents.

    An IRI that dcterms:isReplacedBy another stands for that, unless the query itself names that property.

    Args:
        snapshot: The state of the graph to ask.
        text: The query. Nothing in it can change the graph or reach another server.
        bindings: Terms for variables of its SELECT clause, by name.

    Raises:
        QueryError: The text is no query, or one that is refused.
    """
    return Answer(results(snapshot, text, bindings), snapshot)


def results(
    snapshot: Snapshot,
    text: str,
    bindings: Mapping[str, Term] | None = None,
    dataset: Dataset | None = None,
) -> Results:
    """What `ask` wraps: the engine's own results of a query that a user wrote.

    Args:
        snapshot: As for `ask`.
        text: As for `ask`.
        bindings: As for `ask`.
        dataset: The graphs that it is about, if not those that it names itself, or all.

    Raises:
        QueryError: As for `ask`.
    """
    check(text)
    text, graphs = current(text, snapshot), dataset or dataset_of(text)
    if graphs and len(graphs.default) > 1:
        return merged(snapshot, graphs).query(text, bindings, Dataset([MERGED], graphs.named))
    return snapshot.query(text, bindings, dataset)


def ask_named(snapshot: Snapshot, name: str, parameters: Mapping[str, str] | None = None) -> Answer:
    """The answer to a named query.

    Args:
        snapshot: The state of the graph to ask.
        name: One of `named_queries()`.
        parameters: Values by parameter name, as a user writes them.

    Raises:
        QueryError: There is no such query, a parameter is unknown, missing or malformed, or nothing in the
            graph has a name that is asked for.
    """
    query = named_query(name)
    text, bindings = query.bind(parameters or {}, snapshot)
    asked = frozenset(parameter.name for parameter in query.parameters)
    return Answer(snapshot.query(text, bindings), snapshot, asked=asked - query.columns.keys())
