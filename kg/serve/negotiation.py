"""Choosing a form by the header Accept (RFC 9110, 12.5.1)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence


def accepted(header: str, offered: Sequence[str]) -> str:
    """The media type that a client likes best; of several equally liked, the first offered; empty if none.

    >>> accepted("text/turtle;q=0.9, application/ld+json", ["text/turtle", "application/ld+json"])
    'application/ld+json'
    >>> accepted("", ["text/html"]), accepted("image/png", ["text/html"])
    ('text/html', '')
    """
    ranges = list(_ranges(header)) or [("*/*", 1.0)]
    best = max(offered, key=lambda kind: _quality(kind, ranges))
    return best if _quality(best, ranges) > 0 else ""


def _quality(kind: str, ranges: Sequence[tuple[str, float]]) -> float:
    """How much a client likes a media type: the most precise range that holds it tells."""
    for wanted in (kind, f"{kind.partition('/')[0]}/*", "*/*"):
        for name, quality in ranges:
            if name == wanted:
                return quality
    return 0.0


def _ranges(header: str) -> Iterator[tuple[str, float]]:
    for part in header.lower().split(","):
        name, *parameters = (piece.strip() for piece in part.split(";"))
        weights = [each.removeprefix("q=") for each in parameters if each.startswith("q=")]
        if "/" in name:
            yield name, _weight(weights[0]) if weights else 1.0


def _weight(text: str) -> float:
    try:
        return min(max(float(text), 0.0), 1.0)
    except ValueError:
        return 0.0
