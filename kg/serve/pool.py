"""The processes that run queries: there when needed, ended when one takes too much or nobody waits for it."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from multiprocessing.process import BaseProcess
from pathlib import Path

from starlette.exceptions import HTTPException

from kg.serve.limits import Limits
from kg.serve.wire import DATA, HEAD, QUESTION, START, End, Question, end_of, framed, packed
from kg.serve.worker import work

#: Processes that stay when they have nothing to do.
_FEW = 4
#: Seconds that a query waits for a process to become free before there is one more.
_SHORT_WAIT = 0.02
#: A query that takes more seconds yields to others, by a lower priority of its process.
_LONG = 1.0
_LOWER_PRIORITY = 10


class Pool:
    """Runs queries in processes of their own, each within the limits."""

    def __init__(self, store: Path, limits: Limits) -> None:
        """Ask the graph in the folder `store`; processes start when they are needed, or by `start`."""
        self.limits = limits
        self._store = str(store.absolute())
        if sys.platform == "win32":
            self._context = multiprocessing.get_context("spawn")
        else:
            self._context = multiprocessing.get_context("forkserver")
        # Loaded once for all processes. Each would load the command, as each runs the main module again.
        self._context.set_forkserver_preload(["kg.cli", "kg.serve.worker"])
        self._turns = asyncio.Semaphore(limits.at_once)
        self._starting: asyncio.Future[None] | None = None
        self._idle: asyncio.LifoQueue[_Process] = asyncio.LifoQueue()
        self._all: set[_Process] = set()

    @asynccontextmanager
    async def ask(self, question: Question) -> AsyncIterator[Answer]:
        """The answer to a question, which is cut off when the block is left.

        Raises:
            HTTPException: The query is refused or broke a limit, or too many run; also while the answer is
                being read.
        """
        async with self._process() as process:
            try:
                async with asyncio.timeout(self.limits.seconds):
                    answer = Answer(process)
                    await answer.begin(question)
                    yield answer
            except TimeoutError as error:
                seconds = f"{self.limits.seconds:g} seconds"
                raise HTTPException(500, f"The query took more than {seconds} and was ended.") from error

    def processes(self) -> list[int]:
        """The processes that there are, by their numbers."""
        return sorted(process.number for process in self._all)

    async def close(self) -> None:
        """End all processes."""
        if self._starting:
            await asyncio.wait([self._starting])
        for process in list(self._all):
            self._end(process)

    @asynccontextmanager
    async def _process(self) -> AsyncIterator[_Process]:
        try:
            async with asyncio.timeout(self.limits.wait):
                await self._turns.acquire()
        except TimeoutError as error:
            raise HTTPException(503, "Too many queries run. Try again.", {"Retry-After": "10"}) from error
        try:
            process = await self._free()
            yielding = asyncio.get_running_loop().call_later(_LONG, process.yield_to_others)
            try:
                yield process
            finally:
                yielding.cancel()
                self._take_back(process)
        finally:
            self._turns.release()

    async def _free(self) -> _Process:
        while True:
            try:
                async with asyncio.timeout(_SHORT_WAIT):
                    process = await self._idle.get()
            except TimeoutError:
                if self._starting is None or self._starting.done():
                    await self.start()
                continue
            if process.is_there():
                return process
            self._end(process)

    async def start(self) -> None:
        """Start one more process."""
        starting = self._starting = asyncio.ensure_future(self._start())
        # Who asked for it may leave meanwhile; half of a process is of no use to anybody.
        await asyncio.shield(starting)

    async def _start(self) -> None:
        ours, theirs = socket.socketpair()
        with theirs:
            process = self._context.Process(target=work, args=(theirs, self._store, self.limits), daemon=True)
            await asyncio.to_thread(process.start)
        reader, writer = await asyncio.open_connection(sock=ours)
        started = _Process(process, reader, writer)
        self._all.add(started)
        self._idle.put_nowait(started)

    def _take_back(self, process: _Process) -> None:
        if process.ready and self._idle.qsize() < _FEW:
            self._idle.put_nowait(process)
        else:
            self._end(process)

    def _end(self, process: _Process) -> None:
        self._all.discard(process)
        process.end()


class _Process:
    """A process, and the streams to and from it."""

    def __init__(
        self, process: BaseProcess, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        self._process = process
        self._reader = reader
        self._writer = writer
        self._yields = False
        self._busy = False

    @property
    def ready(self) -> bool:
        """Whether another question may be put to it."""
        return not (self._busy or self._yields)

    @property
    def number(self) -> int:
        """What the system calls it by."""
        assert self._process.pid is not None
        return self._process.pid

    def is_there(self) -> bool:
        """Whether it has not ended by itself, as far as is known."""
        return not self._reader.at_eof()

    def yield_to_others(self) -> None:
        """Lower its priority, which cannot be undone."""
        self._yields = True
        if sys.platform != "win32":
            with suppress(OSError):
                os.setpriority(os.PRIO_PROCESS, self.number, _LOWER_PRIORITY)

    def end(self) -> None:
        """Kill it."""
        self._process.kill()
        self._writer.close()

    async def put(self, question: Question) -> None:
        """Send a question."""
        self._busy = True
        self._writer.write(framed(QUESTION, packed(question)))
        await self._writer.drain()

    async def frame(self) -> tuple[bytes, bytes]:
        """The next frame: its letter and content."""
        letter, length = START.unpack(await self._reader.readexactly(START.size))
        return letter, await self._reader.readexactly(length)

    def done(self) -> None:
        """Note that a question has been answered to the end."""
        self._busy = False


class Answer:
    """An answer as it comes.

    Attributes:
        media: Its media type.
        end: How it ended; None before.
    """

    def __init__(self, process: _Process) -> None:
        self._process = process
        self.media = ""
        self.end: End | None = None

    async def begin(self, question: Question) -> None:
        """Ask, and wait for the media type."""
        content = await self._next(HEAD, question)
        assert content is not None
        self.media = content.decode()

    async def chunks(self, *, cut_is_whole: bool = False) -> AsyncIterator[bytes]:
        """The bytes of the answer.

        Args:
            cut_is_whole: Whether an answer will do that has more rows than it may.

        Raises:
            HTTPException: It ended before it was whole.
        """
        try:
            while (chunk := await self._next(DATA)) is not None:
                yield chunk
        except HTTPException:
            if not (cut_is_whole and self.end and self.end.cut):
                raise

    async def _next(self, expected: bytes, question: Question | None = None) -> bytes | None:
        try:
            if question:
                await self._process.put(question)
            letter, content = await self._process.frame()
        except (asyncio.IncompleteReadError, OSError) as error:
            self.end = End(500, "The query needs more memory than it may have, or is nested too deeply.")
            raise HTTPException(self.end.status, self.end.reason) from error
        if letter == expected:
            return content
        self.end = end_of(content)
        self._process.done()
        if self.end.status != 200:
            raise HTTPException(self.end.status, self.end.reason)
        return None
