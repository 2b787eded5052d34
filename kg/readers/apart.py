"""Reading in a process of its own, which limits of time and memory end where a file is made to hurt."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from io import BytesIO
from typing import BinaryIO, cast

from kg.errors import InputError, KgError
from kg.readers.items import Item
from kg.readers.source import Format, Source


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading one file may take."""

    seconds: int = 60
    megabytes: int = 1500


class Apart:
    """A process that reads one file after the other; it starts when needed, again after it was ended."""

    def __init__(self, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Apart:
        """The process."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the process."""
        self._end()

    def read(self, format: Format, source: Source) -> Iterator[Item | Source]:
        """What is in a source.

        Raises:
            InputError: it is larger than a release, or took more time or memory than it may.
            KgError: what the format's reader raised.
        """
        small = replace(source, stream=cast("BinaryIO", BytesIO(source.all())))
        answer = self._ask(pickle.dumps((format.name, small)))
        if isinstance(answer, KgError):
            raise answer
        yield from answer

    def _ask(self, question: bytes) -> list[Item | Source] | KgError:
        process = self._process = self._process or self._start()
        assert process.stdin
        assert process.stdout
        late = threading.Event()

        def leave() -> None:
            late.set()
            process.kill()

        timer = threading.Timer(self._limits.seconds, leave)
        timer.start()
        try:
            process.stdin.write(question)
            process.stdin.flush()
            return cast("list[Item | Source] | KgError", pickle.load(process.stdout))
        except (EOFError, OSError, pickle.UnpicklingError):
            self._end()
        finally:
            timer.cancel()
        if late.is_set():
            return InputError(f"took more than {self._limits.seconds} seconds to read; it was left")
        return InputError(f"broke its reader, or took more than {self._limits.megabytes} MB; it was left")

    def _start(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-m", "kg.readers.apart", str(self._limits.megabytes)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )

    def _end(self) -> None:
        if process := self._process:
            process.kill()
            process.communicate()
        self._process = None


def _serve(megabytes: int) -> None:
    """Answer questions from the standard input with the items of a file, or the error that ended it."""
    from kg.readers.formats import named  # noqa: PLC0415 - the table knows the formats, which know nothing of this

    _limit_memory(megabytes)
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # what a library prints is no answer
    with suppress(EOFError):
        while True:
            name, source = pickle.load(sys.stdin.buffer)
            try:
                answer: list[Item | Source] | KgError = list(named(name).read(source))
            except KgError as error:
                answer = error
            except (MemoryError, RecursionError) as error:
                answer = InputError(f"took more memory than it may: {type(error).__name__}")
            answers.write(pickle.dumps(answer))
            answers.flush()


def _limit_memory(megabytes: int) -> None:
    try:
        import resource  # noqa: PLC0415 - not on Windows
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (megabytes * 2**20,) * 2)


if __name__ == "__main__":
    _serve(int(sys.argv[1]))
