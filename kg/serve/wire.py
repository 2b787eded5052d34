"""What the server and the processes that run queries say to each other.

The server sends questions; for each it gets a frame HEAD with the media type, frames DATA, and one END. A
frame is a letter, the length of what follows, and that.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

QUESTION, HEAD, DATA, END = b"Q", b"H", b"D", b"E"
#: The beginning of a frame.
START = struct.Struct(">cI")


@dataclass(frozen=True, slots=True)
class Question:
    """A query, and how it is to be answered.

    Attributes:
        text: The query, in SPARQL 1.1.
        accept: The formats that will do, as in the header Accept.
        default_graphs: IRIs of the graphs that it sees without GRAPH; with none here and none in
            `named_graphs` those that the query names itself, or all.
        named_graphs: IRIs of the graphs that it sees with GRAPH.
        rows: How many rows or triples an answer may have; None for as many as anybody may have.
        bindings: Terms, in N-Triples, for variables of its SELECT clause by name.
    """

    text: str
    accept: str = ""
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    rows: int | None = None
    bindings: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class End:
    """How an answer ended.

    Attributes:
        status: The status of HTTP that says so; 200 if the answer is whole.
        reason: Why it is not, for people.
        cut: Whether all that is missing is rows beyond those that it may have.
    """

    status: int = 200
    reason: str = ""
    cut: bool = False


def framed(letter: bytes, content: bytes) -> bytes:
    """A frame."""
    return START.pack(letter, len(content)) + content


def packed(content: Question | End) -> bytes:
    """What a frame holds for a question or an end."""
    return json.dumps(asdict(content)).encode()


def question_of(content: bytes) -> Question:
    """The question that a frame holds."""
    fields: dict[str, Any] = json.loads(content)
    graphs = {name: tuple(fields[name]) for name in ("default_graphs", "named_graphs")}
    return Question(**fields | graphs)


def end_of(content: bytes) -> End:
    """The end that a frame holds."""
    return End(**json.loads(content))
