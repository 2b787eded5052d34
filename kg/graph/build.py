"""Building: documents and facts through extraction, mapping and gate into the store."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import cache
from itertools import chain, islice
from multiprocessing import get_context
from typing import TypeAlias

import pyoxigraph as ox

from kg import resources
from kg.document import Document
from kg.errors import FactsError, KgError
from kg.facts import FactsFile, facts_json
from kg.gate import Gate, Report
from kg.graph.report import BuildReport, Built, Event
from kg.rdf import to_quads
from kg.rdf.names import Names
from kg.readers import Failure, Item, Notice
from kg.store import SCHEMES, Message, Store, Writer

_CHECKPOINT = 500
#: Starting processes costs more than it saves on fewer documents.
_WORTH_PROCESSES = 16
_AHEAD = 4


def build(
    store: Store,
    items: Iterable[Item],
    *,
    jobs: int = 1,
    on_event: Callable[[Event], None] | None = None,
    on_wait: Message | None = None,
) -> BuildReport:
    """Put documents and facts files into a store; what happened comes back.

    What is in the store when an error or a signal ends the build stays and is published.

    Args:
        store: The store; it is made where it is not.
        items: What `kg.readers.read` gives.
        jobs: Processes that work on documents; the result does not depend on it. With more than one, a script
            that calls this must guard its main part with `if __name__ == "__main__"`.
        on_event: Gets each event as it happens.
        on_wait: Gets a message when another process writes to the store.

    Raises:
        StoreError: The store cannot be written.
    """
    report = BuildReport()
    with store.write(on_wait=on_wait) as writer:
        writer.replace(SCHEMES, _schemes())
        for number, result in enumerate(_prepared(items, jobs), 1):
            event = _commit(writer, result) if isinstance(result, _Prepared) else result
            report.add(event)
            if on_event:
                on_event(event)
            if number % _CHECKPOINT == 0:
                writer.checkpoint()
    return report


@dataclass(frozen=True, slots=True)
class _Prepared:
    """All that is known of a document before the store is touched."""

    facts: FactsFile
    quads: list[ox.Quad]
    report: Report


_Result: TypeAlias = _Prepared | Failure | Notice


def _prepared(items: Iterable[Item], jobs: int) -> Iterator[_Result]:
    pending = iter(items)
    first = list(islice(pending, _WORTH_PROCESSES))
    if jobs > 1 and len(first) == _WORTH_PROCESSES:
        return _in_processes(chain(first, pending), jobs)
    return map(_prepare, chain(first, pending))


def _in_processes(items: Iterator[Item], jobs: int) -> Iterator[_Result]:
    waiting: deque[Future[_Result]] = deque()
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        try:
            for item in items:
                waiting.append(pool.submit(_prepare, item))
                if len(waiting) >= jobs * _AHEAD:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        except BrokenProcessPool as error:
            raise KgError("a worker process died, of too little memory perhaps; try --jobs 1") from error
        finally:
            pool.shutdown(cancel_futures=True)


def _prepare(item: Item) -> _Result:
    match item:
        case Document():
            from kg.extract import extract  # noqa: PLC0415 - facts files need no extractor

            return _mapped(extract(item))
        case FactsFile():
            return _mapped(item)
    return item


def _mapped(facts: FactsFile) -> _Result:
    try:
        quads = to_quads(facts)
    except FactsError as error:
        return Failure(facts.document, str(error))
    return _Prepared(facts, quads, _gate().check(quads))


@cache
def _gate() -> Gate:
    return Gate()


def _commit(writer: Writer, prepared: _Prepared) -> Built:
    facts, report = prepared.facts, prepared.report
    graph = Names().graph(facts.document)
    counts: Counter[tuple[str, str]] = Counter((fact.predicate, fact.status) for fact in facts.facts)
    if not report.conforms:
        writer.keep_out(graph, facts_json(facts), f"{report}\n")
        return Built(facts.document, "kept out", counts, report)
    return Built(facts.document, writer.replace(graph, prepared.quads), counts, report)


def _schemes() -> Iterator[ox.Quad]:
    for path in sorted((resources.ontology() / "schemes").glob("*.ttl")):
        for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE):
            yield ox.Quad(quad.subject, quad.predicate, quad.object, SCHEMES)
