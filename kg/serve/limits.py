"""What one query, one request and the server as a whole may take."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds that hold for everybody who asks.

    Attributes:
        seconds: Until a query has been answered in full.
        megabytes: Memory of the process that a query runs in.
        rows: Rows of a SELECT, or triples of a CONSTRUCT or DESCRIBE.
        at_once: Queries that run at the same time; others wait.
        wait: Seconds that a query waits for its turn.
        body: Bytes of a request.
        table: Bytes of an answer that the server itself holds to show it; to clients it passes what comes.
    """

    seconds: float = 30.0
    megabytes: int = 512
    rows: int = 100_000
    at_once: int = 64
    wait: float = 30.0
    body: int = 1_000_000
    table: int = 16_000_000
