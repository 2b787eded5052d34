"""A process that runs queries, one after the other, and is ended from outside if one takes too much."""

from __future__ import annotations

import math
import signal
import socket
import sys
from collections.abc import Iterable, Iterator
from typing import IO, cast

import pyoxigraph as ox

from kg.errors import KgError, QueryError
from kg.graph import KnowledgeGraph
from kg.query import results
from kg.rdf.namespaces import prefixes
from kg.serve.confinement import confine
from kg.serve.counting import RowCount
from kg.serve.formats import GRAPHS, MARKS, ROWS, media_types, wanted
from kg.serve.limits import Limits
from kg.serve.wire import DATA, END, HEAD, START, End, Question, framed, packed, question_of
from kg.store import Dataset, Snapshot, Term

#: Seconds after which the process ends itself if the server, which should have ended it, is gone.
_GRACE = 5
#: Bytes of a frame, so that the server need not hold a large value as a whole.
_LARGEST = 64 * 1024

prefixes()  # once, for all processes that are forked from the one that loads this


class _EndedError(Exception):
    """An answer ends here."""

    def __init__(self, end: End) -> None:
        super().__init__(end.reason)
        self.end = end


def work(link: socket.socket, store: str, limits: Limits) -> None:
    """Answer questions until the other side is gone.

    Args:
        link: Where questions come from and answers go.
        store: The folder of the graph.
        limits: What a query may take.
    """
    confine(limits.megabytes)
    graph = KnowledgeGraph(store)
    with link, link.makefile("rb") as questions:
        while start := questions.read(START.size):
            _, length = START.unpack(start)
            question = question_of(questions.read(length))
            _alarm(math.ceil(limits.seconds) + _GRACE)
            end = _answered(question, graph, link, limits.rows)
            link.sendall(framed(END, packed(end)))
            _alarm(0)


def _alarm(seconds: int) -> None:
    if sys.platform != "win32":
        signal.alarm(seconds)


def _answered(question: Question, graph: KnowledgeGraph, link: socket.socket, most: int) -> End:
    rows = most if question.rows is None else min(question.rows, most)
    try:
        _answer(question, graph.snapshot(), _Output(link, rows))
    except _EndedError as error:
        return error.end
    except QueryError as error:
        return End(400, str(error))
    except MemoryError:
        return End(500, "The query needs more memory than it may have.")
    except (KgError, OSError, RuntimeError) as error:
        return End(503, f"The graph cannot be read now: {error}")
    return End()


class _Output:
    """Writes an answer as frames."""

    def __init__(self, link: socket.socket, rows: int) -> None:
        self.rows = rows
        self.count: RowCount | None = None
        self._link = link

    def head(self, media: str) -> None:
        self._link.sendall(framed(HEAD, media.encode()))

    def write(self, data: bytes) -> int:
        for start in range(0, len(data), _LARGEST):
            self._link.sendall(framed(DATA, data[start : start + _LARGEST]))
        if self.count and self.count.add(data) > self.rows:
            raise self.full()
        return len(data)

    def flush(self) -> None:
        """Nothing is kept back."""

    def full(self) -> _EndedError:
        return _EndedError(
            End(500, f"The answer has more than {self.rows} rows; ask for fewer with LIMIT.", cut=True)
        )


def _answer(question: Question, snapshot: Snapshot, output: _Output) -> None:
    found = results(snapshot, question.text, _bindings(question), _dataset(question))
    stream = cast("IO[bytes]", output)
    if isinstance(found, ox.QueryTriples):
        name = _begin(output, wanted(question.accept, GRAPHS), media_types(GRAPHS))
        taken = _Taken(found, output.rows)
        ox.serialize(taken, stream, GRAPHS[name].engine, prefixes=prefixes())
        if taken.left:
            raise output.full()
    else:
        name = _begin(output, wanted(question.accept, ROWS), media_types(ROWS))
        output.count = RowCount(MARKS[name])
        found.serialize(stream, ROWS[name].engine)


def _begin(output: _Output, choice: tuple[str, str] | None, offered: Iterable[str]) -> str:
    if choice is None:
        raise _EndedError(End(406, f"This kind of query is answered in {', '.join(offered)}."))
    name, media = choice
    output.head(media)
    return name


class _Taken:
    """The first triples of an answer; a format stays whole when they are all that is written."""

    def __init__(self, triples: ox.QueryTriples, number: int) -> None:
        self._triples = triples
        self._number = number
        self.left = False

    def __iter__(self) -> Iterator[ox.Triple]:
        for number, triple in enumerate(self._triples):
            if number >= self._number:
                self.left = True
                return
            yield triple


def _bindings(question: Question) -> dict[str, Term]:
    return {name: _term(written) for name, written in question.bindings.items()}


def _term(written: str) -> Term:
    (quad,) = ox.parse(f"<urn:a> <urn:b> {written} .", format=ox.RdfFormat.N_TRIPLES)
    return cast("Term", quad.object)


def _dataset(question: Question) -> Dataset | None:
    if not (question.default_graphs or question.named_graphs):
        return None
    return Dataset(_nodes(question.default_graphs), _nodes(question.named_graphs))


def _nodes(iris: Iterable[str]) -> list[ox.NamedNode]:
    try:
        return [ox.NamedNode(iri) for iri in iris]
    except ValueError as error:
        raise QueryError(f"a graph is named by what is no IRI: {error}") from error
