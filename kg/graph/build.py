"""Building: documents and facts through extraction, mapping and gate into the store."""

from __future__ import annotations

import gc
import re
from collections import Counter, deque
from collections.abc import Callable, Collection, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from itertools import chain, islice
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias, cast

import pyoxigraph as ox

from kg import resources
from kg.document import Document
from kg.errors import FactsError, KgError
from kg.facts import FactsFile, facts_json
from kg.graph.concepts import place_concepts
from kg.graph.origin import graph_of, id_of, origin
from kg.graph.report import BuildReport, Built, Event
from kg.graph.resolution import Resolution, Resolved, resolve_alone
from kg.rdf.namespaces import term
from kg.readers import Failure, Item
from kg.store import SCHEMES, Message, Store, Writer
from kg.vocabulary import use_vocabulary, using_vocabulary, vocabulary_folder

if TYPE_CHECKING:
    from kg.gate import Gate, Report

#: Seconds between checkpoints: what a power cut may cost.
_CHECKPOINT = 5.0
#: Starting processes costs more than it saves on fewer documents.
_WORTH_PROCESSES = 16
_AHEAD = 4
#: New objects between two searches for garbage in cycles. There is hardly any, and to look for it as often as
#: Python does takes a fifth of the time.
_OBJECTS = 50_000
#: What a Statement's predicate and status stand in.
_TOLD = (term("rdf:predicate"), term("kg:status"))


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
    folder = vocabulary_folder(store.path)
    with _collecting_seldom(), using_vocabulary(folder), store.write(on_wait=on_wait) as writer:
        writer.replace(SCHEMES, _schemes())
        resolution = Resolution(writer)
        wanted = (_unless_built(item, writer) for item in items)
        for result in _prepared(wanted, jobs, store.path):
            event = _commit(writer, resolution, result) if isinstance(result, _Prepared) else result
            report.add(event)
            if on_event:
                on_event(event)
            if writer.age > _CHECKPOINT:
                writer.checkpoint()
        place_concepts(writer)
    return report


@contextmanager
def _collecting_seldom() -> Iterator[None]:
    usual = gc.get_threshold()
    gc.set_threshold(_OBJECTS, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)


@dataclass(frozen=True, slots=True)
class _Prepared:
    """All that is known of a document before the store is touched."""

    resolved: Resolved
    report: Report


_Work: TypeAlias = Document | FactsFile
_Result: TypeAlias = _Prepared | Event


def _unless_built(item: Item, writer: Writer) -> Item | Built:
    """The item; or, when it was built before with the same program, what becomes of it."""
    if not isinstance(item, _Work):
        return item
    if not writer.holds(origin(item)):
        return item
    graph = graph_of(item)
    writer.forget(graph)
    told = {quad for property in _TOLD for quad in writer.quads(graph, property)}
    return Built(id_of(item), "unchanged", _facts(told), None)


def _prepared(items: Iterator[Item | Built], jobs: int, store: Path) -> Iterator[_Result]:
    first = list(islice(items, _WORTH_PROCESSES))
    pending = chain(first, items)
    if jobs > 1 and len(first) == _WORTH_PROCESSES:
        return _in_processes(pending, jobs, store)
    return (_prepare(item) if isinstance(item, _Work) else item for item in pending)


def _in_processes(items: Iterator[Item | Built], jobs: int, store: Path) -> Iterator[_Result]:
    waiting: deque[Future[_Result] | _Result] = deque()
    folder = vocabulary_folder(store)
    with ProcessPoolExecutor(jobs, get_context("spawn"), _begin, (folder,)) as pool:
        try:
            for item in items:
                waiting.append(pool.submit(_prepare, item) if isinstance(item, _Work) else item)
                if len(waiting) >= jobs * _AHEAD:
                    yield _done(waiting.popleft())
            while waiting:
                yield _done(waiting.popleft())
        except BrokenProcessPool as error:
            raise KgError("a worker process died, of too little memory perhaps; try --jobs 1") from error
        finally:
            pool.shutdown(cancel_futures=True)


def _begin(vocabulary: Path) -> None:
    """What a process does before its first document."""
    gc.set_threshold(_OBJECTS, *gc.get_threshold()[1:])
    use_vocabulary(vocabulary)


def _done(result: Future[_Result] | _Result) -> _Result:
    return result.result() if isinstance(result, Future) else result


def _prepare(item: Document | FactsFile) -> _Result:
    if isinstance(item, Document):
        from kg.extract import extract  # noqa: PLC0415 - facts files need no extractor

        facts = extract(item)
    else:
        facts = item
    try:
        resolved = resolve_alone(facts, origin(item))
    except FactsError as error:
        return Failure(facts.document, str(error))
    return _Prepared(resolved, _gate().check(resolved.quads))


@cache
def _gate() -> Gate:
    from kg.gate import Gate  # noqa: PLC0415 - slow to load, and not needed where nothing is new

    return Gate()


def _commit(writer: Writer, resolution: Resolution, prepared: _Prepared) -> Built:
    facts, report = prepared.resolved.facts, prepared.report
    counts = _facts(prepared.resolved.quads)
    if not report.conforms:
        writer.quarantine(graph_of(facts), facts_json(facts), f"{report}\n")
        return Built(facts.document, "quarantined", counts, report)
    change = resolution.commit(prepared.resolved, len(report.warnings))
    linked = resolution.replaced(facts.document), resolution.copies(facts.document)
    return Built(facts.document, change, counts, report, *linked)


def _facts(quads: Collection[ox.Quad]) -> Counter[tuple[str, str]]:
    """How many Statements a graph has, by predicate and status."""
    predicates, statuses = (_names(quads, property) for property in _TOLD)
    return Counter((name, statuses[node]) for node, name in predicates.items())


def _names(quads: Collection[ox.Quad], property: ox.NamedNode) -> dict[object, str]:
    """The last part of a property's value, by its subject."""
    found = (quad for quad in quads if quad.predicate == property)
    return {quad.subject: re.split("[#/]", cast("ox.NamedNode", quad.object).value)[-1] for quad in found}


def _schemes() -> Iterator[ox.Quad]:
    for path in sorted((resources.ontology() / "schemes").glob("*.ttl")):
        for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE):
            yield ox.Quad(quad.subject, quad.predicate, quad.object, SCHEMES)
