"""Names that the vocabulary lists, found once a page for all recognisers."""

from __future__ import annotations

import re
from bisect import bisect

from kg.mention import Mention
from kg.mentions.common.kept import kept
from kg.structure.page import Page
from kg.vocabulary import vocabulary

_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")


@kept
def listed(page: Page) -> tuple[Mention, ...]:
    """The vocabulary's mentions in the readable sentences; kept for the page read last."""
    readable = page.readable
    if not readable:
        return ()
    found = iter(vocabulary().scan(page.text, readable[0].start, readable[-1].end))
    addresses = [match.span() for match in _ADDRESS.finditer(page.text)]
    begins = [start for start, _ in addresses]
    kept = []
    at = 0
    for mention in found:
        address = bisect(begins, mention.start)
        if address and mention.start < addresses[address - 1][1]:
            continue
        while at < len(readable) and readable[at].end <= mention.start:
            at += 1
        if at < len(readable) and readable[at].start <= mention.start and mention.end <= readable[at].end:
            kept.append(mention)
    return tuple(kept)
